import { beforeEach, expect, it } from 'vitest';
import { windowTools } from '../../../../src/extension/editor/handOff/windowTools.ts';
import { editor } from '../../../fakes/vscode.ts';

beforeEach(() => editor.reset());

it('[C-11] ticket tools are those whose names say so, with what they take', () => {
  editor.lmTools = ['copilot_search', 'mcp_Atlassian_createJiraIssue', 'acme-jira', 'linear_create_issue'];
  editor.lmSchemas.set('acme-jira', { type: 'object' });
  expect(windowTools().list).toEqual([
    { name: 'mcp_Atlassian_createJiraIssue', inputSchema: undefined },
    { name: 'acme-jira', inputSchema: { type: 'object' } },
    { name: 'linear_create_issue', inputSchema: undefined },
  ]);
});

it('[H-02] the text of an answer is read, whatever else a newer editor puts beside it', async () => {
  editor.lmAnswer = async (name, input) => `${name} ${JSON.stringify(input)}`;
  const { signal } = new AbortController();
  expect(await windowTools().call('acme-jira', { a: 1 }, signal)).toBe('acme-jira {"a":1}');
});

it('[H-02] a cancelled call is cancelled, not failed; a failed one says what the tool said', async () => {
  const cancel = new AbortController();
  editor.lmAnswer = async () => {
    throw new Error('Canceled');
  };
  await expect(windowTools().call('acme-jira', {}, cancel.signal)).rejects.toThrow('Canceled');
  cancel.abort();
  await expect(windowTools().call('acme-jira', {}, cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
