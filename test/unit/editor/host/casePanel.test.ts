import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createCasePanels } from '../../../../src/extension/editor/casePanel.ts';
import type { ShownCase } from '../../../../src/extension/editor/keptViews.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { createPanel, editor, Position, Selection, Uri, window, workspace } from '../../../fakes/vscode.ts';

const file = '/tmp/case.md';
const text = [
  '## Miner',
  'It all hangs together [E1][E2].',
  '| S1 | shell | [E1] |',
  '| S2 | miner | [E2] |',
  '| E1 | `get_event_info` |',
].join('\n');

const step = (id: string, cite: string) => ({
  id,
  at: '2026-06-10T09:12:43.000Z',
  boundary: 'pod storefront',
  action: 'runs',
  role: 'step' as const,
  cites: [cite],
});

const shown: ShownCase = {
  file,
  view: {
    trigger: 'group-1',
    title: 'Miner',
    tenant: { name: 'acme', sample: false },
    tactic: 'Execution (TA0002)',
    confidence: 4,
    status: 'done',
    summary: [],
    notLookedAt: [],
    lookedAt: [],
    reach: { around: 2, before: 168 },
    wider: { around: 6, before: 336 },
    flow: { status: 'done', mermaid: 'flowchart LR\n  S1 --> S2', steps: [step('S1', 'E1'), step('S2', 'E2')] },
    caseFile: file,
  },
};

function open(memento = fakeMemento()) {
  const faults: unknown[] = [];
  const logged: string[] = [];
  const widened: unknown[] = [];
  const panels = createCasePanels({
    extensionUri: Uri.file('/ext') as never,
    memento,
    report: (error) => faults.push(error),
    log: { write: (_level, message) => logged.push(message) },
    lookWider: async (...asked) => void widened.push(asked),
  });
  return { panels, faults, logged, widened, memento };
}

/** Lets the handlers of a message, which nobody waits for, come to rest. */
const settled = () => new Promise(setImmediate);

beforeEach(() => {
  editor.reset();
  editor.files.set(file, text);
});

describe('[V-15] the page', () => {
  it('may load scripts and styles of ours only, and nothing remote', () => {
    open().panels.show(shown);
    const policy = /content="(default-src[^"]+)"/.exec(editor.panels[0]?.html ?? '')?.[1];
    expect(policy).toBe(
      "default-src 'none'; script-src https://ours.example; style-src https://ours.example 'unsafe-inline'; img-src https://ours.example data:; font-src https://ours.example",
    );
  });

  it('gets the whole view when it is ready, again after it was hidden', async () => {
    open().panels.show(shown);
    const [panel] = editor.panels;
    panel?.say({ type: 'ready' });
    panel?.say({ type: 'ready' });
    await settled();
    expect(panel?.posted).toEqual([
      { type: 'view', view: shown.view },
      { type: 'view', view: shown.view },
    ]);
  });

  it('is not obeyed when it sends anything but an exact intent', async () => {
    const { logged, panels } = open();
    panels.show(shown);
    for (const message of [
      { type: 'openCase', file: '/etc/passwd' },
      { type: 'run', command: 'ls' },
      'openCase',
      null,
      { type: 'selectStep', step: 7 },
    ]) {
      editor.panels[0]?.say(message);
    }
    await settled();
    expect(editor.editors).toEqual([]);
    expect(logged).toHaveLength(5);
  });

  it('is told what went wrong when a step is not in the case', async () => {
    const { faults, panels } = open();
    panels.show(shown);
    editor.panels[0]?.say({ type: 'selectStep', step: 'S99' });
    await settled();
    expect(faults).toMatchObject([{ reason: 'notFound' }]);
    expect(editor.editors).toEqual([]);
  });
});

describe('[X-10] look wider', () => {
  it('investigates the trigger of the shown case as far as that case says, once a click', async () => {
    const { panels, widened } = open();
    panels.show(shown);
    editor.panels[0]?.say({ type: 'lookWider' });
    await settled();
    expect(widened).toEqual([['group-1', { around: 6, before: 336 }]]);
  });
});

describe('[K-04] panel and case', () => {
  it('a selected step puts the cursor on its line', async () => {
    open().panels.show(shown);
    editor.panels[0]?.say({ type: 'selectStep', step: 'S2' });
    await settled();
    expect(editor.editors[0]?.selection.active.line).toBe(3);
  });

  it('a citation puts the cursor on its row in the Sources', async () => {
    open().panels.show(shown);
    editor.panels[0]?.say({ type: 'openEvidence', evidence: 'E1' });
    await settled();
    expect(editor.editors[0]?.selection.active.line).toBe(4);
  });

  it('the cursor on a line selects its step once, and another document none', async () => {
    open().panels.show(shown);
    const textEditor = await window.showTextDocument(await workspace.openTextDocument(Uri.file(file)));
    const at = new Position(3, 0);
    textEditor.selection = new Selection(at, at);
    editor.selectionMoved.fire({ textEditor });
    editor.selectionMoved.fire({ textEditor });
    editor.files.set('/tmp/other.md', text);
    const other = await window.showTextDocument(await workspace.openTextDocument(Uri.file('/tmp/other.md')));
    editor.selectionMoved.fire({ textEditor: other });
    expect(editor.panels[0]?.posted).toEqual([{ type: 'select', step: 'S2' }]);
  });

  it('a case file that is gone is told with what to do', async () => {
    const { faults, panels } = open();
    panels.show(shown);
    editor.files.clear();
    editor.panels[0]?.say({ type: 'openCase' });
    await vi.waitFor(() => expect(faults).toHaveLength(1));
    expect(faults).toMatchObject([{ reason: 'notFound', why: expect.stringContaining(file) }]);
  });

  it('copies the diagram as text', async () => {
    open().panels.show(shown);
    editor.panels[0]?.say({ type: 'copyDiagram' });
    await settled();
    expect(editor.clipboard).toBe('flowchart LR\n  S1 --> S2');
  });
});

describe('[V-15] after a window reload', () => {
  it('a panel shows its case again', async () => {
    const { memento, panels } = open();
    panels.show(shown);
    open(memento).panels.restore(createPanel('Miner') as never);
    const restored = editor.panels.at(-1);
    restored?.say({ type: 'ready' });
    await settled();
    expect(restored?.posted).toEqual([{ type: 'view', view: shown.view }]);
  });

  it('two cases of one title come back each as itself', () => {
    const { memento, panels } = open();
    panels.show(shown);
    panels.show({ file: '/tmp/second.md', view: { ...shown.view, caseFile: '/tmp/second.md' } });
    const titles = memento.get<{ title: string; file: string }[]>('caseViews')?.map(({ title, file: kept }) => [title, kept]);
    expect(titles).toEqual([
      ['Miner (2)', '/tmp/second.md'],
      ['Miner', file],
    ]);
  });

  it('a panel whose case is not known any more says so', () => {
    open().panels.restore(createPanel('Forgotten') as never);
    expect(editor.panels[0]?.html).toContain('no longer known');
    expect(editor.panels[0]?.html).not.toContain('<script');
  });
});

it('[V-08] a case that is open already is brought up to date in its own panel', () => {
  const { panels } = open();
  panels.show(shown);
  panels.show({ file, view: { ...shown.view, status: 'partial' } });
  expect(editor.panels).toHaveLength(1);
  expect(editor.panels[0]?.posted).toMatchObject([{ type: 'view', view: { status: 'partial' } }]);
});
