import { beforeEach, expect, it } from 'vitest';
import { createSurroundings } from '../../../../src/extension/editor/investigation/surroundings.ts';
import { editor } from '../../../fakes/vscode.ts';

beforeEach(() => editor.reset());

it('[C-09] says the preamble to progress and log each time, and as a notification the first time of a window only', () => {
  const said: string[] = [];
  const surroundings = createSurroundings(() => 'acme', []);
  surroundings.preamble({ say: (line) => said.push(line) });
  const once = said.length;
  surroundings.preamble({ say: (line) => said.push(line) });
  expect(said).toHaveLength(once * 2);
  expect(said.join(' ')).toMatch(/acme.*Will not:.*get_event_info/);
  expect(editor.shown).toMatchObject([{ kind: 'information', items: [] }]);
});

it('[C-11] detects ticket tools of the editor and keys in the environment and the secret storage by pattern, and tells what will be skipped', () => {
  editor.lmTools = ['mcp_my-Atlassian_createIssue'];
  expect(createSurroundings(() => undefined, ['MY_VT_API_TOKEN']).connectivity([])).toMatch(
    /Jira ✓ · PagerDuty — · VirusTotal ✓.*skip PagerDuty/,
  );
  editor.lmTools = [];
  expect(createSurroundings(() => undefined, []).connectivity([])).toMatch(/Jira —.*VirusTotal —/);
  expect(createSurroundings(() => undefined, []).connectivity(['intelligence:virusTotal', 'intelligence:nvd'])).toMatch(/VirusTotal ✓/);
});
