import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import type { Verdict } from '../../../../src/extension/core/report/verify/finding.ts';
import { type CodeAction, type CodeLens, type Diagnostic, DiagnosticSeverity, editor, type FakeDocument } from '../../../fakes/vscode.ts';
import { file, openCase, openWorld, type SampleCase, sampleCase, type World } from './caseWorld.ts';

let sample: SampleCase;
let world: World;

beforeAll(async () => {
  sample = await sampleCase();
});
afterAll(() => sample.close());
beforeEach(() => {
  editor.reset();
  world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
});
afterEach(() => world.documents.dispose());

const problems = (): readonly Diagnostic[] => editor.problems.get(`file:${file}`) ?? [];
const codes = () => problems().map(({ code }) => code);

const truth = 'The process ran as user `app` [E3]';
const lie = 'The process ran as user `root` [E3]';
const secondTruth = 'The inventory does not know it [E11].';
const secondLie = 'The inventory does not know 203.0.113.99 [E11].';

function quickFixes(document: FakeDocument, found: readonly Diagnostic[]): readonly CodeAction[] {
  const [first] = found;
  if (first === undefined) throw new Error('no problem');
  // The editor hands copies back.
  const copies = found.map((one) => ({ ...one }));
  return editor.providers.get('actions').provideCodeActions(document, first.range, { diagnostics: copies });
}

function chosen(actions: readonly CodeAction[], title: string): CodeAction {
  const action = actions.find((one) => one.title === title);
  if (action === undefined) throw new Error(`no ${title}`);
  return action.edit === undefined ? editor.providers.get('actions').resolveCodeAction(action) : action;
}

/** The document after the edit of an action, verified again. */
async function fixed(document: FakeDocument, action: CodeAction): Promise<Verdict> {
  document.type(action.edit?.apply(document) ?? '');
  await world.clock.pass(1);
  return world.documents.verdictOf(document as never);
}

describe('[X-01] problems of a case', () => {
  it('are none in a case as it was written', async () => {
    const document = await openCase(sample.markdown);
    expect(problems()).toEqual([]);
    expect(await world.documents.verdictOf(document as never)).toEqual({ standing: 'verified', findings: [] });
  });

  it('name what was changed, where it stands, as ours', async () => {
    const document = await openCase(sample.markdown.replace(truth, lie));
    const [first] = problems();
    expect(first).toMatchObject({ source: 'Runtime Threats', severity: DiagnosticSeverity.Error });
    expect(document.getText(first?.range)).toContain('user `root`');
    const lenses = editor.providers.get('lenses').provideCodeLenses(document) as CodeLens[];
    const finding = lenses.find(({ command }) => command.command === 'workbench.actions.view.problems');
    expect(finding?.command.title).toMatch(/^\$\(warning\) \d+ findings?$/);
  });

  it('after a reload are told from the file alone', async () => {
    world.documents.dispose();
    editor.reset();
    world = openWorld({ tools: sample.tools, connected: false });
    await openCase(sample.markdown.replace(truth, lie));
    expect(codes()).toContain('changed');
    expect(world.asked).toEqual([]);
  });

  it('follow the text as it stands in the editor, once the typing pauses', async () => {
    const document = await openCase(sample.markdown);
    document.type(sample.markdown.replace(truth, lie));
    document.type(sample.markdown.replace(truth, `${lie} `));
    expect(problems()).toEqual([]);
    expect(world.clock.sleeping()).toBe(1);
    await world.clock.pass(1);
    expect(problems().length).toBeGreaterThan(0);
    // The verdict never waits for a pause.
    document.type(sample.markdown);
    expect((await world.documents.verdictOf(document as never)).standing).toBe('verified');
    await world.clock.pass(1);
    expect(problems()).toEqual([]);
  });

  it('never let a lens say verified of a text that nobody has looked at, or that rests on nothing', async () => {
    const document = await openCase(sample.markdown);
    const standing = () => (editor.providers.get('lenses').provideCodeLenses(document) as CodeLens[])[0]?.command.title ?? '';
    expect(standing()).toMatch(/^\$\(verified\) Verified: \d+ sentences, 13 sources$/);
    document.type(sample.markdown.replace('### Limitations', '### It was Bob\n\n### Limitations'));
    expect(standing()).toBe('Verifying…');
    await world.clock.pass(1);
    expect(standing()).toBe('$(warning) Not verified: 1 added by hand without evidence');
    document.type(sample.markdown.replace(`${truth}`, '**Hypothesis:** It was Bob').replace(/^- The inventory does not know it .*\n/m, ''));
    await world.clock.pass(1);
    expect(standing()).toMatch(/^\$\(verified\) Verified: \d+ sentences, 13 sources · 1 only supposed · 1 sentence removed$/);
  });

  it('and everything else of a case stay where a person wrote below the Audit', async () => {
    const document = await openCase(`${sample.markdown}\nThe process ran as user \`root\` [E3].\n`);
    expect(codes()).toEqual(['notInEvidence']);
    expect(problems()[0]?.range.start.line).toBe(document.getText().split('\n').length - 2);
    expect(editor.providers.get('lenses').provideCodeLenses(document).length).toBeGreaterThan(4);
    const place = document.positionAt(document.getText().lastIndexOf('[E3]') + 2);
    expect(editor.providers.get('hover').provideHover(document, place)).toBeDefined();
  });

  it('go when the document is a case no more', async () => {
    const document = await openCase(sample.markdown.replace(truth, lie));
    document.type('# Something else');
    await world.clock.pass(1);
    expect(editor.problems.has(`file:${file}`)).toBe(false);
  });

  it('go with the document, and a pause that is over by then brings none back', async () => {
    const document = await openCase(sample.markdown.replace(truth, lie));
    document.type(sample.markdown.replace(truth, lie));
    editor.close(document);
    await world.clock.pass(1);
    expect(editor.problems.has(`file:${file}`)).toBe(false);
    expect(world.faults).toEqual([]);
  });

  it('of another version of the file are not told from the answers of this one', async () => {
    const evidence = sample.found.evidence.map((one) => (one.id === 'E3' ? { ...one, digest: one.digest.replace(/^./, 'x') } : one));
    const document = await openCase(renderCase({ ...sample.found, evidence }));
    expect(await world.documents.verdictOf(document as never)).toEqual({ standing: 'unchecked', findings: [] });
  });

  it('change when more becomes known', async () => {
    const document = await openCase(sample.markdown);
    const before = await world.documents.verdictOf(document as never);
    world.knownChanged.fire(file);
    expect(await world.documents.verdictOf(document as never)).not.toBe(before);
  });

  it('of what is no case are not judged', async () => {
    await openCase(sample.markdown);
    const { FakeDocument: Fake, Uri } = await import('../../../fakes/vscode.ts');
    await expect(world.documents.verdictOf(new Fake(Uri.file('/tmp/x.md'), '# x') as never)).rejects.toMatchObject({ reason: 'invalid' });
  });

  it('are one, for the whole file, where the footer can not be read', async () => {
    await openCase(sample.markdown.replace('| E1 | `get_event_info`', '| E1 | get_event_info'));
    expect(codes()).toEqual(['footerUnreadable']);
  });
});

describe('[X-01] quick fixes', () => {
  it.each(['Mark as hypothesis', 'Remove this sentence'])('%s leaves no error there', async (title) => {
    const document = await openCase(sample.markdown.replace(truth, lie));
    const verdict = await fixed(document, chosen(quickFixes(document, problems().slice(0, 1)), title));
    expect(verdict.findings.filter(({ severity }) => severity !== 'information')).toEqual([]);
    expect(document.getText().includes('`root`')).toBe(title !== 'Remove this sentence');
  });

  it('belong to their problem', async () => {
    const document = await openCase(sample.markdown.replace(truth, lie));
    const [first] = problems();
    expect(chosen(quickFixes(document, problems().slice(0, 1)), 'Remove this sentence').diagnostics).toContain(first);
  });

  it.each(['Mark all findings of this case as hypotheses', 'Remove all sentences with a finding'])('%s in one edit', async (title) => {
    // Two in one line, and two bullets of their own, one below the other: what goes first must not move what goes next.
    const lies = [
      ['It fired at', '203.0.113.7 fired at'],
      [truth, lie],
      ['The inventory has no other workload', 'The inventory at 203.0.113.8 has no other workload'],
      [secondTruth, secondLie],
    ] as const;
    const text = lies.reduce((before, [from, to]) => before.replace(from, to), sample.markdown);
    const document = await openCase(text);
    const places = new Set(problems().map(({ range }) => `${range.start.line}:${range.start.character}`));
    expect(places.size).toBeGreaterThanOrEqual(lies.length);
    const action = chosen(quickFixes(document, problems().slice(0, 1)), title);
    expect(action.edit?.edits).toHaveLength(1);
    const verdict = await fixed(document, action);
    expect(verdict.findings.filter(({ severity }) => severity !== 'information')).toEqual([]);
    for (const [, to] of lies.slice(2)) expect(document.getText().includes(to.slice(0, 20))).toBe(!title.startsWith('Remove'));
    expect(document.getText()).toContain('The inventory knows no control');
  });

  it('are offered once for a sentence with several faults', async () => {
    const document = await openCase(sample.markdown.replace(truth, 'The process ran as user `root` at 2026-06-11 09:00:00Z [E3]'));
    const here = problems().filter(({ range }) => range.isEqual(problems()[0]?.range as never));
    expect(here.length).toBeGreaterThan(1);
    expect(quickFixes(document, here).map(({ title }) => title)).toEqual(['Mark as hypothesis', 'Remove this sentence']);
  });

  it('wait for the pause after an edit: what stands there now may be something else', async () => {
    const document = await openCase(sample.markdown.replace(truth, lie));
    const found = problems().slice(0, 1);
    document.type(document.getText().replace('user `root`', 'user `boot`'));
    expect(quickFixes(document, found)).toEqual([]);
    await world.clock.pass(1);
    expect(quickFixes(document, problems().slice(0, 1))).not.toEqual([]);
  });

  it('for all are not offered for one, and none for other extensions’ problems', async () => {
    const document = await openCase(sample.markdown.replace(secondTruth, 'The inventory has no ledger.'));
    const ours = problems().slice(0, 1);
    expect(quickFixes(document, ours).map(({ title }) => title)).not.toContain('Remove all sentences with a finding');
    const theirs = ours.map((one) => ({ ...one, source: 'spelling' }) as Diagnostic);
    expect(quickFixes(document, theirs)).toEqual([]);
  });
});
