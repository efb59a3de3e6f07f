import { beforeEach, expect, it } from 'vitest';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { createCommands } from '../../../../src/extension/editor/commands.ts';
import { editor } from '../../../fakes/vscode.ts';

const lines: string[] = [];
let logShown = 0;
const commands = createCommands({ write: (level, message, detail) => lines.push(`${level} ${message} ${JSON.stringify(detail)}`) }, () => {
  logShown += 1;
});

beforeEach(() => {
  editor.reset();
  lines.length = 0;
  logShown = 0;
});

function failing(error: unknown): Promise<unknown> {
  commands.register('runtimeThreats.test', () => Promise.reject(error));
  return editor.run('runtimeThreats.test');
}

it('[V-20] a failed command tells what, why and the fix, and offers the log', async () => {
  editor.answer = () => 'Show Log';
  await failing(
    new Failure('server', { what: 'The list could not be read.', why: 'The tenant answered 500', fix: 'Try again in a minute' }),
  );
  expect(editor.shown).toMatchObject([
    { kind: 'error', text: 'The list could not be read. The tenant answered 500. Try again in a minute.', items: ['Show Log'] },
  ]);
  expect(logShown).toBe(1);
});

it('[V-20] a fault of our own is told in the same three sentences, and its stack is in the log', async () => {
  await failing(new TypeError('x is not a function\nsecond line'));
  expect(editor.shown[0]?.text).toContain('TypeError: x is not a function. Try again.');
  expect(editor.shown[0]?.text).not.toContain('second line');
  expect(lines.join()).toContain('commands.test.ts');
});

it('[V-10] a cancelled command says nothing, but the log knows', async () => {
  await failing(new DOMException('stopped', 'AbortError'));
  expect(editor.shown).toEqual([]);
  expect(lines).toHaveLength(1);
});

it('[K-07] no link of a server that is quoted in an error survives in the notification', async () => {
  await failing(new Failure('server', { what: 'It failed', why: '[Fix now](command:workbench.action.terminal.new)', fix: 'Try again' }));
  expect(editor.shown[0]?.text).not.toContain('](');
});

it('hands the argument to the handler and its result back', async () => {
  commands.register('runtimeThreats.test', (argument) => ({ got: argument }));
  expect(await editor.run('runtimeThreats.test', { groupId: 'g' })).toEqual({ got: { groupId: 'g' } });
});
