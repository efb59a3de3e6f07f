import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseFormat } from '../../../../src/extension/core/report/caseFooter.ts';
import { looksLikeCase } from '../../../../src/extension/editor/caseDocument/isCase.ts';
import { type CodeLens, editor, FakeDocument, Uri } from '../../../fakes/vscode.ts';
import { file, openCase, openWorld, type SampleCase, sampleCase, type World } from './caseWorld.ts';

let sample: SampleCase;
let world: World | undefined;

beforeAll(async () => {
  sample = await sampleCase();
});
afterAll(() => sample.close());
beforeEach(() => editor.reset());
afterEach(() => world?.documents.dispose());

const titles = (document: FakeDocument) =>
  (editor.providers.get('lenses').provideCodeLenses(document) as CodeLens[]).map(({ range, command }) => [range.start.line, command.title]);

describe('[V-12][K-10] which documents are cases', () => {
  const markdownOf = (text: string, path = '/home/me/notes.md', language?: string) => new FakeDocument(Uri.file(path), text, language);

  it('any Markdown document with the Audit of a case, whatever its name, and nothing else', () => {
    expect(sample.markdown).toContain(caseFormat);
    expect(looksLikeCase(markdownOf(sample.markdown))).toBe(true);
    expect(looksLikeCase(markdownOf(sample.markdown.replaceAll('\n', '\r\n')))).toBe(true);
    expect(looksLikeCase(markdownOf(sample.markdown, '/tmp/case.txt', 'plaintext'))).toBe(false);
    expect(looksLikeCase(new FakeDocument(new Uri('untitled', 'Untitled-1.md'), sample.markdown))).toBe(true);
    expect(looksLikeCase(new FakeDocument(new Uri('git', '/tmp/case.md'), sample.markdown))).toBe(false);
    expect(looksLikeCase(markdownOf(`The format is \`${caseFormat}\`.`))).toBe(false);
  });

  it('nothing is loaded for other documents', async () => {
    world = openWorld({ tools: sample.tools });
    editor.open(Uri.file('/tmp/readme.md'), '# Readme');
    await new Promise(setImmediate);
    expect(editor.providers.size).toBe(0);
  });

  it('one that is open already when the window comes back is met too', async () => {
    editor.open(Uri.file(file), sample.markdown);
    world = openWorld({ tools: sample.tools });
    await expect.poll(() => editor.providers.size).toBeGreaterThan(0);
    expect(world.connections()).toBe(0);
  });

  it('a document that becomes a case is met when it is saved', async () => {
    world = openWorld({ tools: sample.tools });
    const document = editor.open(Uri.file(file), '');
    document.type(sample.markdown);
    editor.documentEvents.saved.fire(document);
    await expect.poll(() => editor.providers.size).toBeGreaterThan(0);
  });

  it('commands know whether the active document is one', () => {
    world = openWorld({ tools: sample.tools });
    expect(editor.context.get('runtimeThreats.caseActive')).toBe(false);
    editor.activeChanged.fire({ document: new FakeDocument(Uri.file(file), sample.markdown) });
    expect(editor.context.get('runtimeThreats.caseActive')).toBe(true);
    editor.activeChanged.fire(undefined);
    expect(editor.context.get('runtimeThreats.caseActive')).toBe(false);
  });
});

describe('[V-12] lenses', () => {
  it('offer what can be done with the case, and how far it is verified', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const document = await openCase(sample.markdown);
    const top = titles(document).filter(([line]) => line === 0);
    expect(top.slice(1).map(([, title]) => title)).toEqual([
      '$(type-hierarchy) Show attack flow',
      '$(shield) Remediate',
      '$(rocket) Hand off',
      '$(export) Export',
      '$(refresh) Re-check sources',
    ]);
    expect(top[0]?.[1]).toMatch(new RegExp(`^\\$\\(verified\\) Verified: \\d+ sentences, ${sample.found.evidence.length} sources$`));
  });

  it('stand above the Sources as well', async () => {
    world = openWorld({ tools: sample.tools });
    const document = await openCase(sample.markdown);
    const line = sample.markdown.split('\n').indexOf('### Sources');
    expect(titles(document)).toContainEqual([line, '$(refresh) Re-check all']);
  });

  it('do not call a case verified that could not be held against its evidence', async () => {
    world = openWorld({ tools: sample.tools });
    const document = await openCase(sample.markdown);
    expect(titles(document).map(([, title]) => title)).toContain('$(refresh) Not checked against its evidence');
  });

  it('hand the case to the commands', async () => {
    world = openWorld({ tools: sample.tools });
    const document = await openCase(sample.markdown, '/home/me/kept.md');
    const lenses = editor.providers.get('lenses').provideCodeLenses(document) as CodeLens[];
    const [flow] = lenses.filter(({ command }) => command.command === 'runtimeThreats.showAttackFlow');
    await editor.run('runtimeThreats.showAttackFlow', ...(flow?.command.arguments ?? []));
    expect(world.flows).toEqual(['/home/me/kept.md']);
    expect(new Set(lenses.map(({ command }) => command.command))).toContain('runtimeThreats.handOff');
  });

  it('of a case whose footer was changed offer nothing that needs it', async () => {
    world = openWorld({ tools: sample.tools });
    const document = await openCase(sample.markdown.replace('| E1 | `get_event_info`', '| E1 | get_event_info'));
    expect(titles(document)).toEqual([[0, '$(warning) 1 finding']]);
  });
});

it('a command without a case says what to do', async () => {
  world = openWorld({ tools: sample.tools });
  await editor.run('runtimeThreats.recheckSources');
  await editor.run('runtimeThreats.showAttackFlow', { uri: 'x', ids: ['rm -rf'] });
  expect(world.faults).toMatchObject([{ reason: 'invalid' }, { reason: 'invalid' }]);
});
