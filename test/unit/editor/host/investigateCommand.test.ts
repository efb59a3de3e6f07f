import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReadTool } from '../../../../src/extension/core/tools/readTools.ts';
import { investigateByIdCommand, investigateCommand } from '../../../../src/extension/editor/investigation/investigateCommand.ts';
import { failure } from '../../../fakes/readTools.ts';
import { type CancellationTokenSource, editor, type Shown, window } from '../../../fakes/vscode.ts';
import { eventId, groupId, now, world } from './investigateWorld.ts';

const pickFirst = ({ kind, items }: Shown): unknown => (kind === 'quickPick' ? items[0] : undefined);
const whichFormat = 'In which format do you want the report?';
const notices = () => editor.shown.filter((one) => one.kind === 'information');
const settled = () => new Promise(setImmediate);

beforeEach(() => editor.reset());

it('[C-12] keeps the order: notice, preamble, preflight, state, probes and their line, and only then the question', async () => {
  const { order, ports } = world();
  editor.answer = (asked) => {
    if (asked.text === 'Which threat?') order.push('entry point');
    if (asked.text === whichFormat) order.push('format');
    return pickFirst(asked);
  };
  await investigateCommand(undefined, ports);
  expect(order).toEqual(['notice', 'preamble', 'preflight', 'state', 'connectivity line', 'entry point', 'format', 'write', 'save']);
});

it('[C-04] a tenant that is not reached stops everything: no data call, no state read, no file, no progress left', async () => {
  const { order, ports, tools } = world({ preflight: failure('unauthenticated', 'status code: 401') });
  await expect(investigateCommand({ groupId }, ports)).rejects.toMatchObject({ reason: 'unauthenticated' });
  expect(order).toEqual(['notice', 'preamble', 'preflight']);
  expect(tools.asked).toEqual([]);
  expect(editor.files.size).toBe(0);
  expect(editor.progress).toMatchObject([{ ended: true }]);
});

it('[V-08] a tree item leads to the case as a Markdown editor and its panel', async () => {
  const { ports, shown } = world();
  await investigateCommand({ kind: 'event', of: groupId, eventId }, ports);
  const file = `/tmp/${eventId}.md`;
  expect(editor.editors.map((one) => one.document.uri.fsPath)).toEqual([file]);
  expect(shown).toMatchObject([{ file, view: { tenant: { name: 'acme' }, caseFile: file } }]);
});

it('[I-01] lists the open groups with their place, age and "seen", and text of the tenant as text', async () => {
  const { ports } = world();
  ports.seen.learn([{ eventId: groupId, completed: new Date(now - 3 * 3_600_000).toISOString() }]);
  await investigateCommand(undefined, ports);
  const [asked] = editor.shown;
  expect(asked?.items).toMatchObject([
    { description: expect.stringMatching(/storefront · 10 min · seen 3 h ago$/) },
    { label: 'Enter an ID…' },
  ]);
  expect(asked?.items[0]).not.toMatchObject({ label: expect.stringContaining('$(') });
});

it('[I-03] takes an ID that is typed and refuses what can be none', async () => {
  const { ports, tools } = world();
  editor.answer = ({ kind, options }) => {
    if (kind !== 'input') return undefined;
    const validate = options['validateInput'] as (value: string) => string | undefined;
    expect(validate('a b; rm')).toBeTypeOf('string');
    expect(validate(eventId)).toBeUndefined();
    return ` ${eventId} `;
  };
  await investigateByIdCommand(ports);
  expect(tools.asked[0]).toEqual({ tool: 'get_threats_engine_threat', args: { threatId: eventId } });
});

it('refuses an argument that names no threat before anything else happens', async () => {
  const { order, ports } = world();
  await expect(investigateCommand({ eventId: '../../etc/passwd' }, ports)).rejects.toMatchObject({ reason: 'invalid' });
  expect(order).toEqual([]);
});

it('[V-10] Cancel stops the calls and keeps a case that is marked partial', async () => {
  const stopAt: ReadTool = 'get_event_process_tree';
  const { ports, shown } = world({
    before: async (tool) => {
      if (tool === stopAt) editor.progress[0]?.cancel();
    },
  });
  await investigateCommand({ eventId }, ports);
  await settled();
  expect(editor.files.get(`/tmp/${eventId}.md`)).toContain('**Partial.**');
  expect(shown).toMatchObject([{ view: { status: 'partial' } }]);
  expect(editor.shown.at(-1)?.text).toContain('Partial case.');
});

it('[V-10] Cancel before anything was found leaves nothing behind', async () => {
  const { ports } = world({ before: async () => editor.progress[0]?.cancel() });
  await expect(investigateCommand({ eventId }, ports)).rejects.toMatchObject({ name: 'AbortError' });
  expect(editor.files.size).toBe(0);
  expect(editor.progress[0]?.ended).toBe(true);
});

it('[I-31] the progress tells a status line for each step', async () => {
  const { ports } = world();
  await investigateCommand({ eventId }, ports);
  expect(editor.progress).toHaveLength(1);
  expect(editor.progress[0]?.lines.slice(0, 2)).toEqual(['Sysdig ✓', `Looking for ${eventId} among the threats.`]);
});

it('[K-05] says the first sentence, and Open Case opens it again', async () => {
  const { ports } = world();
  editor.answer = ({ kind }) => (kind === 'information' ? 'Open Case' : undefined);
  await investigateCommand({ eventId }, ports);
  await settled();
  expect(notices()).toMatchObject([{ items: ['Open Case', 'Remediate…', 'Hand Off…'] }]);
  expect(notices()[0]?.text).toMatch(/\.$/);
});

it('[K-09] a state that can not be saved is told, and the case stays', async () => {
  const saveFails = failure('forbidden', 'status code: 403');
  const { faults, ports } = world({ saveFails });
  await investigateCommand({ eventId }, ports);
  expect(faults).toEqual([saveFails]);
  expect(editor.files.size).toBe(1);
});

it('a case that can not be written ends the progress and is told', async () => {
  const { ports } = world({ writeFails: failure('refused', 'ENOSPC') });
  await expect(investigateCommand({ eventId }, ports)).rejects.toMatchObject({ reason: 'refused' });
  expect(editor.progress[0]?.ended).toBe(true);
});

it('[H-01] Hand Off… hands the file on', async () => {
  const { ports } = world();
  editor.answer = ({ kind }) => (kind === 'information' ? 'Hand Off…' : undefined);
  await investigateCommand({ eventId }, ports);
  await settled();
  expect(editor.executedWith).toContainEqual(['runtimeThreats.handOff', `/tmp/${eventId}.md`]);
});

describe('[K-06] the format', () => {
  const choosing = (label: string) => (asked: Shown) =>
    asked.text === whichFormat ? asked.items.find((row) => (row as { label: string }).label === label) : undefined;

  it('is asked while the investigation runs, Markdown first', async () => {
    const askedAt: number[] = [];
    const { ports, tools } = world();
    editor.answer = (asked) => {
      if (asked.text === whichFormat) askedAt.push(tools.asked.length);
      return undefined;
    };
    await investigateCommand({ eventId }, ports);
    expect(askedAt).toHaveLength(1);
    expect(askedAt[0]).toBeLessThan(tools.asked.length);
    const [asked] = editor.shown.filter((one) => one.text === whichFormat);
    expect(asked?.items.map((row) => (row as { label: string }).label)).toEqual(['Markdown', 'HTML', 'Both']);
    expect(asked?.options['ignoreFocusOut']).toBeUndefined();
  });

  it.each(['HTML', 'Both'])('%s writes the report beside the Markdown, which is written in any case', async (label) => {
    const { html, ports } = world();
    editor.answer = choosing(label);
    await investigateCommand({ eventId }, ports);
    await settled();
    const file = `/tmp/${eventId}.md`;
    expect(html).toEqual([{ file, told: true, markdown: editor.files.get(file) }]);
    expect(notices()[0]).toMatchObject({
      items: ['Open Case', 'Open HTML', 'Remediate…', 'Hand Off…'],
      text: expect.stringContaining(`${eventId}.html`),
    });
  });

  it.each(['Markdown', 'Escape'])('%s writes Markdown alone', async (label) => {
    const { html, ports } = world();
    editor.answer = choosing(label);
    await investigateCommand({ eventId }, ports);
    expect([html, editor.files.size]).toEqual([[], 1]);
  });

  it('of a report that can not be written costs nobody the case', async () => {
    const htmlFails = failure('refused', 'ENOSPC');
    const { faults, ports, saved } = world({ htmlFails });
    editor.answer = choosing('HTML');
    await investigateCommand({ eventId }, ports);
    expect(faults).toEqual([htmlFails]);
    expect(saved).toHaveLength(1);
  });

  /** A question that nobody answers: it closes only when its token says so. */
  function unanswered() {
    const closed = vi.fn();
    const pick = vi.spyOn(window, 'showQuickPick').mockImplementation((...[, , given]: unknown[]) => {
      const token = given as CancellationTokenSource['token'];
      const closing = token.isCancellationRequested
        ? Promise.resolve()
        : new Promise<void>((resolve) => token.onCancellationRequested(resolve));
      return closing.then(closed);
    });
    return { pick, closed };
  }

  it('is no longer asked about once the run is cancelled, and the case is written', async () => {
    const { pick, closed } = unanswered();
    const { ports } = world({ before: async (tool) => tool === 'get_event_process_tree' && editor.progress[0]?.cancel() });
    await investigateCommand({ eventId }, ports);
    expect([pick.mock.calls.length, closed.mock.calls.length]).toEqual([1, 1]);
    expect(editor.files.get(`/tmp/${eventId}.md`)).toContain('**Partial.**');
    pick.mockRestore();
  });

  it('is no longer asked about once the run has failed', async () => {
    const { pick, closed } = unanswered();
    const { ports } = world({ writeFails: failure('refused', 'ENOSPC') });
    await expect(investigateCommand({ eventId }, ports)).rejects.toMatchObject({ reason: 'refused' });
    await settled();
    expect([pick.mock.calls.length, closed.mock.calls.length]).toEqual([1, 1]);
    pick.mockRestore();
  });

  it('is waited for with the case written already', async () => {
    const { ports } = world();
    editor.answer = async (asked) => {
      if (asked.text !== whichFormat) return undefined;
      await vi.waitUntil(() => editor.files.size === 1);
      return undefined;
    };
    await investigateCommand({ eventId }, ports);
    expect(editor.editors).toHaveLength(1);
  });
});
