import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createCasePanels } from '../../../../src/extension/editor/casePanel/casePanel.ts';
import { toCaseView } from '../../../../src/extension/editor/casePanel/caseView.ts';
import type { ShownCase } from '../../../../src/extension/editor/casePanel/keptViews.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { standingClock } from '../../../fakes/standingClock.ts';
import { commands, createPanel, editor, Position, Selection, Uri, window, workspace } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

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
  place: 'B1',
  members: [],
  after: [],
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
    indicators: [],
    caseFile: file,
  },
};

function open(memento = fakeMemento()) {
  const faults: unknown[] = [];
  const logged: string[] = [];
  const widened: unknown[] = [];
  const clock = standingClock();
  const panels = createCasePanels({
    extensionUri: Uri.file('/ext') as never,
    memento,
    report: (error) => faults.push(error),
    log: { write: (_level, message) => logged.push(message) },
    clock,
    told: (asked) => (asked === file ? storefrontCase : undefined),
    lookWider: async (...asked) => void widened.push(asked),
  });
  return { panels, faults, logged, widened, memento, clock };
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

const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="4" height="4"/></svg>';

describe('the drawing of a case', () => {
  it('[K-06] is what its panel answers to that very question', async () => {
    const { panels, clock } = open();
    panels.show(shown);
    const [panel] = editor.panels;
    const asked = panels.drawing(file);
    const [question] = panel?.posted ?? [];
    expect(question).toEqual({ type: 'requestDrawing', request: 1 });
    panel?.say({ type: 'drawing', request: 99, svg: 'forged' });
    panel?.say({ type: 'drawing', request: 1, svg: drawing });
    expect(await asked).toBe(drawing);
    expect(clock.sleeping()).toBe(0);
  });

  it('[K-06] is none where no panel is open, nothing is drawn, or no answer comes within ten seconds', async () => {
    const { panels, clock } = open();
    expect(await panels.drawing(file)).toBeUndefined();
    panels.show({ file, view: { ...shown.view, flow: { status: 'none', reason: 'one domain', steps: [] } } });
    expect(await panels.drawing(file)).toBeUndefined();
    panels.show(shown);
    const asked = panels.drawing(file);
    await clock.pass(10);
    expect(await asked).toBeUndefined();
    expect(clock.sleeping()).toBe(0);
  });

  it('[K-12] comes from the panel that went along with a case that was saved elsewhere', async () => {
    const { panels } = open();
    panels.show(shown);
    panels.moved(file, '/kept/case.md');
    const [panel] = editor.panels;
    if (panel === undefined) throw new Error('no panel');
    const asked = panels.drawing('/kept/case.md');
    await expect.poll(() => panel.posted.at(-1)).toMatchObject({ type: 'requestDrawing' });
    const { request } = panel.posted.at(-1) as { request: number };
    panel.say({ type: 'drawing', request, svg: '<svg/>' });
    expect(await asked).toBe('<svg/>');
    expect(await panels.drawing(file)).toBeUndefined();
    expect(editor.panels).toHaveLength(1);
  });

  it('[K-06] is not waited for any longer when the one who asked has cancelled', async () => {
    const { panels, clock } = open();
    panels.show(shown);
    const cancelled = new AbortController();
    const asked = panels.drawing(file, cancelled.signal);
    cancelled.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    expect(clock.sleeping()).toBe(0);
  });

  it('[K-07] goes to the clipboard as SVG only after it was checked', async () => {
    const { faults, panels } = open();
    panels.show(shown);
    const [panel] = editor.panels;
    const answer = async (request: number, svg: string) => {
      panel?.say({ type: 'copySvg' });
      await settled();
      panel?.say({ type: 'drawing', request, svg });
    };
    await answer(1, drawing.replace('<rect', '<script>owned()</script><rect'));
    await vi.waitFor(() => expect(faults).toHaveLength(1));
    expect(faults).toMatchObject([{ reason: 'refused', why: expect.stringContaining('script') }]);
    expect(editor.clipboard).toBe('');
    await answer(2, drawing);
    await vi.waitFor(() => expect(editor.clipboard).toContain('<rect'));
    expect(panel?.posted.at(-1)).toEqual({ type: 'notice', text: 'Copied as SVG.' });
  });

  it('[K-07] is refused by the protocol when it is larger than a megabyte', async () => {
    const { logged, panels } = open();
    panels.show(shown);
    editor.panels[0]?.say({ type: 'drawing', request: 1, svg: 'x'.repeat(1_000_001) });
    await settled();
    expect(logged).toEqual(['case: refused a message of the webview']);
  });
});

describe('what the head of the panel offers', () => {
  it('[V-07] runs the commands with the file of the shown case, whatever the page says', async () => {
    const asked: unknown[] = [];
    for (const id of ['remediate', 'exportCase', 'handOff'])
      commands.registerCommand(`runtimeThreats.${id}`, (...args: unknown[]) => asked.push([id, ...args]));
    open().panels.show(shown);
    for (const type of ['remediate', 'exportCase', 'handOff', 'exportIndicators']) editor.panels[0]?.say({ type });
    await settled();
    expect(asked).toEqual([
      ['remediate', file],
      ['exportCase', file],
      ['handOff', file],
      ['exportCase', { file, format: 'indicators' }],
    ]);
  });

  it('[X-14] copies the indicators as they are, one a line, and says so', async () => {
    open().panels.show(shown);
    editor.panels[0]?.say({ type: 'copyIndicators' });
    await vi.waitFor(() => expect(editor.clipboard).not.toBe(''));
    const copied = editor.clipboard.split('\n');
    expect(copied).toContain('198.51.100.23');
    expect(editor.clipboard).not.toContain('[.]');
    const text = `${copied.length} indicators copied as they are, not defanged.`;
    expect(editor.panels[0]?.posted.at(-1)).toEqual({ type: 'notice', text });
  });

  it('[X-14] says what to do where the case is no longer known', async () => {
    const { faults, panels } = open();
    panels.show({ ...shown, file: '/tmp/other.md' });
    editor.panels[0]?.say({ type: 'copyIndicators' });
    await settled();
    expect(faults).toMatchObject([{ reason: 'notFound', fix: expect.stringContaining('Refresh') }]);
  });
});

describe('[V-15] after a window reload', () => {
  it('a panel shows its case again, made from what the case tells, with its selection and what a refresh found', async () => {
    const { memento, panels } = open();
    const changes = { since: '2026-06-10T09:41:00.000Z', fresh: ['a'], changed: [], gone: [] };
    panels.show({ file, view: { ...shown.view, changes } });
    editor.panels[0]?.say({ type: 'selectStep', step: 'S2' });
    await settled();
    open(memento).panels.restore(createPanel('Miner') as never);
    const restored = editor.panels.at(-1);
    restored?.say({ type: 'ready' });
    await settled();
    expect(restored?.posted).toEqual([{ type: 'view', view: { ...toCaseView(storefrontCase, file, changes), selected: 'S2' } }]);
  });

  it('[K-10] a case that is known is shown although it never was before, and one that is not known is not', async () => {
    const { panels } = open();
    expect([panels.showKept(file), panels.showKept('/tmp/other.md')]).toEqual([true, false]);
    expect(editor.panels).toHaveLength(1);
    editor.panels[0]?.say({ type: 'ready' });
    await settled();
    expect(editor.panels[0]?.posted).toEqual([{ type: 'view', view: toCaseView(storefrontCase, file) }]);
  });

  it('keeps nothing of the case a second time: what it tells is kept by itself', () => {
    const { memento, panels } = open();
    panels.show(shown);
    expect(memento.get('caseViews')).toEqual([{ title: 'Miner', file }]);
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
    const { memento, panels } = open();
    panels.show({ ...shown, file: '/tmp/other.md' });
    for (const title of ['Forgotten', 'Miner']) {
      open(memento).panels.restore(createPanel(title) as never);
      expect(editor.panels.at(-1)?.html).toContain('no longer known');
      expect(editor.panels.at(-1)?.html).not.toContain('<script');
    }
  });
});

it('[V-08] a case that is open already is brought up to date in its own panel', () => {
  const { panels } = open();
  panels.show(shown);
  panels.show({ file, view: { ...shown.view, status: 'partial' } });
  expect(editor.panels).toHaveLength(1);
  expect(editor.panels[0]?.posted).toMatchObject([{ type: 'view', view: { status: 'partial' } }]);
});
