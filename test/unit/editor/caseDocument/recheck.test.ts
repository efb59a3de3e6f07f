import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EvidenceId, Exhibit } from '../../../../src/extension/core/model/evidence.ts';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import type { ReadTools } from '../../../../src/extension/core/tools/readTools.ts';
import { type CodeAction, type CodeLens, editor, type FakeDocument, type Hover, type Shown } from '../../../fakes/vscode.ts';
import { at, file, openCase, openWorld, type SampleCase, sampleCase, type World } from './caseWorld.ts';
import { digestOf } from './digest.ts';
import { execEvent, shellEvent } from './ledgerCase.ts';

let sample: SampleCase;
let world: World | undefined;

beforeAll(async () => {
  sample = await sampleCase();
});
afterAll(() => sample.close());
beforeEach(() => editor.reset());
afterEach(() => world?.documents.dispose());

type Mark = { readonly range: { start: { line: number } }; readonly renderOptions: { after: { contentText: string } } };

/** The editor that shows a document, with the marks that are in it. */
function showing(document: FakeDocument): { marks: Mark[] } {
  const shown = { document, viewColumn: 1, selection: undefined as never, revealRange: () => undefined, marks: [] as Mark[] };
  const setDecorations = (_type: unknown, marks: Mark[]) => {
    shown.marks = marks;
  };
  editor.editors.push(Object.assign(shown, { setDecorations }));
  return shown;
}

const wordsOf = (shown: { marks: Mark[] }, document: FakeDocument): Record<string, string> =>
  Object.fromEntries(
    shown.marks.map(({ range, renderOptions }) => [
      /^\| (E\d+)/.exec(document.lineAt(range.start.line).text)?.[1],
      renderOptions.after.contentText.trim(),
    ]),
  );

/** The sample tenant after one event is gone, one was changed, and one tool answers with an error. */
function changedTenant(): ReadTools {
  const { tools } = sample;
  return {
    offers: (tool) => tools.offers(tool),
    read: async (tool, args, signal) => {
      if ('eventId' in args && args.eventId === execEvent) throw new Failure('notFound', { what: 'x', why: 'status code: 404', fix: 'x' });
      const answer = await tools.read(tool, args, signal);
      if ('eventId' in args && args.eventId === shellEvent) {
        const raw = answer.raw.replace('runc', 'evil');
        return { ...answer, raw, digest: digestOf(raw) };
      }
      if (tool === 'fetch_threat_intelligence_feed') throw new Failure('server', { what: 'x', why: 'status code: 500', fix: 'x' });
      return answer;
    },
  };
}

const notice = (): Shown | undefined => editor.shown.find(({ kind }) => kind === 'information');

describe('[X-02] Re-check sources', () => {
  it('says that all are the same, marks each row so, and then calls the case verified', async () => {
    world = openWorld({ tools: sample.tools });
    const document = await openCase(sample.markdown);
    const shown = showing(document);
    await editor.run('runtimeThreats.recheckSources', document.uri);
    const total = sample.found.evidence.length;
    expect(notice()?.text).toBe(`Sources asked again: ${total} same.`);
    expect(notice()?.items).toEqual([]);
    expect(Object.keys(wordsOf(shown, document))).toHaveLength(total);
    expect(new Set(Object.values(wordsOf(shown, document)))).toEqual(new Set(['same']));
    const lenses = editor.providers.get('lenses').provideCodeLenses(document) as CodeLens[];
    expect(lenses.map(({ command }) => command.title)).toEqual(
      expect.arrayContaining([expect.stringContaining('Verified:'), `${total} same`]),
    );
    expect(world.faults).toEqual([]);
  });

  it('tells the changed, the gone and what could not be asked', async () => {
    world = openWorld({ tools: changedTenant(), exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    const shown = showing(document);
    await editor.run('runtimeThreats.recheckSources', file);
    expect(notice()?.text).toMatch(/^Sources asked again: \d+ same, 1 changed, 1 gone, 1 could not be asked\.$/);
    expect(wordsOf(shown, document)).toMatchObject({ E1: 'gone', E2: 'changed', E3: 'same', E12: 'could not ask' });
  });

  it('shows what changed in the native diff, secrets masked, as this window knows the answer of then', async () => {
    world = openWorld({ tools: changedTenant(), exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    editor.answer = ({ items }) => items[0];
    await editor.run('runtimeThreats.recheckSources', document.uri);
    await vi.waitFor(() => expect(editor.executed).toContain('vscode.diff'));
    const [, then, now, title] = editor.executedWith.find(([id]) => id === 'vscode.diff') ?? [];
    expect(title).toBe('E2: then ↔ now');
    const text = async (uri: unknown) =>
      String(await editor.contentProviders.get('runtime-threats-evidence')?.provideTextDocumentContent(uri as never));
    expect(await text(then)).toContain('runc');
    expect(await text(now)).toContain('evil');
  });

  it('has nothing to show differences with after a reload, and says so', async () => {
    world = openWorld({ tools: changedTenant() });
    const document = await openCase(sample.markdown);
    await editor.run('runtimeThreats.recheckSources', file);
    expect(notice()?.text).toContain('What changed in 1 can not be shown');
    expect(notice()?.items).toEqual([]);
    // What a source answers now says nothing about what the case says of then: no problem, but not verified either.
    expect(editor.problems.get(`file:${file}`)).toEqual([]);
    expect((await world.documents.verdictOf(document as never)).standing).toBe('unchecked');
    const lenses = editor.providers.get('lenses').provideCodeLenses(document) as CodeLens[];
    expect(lenses.map(({ command }) => command.title)).toContain('$(refresh) Not verified: 2 of its sources answer otherwise now');
  });

  it('asks one source where one was chosen, by the action on its row or its citation', async () => {
    world = openWorld({ tools: sample.tools });
    const document = await openCase(sample.markdown);
    for (const place of [at(document, '| E2 |', 20), at(document, '| [E2] |', 3)]) {
      const actions = editor.providers.get('actions').provideCodeActions(document, { start: place }, { diagnostics: [] }) as CodeAction[];
      expect(actions.map(({ title }) => title)).toEqual(['Re-check E2']);
      world.asked.length = 0;
      await editor.run('runtimeThreats.recheckSources', ...(actions[0]?.command?.arguments ?? []));
      expect(world.asked).toEqual([{ tool: 'get_event_info', args: { eventId: shellEvent } }]);
    }
    expect(notice()?.text).toBe('Sources asked again: 1 same.');
  });

  it('[V-10] can be cancelled, and keeps what was answered', async () => {
    let answered = 0;
    const slow: ReadTools = {
      offers: () => true,
      read: async (tool, args, signal) => {
        const answer = await sample.tools.read(tool, args, signal);
        if (++answered === 5) editor.progress[0]?.cancel();
        signal.throwIfAborted();
        return answer;
      },
    };
    world = openWorld({ tools: slow });
    const document = await openCase(sample.markdown);
    const shown = showing(document);
    await editor.run('runtimeThreats.recheckSources', document.uri);
    const marked = Object.keys(wordsOf(shown, document)).length;
    expect(marked).toBeGreaterThan(0);
    expect(marked).toBeLessThan(sample.found.evidence.length);
    expect(notice()?.text).toContain(`${sample.found.evidence.length - marked} not asked`);
    expect(world.faults).toEqual([]);
    expect(editor.progress[0]?.ended).toBe(true);
  });

  it('asks no other tenant than that of the case, and says which that is', async () => {
    for (const tenant of [
      { name: 'acme', region: 'eu1', sample: false },
      { name: 'sample', sample: false },
      { name: 'sample', region: 'us2', sample: true },
    ]) {
      editor.reset();
      world = openWorld({ tools: sample.tools, tenant });
      await openCase(sample.markdown);
      await editor.run('runtimeThreats.recheckSources', file);
      expect(world.faults).toMatchObject([
        {
          reason: 'refused',
          why: expect.stringContaining('It is a case of the sample tenant'),
          fix: expect.stringContaining('Use Sample Tenant'),
        },
      ]);
      expect(world.asked).toEqual([]);
      expect(notice()).toBeUndefined();
      world.documents.dispose();
    }
  });

  it('[V-06] connects where nothing is connected, since the user asked', async () => {
    world = openWorld({ tools: sample.tools, connected: false });
    await openCase(sample.markdown);
    expect(world.connections()).toBe(0);
    await editor.run('runtimeThreats.recheckSources', file);
    expect(world.connections()).toBe(1);
    expect(notice()?.text).toContain('same');
  });

  it('fetches no public source: it is named, to be opened in the browser', async () => {
    const url = 'https://services.nvd.example/rest/json/cves/2.0?cveId=CVE-2022-22965';
    const evidence: Exhibit = {
      id: 'E14' as EvidenceId,
      source: { kind: 'http', url },
      at: '2026-06-10T09:41:00.000Z',
      digest: digestOf('x'),
      raw: 'x',
    };
    const answered = [...sample.found.evidence, evidence];
    world = openWorld({ tools: sample.tools });
    const document = await openCase(
      renderCase({ ...sample.found, evidence: answered, nextChecks: [{ phrase: ['See there'], cites: [evidence.id] }] }),
    );
    const shown = showing(document);
    await editor.run('runtimeThreats.recheckSources', document.uri);
    expect(notice()?.text).toBe(`Sources asked again: ${answered.length - 1} same, 1 public ones to open in the browser.`);
    expect(wordsOf(shown, document)).toMatchObject({ E14: 'open in the browser' });
    const hover = editor.providers.get('hover').provideHover(document, at(document, '| E14 |', 20)) as Hover;
    expect(hover.contents.value).toContain(`Open it in the browser: \`${url}\``);
    const lenses = editor.providers.get('lenses').provideCodeLenses(document) as CodeLens[];
    expect(lenses.map(({ command }) => command.title)).toContain('$(refresh) Checked but for 1 public sources, which are not asked again');
  });

  it('[X-07] finds no fault in the line of the earlier case, which the refresh has written over', async () => {
    const evidence: Exhibit = {
      id: 'E14' as EvidenceId,
      source: { kind: 'file', path: file, line: 3 },
      at: '2026-06-10T09:41:00.000Z',
      digest: digestOf('- Completed: `2026-06-10T08:00:00.000Z`'),
      raw: '- Completed: `2026-06-10T08:00:00.000Z`',
    };
    const answered = [...sample.found.evidence, evidence];
    const told = { ...sample.found, evidence: answered, nextChecks: [{ phrase: ['Nothing is new since'], cites: [evidence.id] as const }] };
    world = openWorld({ tools: sample.tools });
    const document = await openCase(renderCase(told));
    await editor.run('runtimeThreats.recheckSources', document.uri);
    expect(notice()?.text).toBe(`Sources asked again: ${answered.length - 1} same, 1 of the earlier case.`);
    expect(editor.problems.get(`file:${file}`)).toEqual([]);
    const lenses = () => (editor.providers.get('lenses').provideCodeLenses(document) as CodeLens[]).map(({ command }) => command.title);
    expect(lenses()).toContain('$(refresh) Checked but for 1 sources that are not of the tenant, which are not asked again');
    world.documents.dispose();
    world = openWorld({ tools: sample.tools, exhibits: answered });
    await openCase(renderCase(told));
    expect((await world.documents.verdictOf(document as never)).standing).toBe('verified');
  });

  it('of a case whose footer can not be read says why', async () => {
    world = openWorld({ tools: sample.tools });
    await openCase(sample.markdown.replace('| E1 | `get_event_info`', '| E1 | `submit_response_action`'));
    await editor.run('runtimeThreats.recheckSources', file);
    expect(world.faults).toMatchObject([{ reason: 'invalid', why: expect.stringContaining('was changed') }]);
    expect(world.asked).toEqual([]);
  });
});
