import { beforeEach, describe, expect, it } from 'vitest';
import { editor, Uri } from '../../../fakes/vscode.ts';
import { file, live, prompts, titleOf, user, world } from './handOffWorld.ts';

beforeEach(() => editor.reset());

const toJira = [
  [titleOf.destination, 'Jira'],
  [titleOf.redaction, []],
  [titleOf.project, 'RUNTIME'],
] as const;

describe('[H-01] which case', () => {
  it.each([
    ['a path', file],
    ['the URI of a document', Uri.file(file)],
    ['a row of the Cases view', { file, label: 'x' }],
  ])('is named by %s', async (_what, argument) => {
    const { run } = await world({ jira: true });
    await run(argument);
    expect(prompts(titleOf.destination)).toHaveLength(1);
  });

  it('is the one in the active editor, with its unsaved edits, when none is named', async () => {
    const { ports, run, services } = await world({ jira: true });
    const text = `${editor.files.get(file)}`.replace('### Summary', '### Summary\n\nSeen by the night shift.');
    editor.active = { document: { uri: Uri.file(file), getText: () => text } };
    user(...toJira, [titleOf.ticket, 'Submit']);
    await run(undefined);
    expect(ports.known.told(file)).toBe(live);
    expect(JSON.stringify(services.issues[0])).toContain('Seen by the night shift');
  });

  it.each([
    ['no editor', () => undefined],
    ['another document', () => ({ document: { uri: Uri.file('/notes.md'), getText: () => '# notes' } })],
  ])('is told to be missing with %s', async (_what, active) => {
    const { run } = await world({ jira: true });
    editor.active = active();
    await run(undefined);
    expect(editor.shown.map(({ kind, text }) => [kind, text])).toEqual([
      ['error', expect.stringMatching(/^There is no case to work on\. .*Threats: Open Recent Case/)],
    ]);
  });

  it.each([[42], [{ file: '' }], [{ other: file }]])('is no case for %j', async (argument) => {
    const { run } = await world({ jira: true });
    await run(argument);
    expect(editor.shown[0]).toMatchObject({ kind: 'error', text: expect.stringContaining('There is no case to work on') });
  });

  it('[K-10] that is not known here is refreshed instead of read from its prose', async () => {
    const { run, services } = await world({ jira: true, forgotten: true });
    user([/^This case was not made/, 'Refresh Case']);
    await run();
    expect(editor.executedWith).toContainEqual(['runtimeThreats.refreshCase', file]);
    expect(prompts(titleOf.destination)).toEqual([]);
    expect(services.requests).toEqual([]);
  });

  it('[K-10] is not taken for another one that stands in its file by now', async () => {
    const { run } = await world({ jira: true, told: { ...live, trigger: { ...live.trigger, id: 'another' } } });
    editor.files.set(file, `${editor.files.get(file)}`.replace('`another`', '`0197a3c2`'));
    await run();
    expect(prompts(/^This case was not made/)).toHaveLength(1);
    expect(editor.shown.at(-1)?.text).toContain('was not handed off');
  });

  it('is handed off once at a time, and again when it is done', async () => {
    const { run } = await world({ jira: true });
    await Promise.all([run(), run()]);
    expect(prompts(titleOf.destination)).toHaveLength(1);
    expect(prompts('This case is being handed off already.')).toHaveLength(1);
    await run();
    expect(prompts(titleOf.destination)).toHaveLength(2);
  });
});
