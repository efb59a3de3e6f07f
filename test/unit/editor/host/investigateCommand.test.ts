import { beforeEach, expect, it } from 'vitest';
import type { ReadTool } from '../../../../src/extension/core/tools/readTools.ts';
import { investigateByIdCommand, investigateCommand } from '../../../../src/extension/editor/investigateCommand.ts';
import { failure } from '../../../fakes/readTools.ts';
import { editor, type Shown } from '../../../fakes/vscode.ts';
import { eventId, groupId, now, world } from './investigateWorld.ts';

const pickFirst = ({ kind, items }: Shown): unknown => (kind === 'quickPick' ? items[0] : undefined);
const settled = () => new Promise(setImmediate);

beforeEach(() => editor.reset());

it('[C-12] keeps the order: notice, preamble, preflight, state, probes and their line, and only then the question', async () => {
  const { order, ports } = world();
  editor.answer = (asked) => {
    if (asked.kind === 'quickPick') order.push('entry point');
    return pickFirst(asked);
  };
  await investigateCommand(undefined, ports);
  expect(order).toEqual(['notice', 'preamble', 'preflight', 'state', 'connectivity line', 'entry point', 'save']);
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
  expect(editor.shown).toMatchObject([{ kind: 'information', items: ['Open Case'] }]);
  expect(editor.shown[0]?.text).toMatch(/\.$/);
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
