import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '../../../../src/extension/core/model/case.ts';
import type { EvidenceId, Exhibit } from '../../../../src/extension/core/model/evidence.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { type CodeLens, editor, type FakeDocument, type Hover, type Location, type Range, Uri, workspace } from '../../../fakes/vscode.ts';
import { hostile } from '../../report/hostile.ts';
import { at, openCase, openWorld, type SampleCase, sampleCase, type World } from './caseWorld.ts';
import { digestOf } from './digest.ts';

let sample: SampleCase;
let world: World | undefined;

beforeAll(async () => {
  sample = await sampleCase();
});
afterAll(() => sample.close());
beforeEach(() => editor.reset());
afterEach(() => world?.documents.dispose());

type Link = { readonly targetUri: Uri; readonly targetSelectionRange: Range; readonly originSelectionRange: Range };
const token = { isCancellationRequested: false, onCancellationRequested: () => undefined };

const hover = (document: FakeDocument, text: string, into?: number): string => {
  const found = editor.providers.get('hover').provideHover(document, at(document, text, into)) as Hover | undefined;
  return found?.contents.value ?? '';
};
async function definition(document: FakeDocument, text: string, into?: number): Promise<Link> {
  const [link] = (await editor.providers.get('definition').provideDefinition(document, at(document, text, into), token)) ?? [];
  if (link === undefined) throw new Error('no definition');
  return link;
}
const textOf = async (uri: Uri): Promise<string> => String(await editor.contentProviders.get(uri.scheme)?.provideTextDocumentContent(uri));
const references = async (document: { uri: Uri }, position: unknown, includeDeclaration = true): Promise<Location[]> =>
  editor.providers.get('references').provideReferences(document, position, { includeDeclaration }, token);

const sentence = 'opened a shell; then';
const lineOf = (needle: string) => sample.markdown.split('\n').find((line) => line.includes(needle)) ?? '';

/** The case with one answer in place of that of E1, as a tenant could have given it. */
function withAnswer(raw: string): Case {
  const evidence = sample.found.evidence.map((one): Exhibit => (one.id === 'E1' ? { ...one, raw, digest: digestOf(raw) } : one));
  return { ...sample.found, evidence };
}

describe('[V-12] hover on a citation', () => {
  it('says what the evidence is, and shows the answer round what the sentence names', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    const shown = hover(document, `| [E1] |`, 3);
    expect(shown).toContain('**E1** · One event · read 2026-06-10 09:41:00Z');
    expect(shown).toContain('`get_event_info`');
    expect(shown).toMatch(/```json\n[\s\S]*dana@acme\.example[\s\S]*\n```/);
    expect(shown.split('\n').length).toBeLessThan(45);
  });

  it('and on a row of the Sources the same', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    expect(hover(document, '| E4 | `list', 30)).toContain('**E4** · The open groups of threats');
    expect(hover(document, '| E13 | `get', 30)).toContain('the call failed');
  });

  it('says nothing elsewhere, and says so where the source does not exist', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown.replace('[E1][E2][E3].', '[E999].').replace('It fired', '`[E1]` It fired'));
    expect(hover(document, '### Summary')).toBe('');
    expect(hover(document, '`[E1]`', 3)).toBe('');
    expect(hover(document, '[E999]', 2)).toBe('**E999** is not in the Sources of this case.');
  });

  it('[K-10] after a reload tells how to ask again, and contacts nothing', async () => {
    world = openWorld({ tools: sample.tools, connected: false });
    const document = await openCase(sample.markdown);
    expect(hover(document, '| [E1] |', 3)).toContain('The answer is not kept across a reload. Ask for it again');
    expect(world.asked).toEqual([]);
    expect(world.connections()).toBe(0);
  });

  it('is plain, untrusted text: no answer becomes markup, a link or a command', async () => {
    for (const value of hostile) {
      editor.reset();
      const of = withAnswer(JSON.stringify({ user: { name: 'dana@acme.example' }, note: value }));
      world = openWorld({ tools: sample.tools, exhibits: of.evidence });
      const document = await openCase(renderCase(of));
      const found = editor.providers.get('hover').provideHover(document, at(document, '| [E1] |', 3)) as Hover;
      expect(found.contents).toMatchObject({ isTrusted: false, supportHtml: false });
      const [, fence = '', inside = ''] = /\n\n(`{3,})json\n([\s\S]*)\n\1(?:\n|$)/.exec(found.contents.value) ?? [];
      expect(fence.length).toBeGreaterThan(Math.max(0, ...(inside.match(/`+/g) ?? []).map((run) => run.length)));
      expect(inside).toContain('"note"');
      expect(found.contents.value.split(fence)).toHaveLength(3);
      expect(inside.split('\n').every((line) => line.length <= 161)).toBe(true);
      world.documents.dispose();
    }
  });

  it('[K-11] masks secrets', async () => {
    const of = withAnswer(JSON.stringify({ user: 'dana@acme.example', cmdline: 'mysql --password hunter22' }));
    world = openWorld({ tools: sample.tools, exhibits: of.evidence });
    const document = await openCase(renderCase(of));
    expect(hover(document, '| [E1] |', 3)).toContain('‹masked›');
    expect(hover(document, '| [E1] |', 3)).not.toContain('hunter22');
  });
});

describe('[V-12] definition of a citation', () => {
  it('is a JSON document in memory with the source first, opened at what the sentence names', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    const link = await definition(document, '| [E1] |', 3);
    expect([link.targetUri.scheme, link.targetUri.path]).toEqual(['runtime-threats-evidence', '/E1 get_event_info.json']);
    const text = await textOf(link.targetUri);
    const { source, answer } = JSON.parse(text);
    expect(source).toMatchObject({ id: 'E1', tool: 'get_event_info', sha256: sample.found.evidence[0]?.digest });
    expect(answer.id).toBe('4dc4094c511f604b7a39e899581a964a');
    const { start, end } = link.targetSelectionRange;
    expect(text.split('\n')[start.line]?.slice(start.character, end.character)).toBe('dana@acme.example');
    expect(start.line).toBeGreaterThan(text.split('\n').findIndex((line) => line.startsWith('  "answer"')));
  });

  it('marks there what the sentence names, also when the text moves', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    const { targetUri } = await definition(document, '| [E1] |', 3);
    const evidence = editor.open(targetUri, await textOf(targetUri));
    let marked: readonly Range[] = [];
    const setDecorations = (_type: unknown, ranges: readonly Range[]) => {
      marked = ranges;
    };
    editor.editors.push(
      Object.assign({ viewColumn: 1, selection: undefined as never, revealRange: () => undefined }, { document: evidence, setDecorations }),
    );
    editor.visibleChanged.fire(editor.editors);
    expect(marked.map((range) => evidence.getText(range))).toEqual(['dana@acme.example']);
    evidence.type(`\n\n${evidence.getText()}`);
    expect(marked.map((range) => evidence.getText(range))).toEqual(['dana@acme.example']);
    // From the row of the Sources one comes to the answer, not to a value.
    await definition(document, '| E1 |', 10);
    expect(marked).toEqual([]);
  });

  it('each bracket of neighbours leads to its own', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    const ids: string[] = [];
    for (const into of [0, 3, 4, 7, 8, 12]) ids.push((await definition(document, '[E1][E2][E3]', into)).targetUri.path.slice(1, 3));
    expect(ids).toEqual(['E1', 'E1', 'E2', 'E2', 'E3', 'E3']);
  });

  it('keeps the digits of instants in nanoseconds', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    const digits = /"timestamp":\s*(\d{19})/.exec(sample.found.evidence[0]?.raw ?? '')?.[1];
    expect(digits).toBeDefined();
    expect(await textOf((await definition(document, '| [E1] |', 3)).targetUri)).toContain(`"timestamp": ${digits}`);
  });

  it('[K-10] after a reload asks the connected tenant by the tool and arguments of the row, that one alone, and once', async () => {
    world = openWorld({ tools: sample.tools });
    const document = await openCase(sample.markdown);
    const { targetUri } = await definition(document, '| [E1] |', 3);
    expect(world.asked).toEqual([{ tool: 'get_event_info', args: { eventId: '4dc4094c511f604b7a39e899581a964a' } }]);
    expect(JSON.parse(await textOf(targetUri))).toMatchObject({
      source: { note: 'The answer that the case rests on, laid out; secrets are masked unless shown on request' },
      answer: { id: '4dc4094c511f604b7a39e899581a964a' },
    });
    await definition(document, '| [E1] |', 3);
    expect(world.asked).toHaveLength(1);
  });

  it('[V-06] opens no connection by itself: the document says what to do', async () => {
    world = openWorld({ tools: sample.tools, connected: false });
    const document = await openCase(sample.markdown);
    const { targetUri } = await definition(document, '| [E1] |', 3);
    const { source, answer } = JSON.parse(await textOf(targetUri));
    expect(answer).toBeNull();
    expect(source.note).toContain('Re-check E1');
    expect(world.connections()).toBe(0);
    // The act is one click above it.
    const lenses: CodeLens[] = editor.providers.get('lenses:runtime-threats-evidence').provideCodeLenses({ uri: targetUri });
    expect(lenses.map(({ command }) => command.title)).toEqual(['$(refresh) Re-check E1', '$(eye) Show secrets']);
    await editor.run('runtimeThreats.recheckSources', ...(lenses[0]?.command.arguments ?? []));
    expect(JSON.parse(await textOf(targetUri)).answer).toMatchObject({ id: '4dc4094c511f604b7a39e899581a964a' });
  });

  it('asks no other tenant', async () => {
    world = openWorld({ tools: sample.tools, tenant: { name: 'acme', sample: false } });
    await definition(await openCase(sample.markdown), '| [E1] |', 3);
    expect(world.asked).toEqual([]);
  });

  it('a row that was edited is not shown with the answer of the one before', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence, connected: false });
    // As whoever edits it can: sealed again over what was changed.
    const [first, second] = sample.found.evidence;
    const evidence = sample.found.evidence.map((one) => (one === first ? { ...one, digest: second?.digest ?? '' } : one));
    const document = await openCase(renderCase({ ...sample.found, evidence }));
    const { targetUri } = await definition(document, '| [E1] |', 3);
    expect(JSON.parse(await textOf(targetUri)).answer).toBeNull();
  });

  it('an address that names no evidence is refused', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    await openCase(sample.markdown);
    for (const query of ['', 'case=file%3A%2Ftmp%2Fcase.md&id=E999', 'id=E1'])
      await expect(textOf(new Uri('runtime-threats-evidence', '/E1.json', query))).rejects.toThrow();
  });
});

describe('[K-11] secrets in an evidence document', () => {
  const raw = JSON.stringify({ user: 'dana@acme.example', cmdline: 'mysql --password hunter22' });

  it('are shown on request, in that document alone, until it is closed', async () => {
    const of = withAnswer(raw);
    world = openWorld({ tools: sample.tools, exhibits: of.evidence });
    const document = await openCase(renderCase(of));
    const { targetUri } = await definition(document, '| [E1] |', 3);
    const other = (await definition(document, '| [E2] |', 3)).targetUri;
    expect(await textOf(targetUri)).not.toContain('hunter22');
    await editor.run('runtimeThreats.showSecrets', targetUri);
    expect(await textOf(targetUri)).toContain('hunter22');
    expect(await textOf(other)).not.toContain('hunter22');
    expect(hover(document, '| [E1] |', 3)).not.toContain('hunter22');
    editor.close((await workspace.openTextDocument(targetUri)) as FakeDocument);
    expect(await textOf(targetUri)).not.toContain('hunter22');
    expect(world.faults).toEqual([]);
  });

  it('are not for other documents', async () => {
    world = openWorld({ tools: sample.tools });
    await openCase(sample.markdown);
    await editor.run('runtimeThreats.showSecrets', Uri.file('/tmp/case.md'));
    expect(world.faults).toMatchObject([{ reason: 'notFound' }]);
  });
});

describe('[V-12] references', () => {
  const expected = () =>
    sample.markdown.split('\n').flatMap((line, index) => (line.includes('[E7]') && !line.startsWith('| E7') ? [index] : []));

  it('of a citation, of its row and of its evidence document are the claims that cite it', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    const places = [
      [document, at(document, '[E7]', 2)],
      [document, at(document, '| E7 |', 20)],
      [await workspace.openTextDocument((await definition(document, '[E7]', 2)).targetUri), at(document, '')],
    ] as const;
    for (const [from, position] of places) {
      const found = await references(from, position, false);
      expect([...new Set(found.map(({ range }) => range.start.line))]).toEqual(expected());
      expect(found.every(({ uri }) => uri.path === '/tmp/case.md')).toBe(true);
    }
  });

  it('are whole sentences, and the row with them where it is wanted', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    const [first] = await references(document, at(document, '[E7]', 2));
    expect(document.getText(first?.range)).toBe('**Process evidence:** The description says that `sh` started `cat` [E7].');
    const all = await references(document, at(document, '[E7]', 2));
    const row = all.at(-1);
    expect(document.lineAt(row?.range.start.line ?? 0).text).toMatch(/^\| E7 \|/);
  });
});

it('every citation of every line leads to its own evidence', async () => {
  world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
  const document = await openCase(sample.markdown);
  const ids = new Set(Array.from(lineOf(sentence).matchAll(/\[(E\d+)\]/g), ([, id]) => id as EvidenceId));
  expect(ids.size).toBeGreaterThan(1);
  for (const id of ids) expect((await definition(document, `[${id}]`, 2)).targetUri.path).toMatch(new RegExp(`^/${id} `));
});
