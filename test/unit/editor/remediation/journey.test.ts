import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ExtensionContext } from 'vscode';
import { activate } from '../../../../src/extension/extension.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { fakeSecrets } from '../../../fakes/secretStorage.ts';
import { editor, Uri } from '../../../fakes/vscode.ts';
import { labelOf } from '../handOff/handOffWorld.ts';
import { panelOf, sayYes, until } from './remediationWorld.ts';

let home = '';
let subscriptions: { dispose(): unknown }[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'remediation-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('TMPDIR', home);
  editor.reset();
  subscriptions = [];
  activate({
    extensionUri: Uri.file('/ext') as never,
    globalStorageUri: Uri.file(join(home, 'storage')) as never,
    subscriptions,
    globalState: fakeMemento(),
    workspaceState: fakeMemento(),
    secrets: fakeSecrets(),
  } as unknown as ExtensionContext);
});

afterEach(() => {
  for (const one of subscriptions) one.dispose();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const journalled = () =>
  readdirSync(join(home, 'storage', 'remediation'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());

it('[R-01] [R-24] [C-08] from Remediate over an investigation that comes back by itself to a journalled action on the sample tenant', async () => {
  await editor.run('runtimeThreats.useSampleTenant');
  editor.answer = ({ kind, items, text }) => {
    if (kind !== 'quickPick') return undefined;
    const miner = items.find((item) => labelOf(item).startsWith('Cryptominer'));
    return text === 'Which threat?' ? miner : (items.find((item) => labelOf(item) === 'Investigate first') ?? items[0]);
  };
  await editor.run('runtimeThreats.remediate');
  expect(editor.shown.filter(({ kind }) => kind === 'error')).toEqual([]);
  expect(editor.shown[0]?.text).toContain('Public Beta');
  const list = panelOf(editor.panels.find(({ title }) => title.startsWith('Remediate: Cryptominer')));
  const [caseFile = ''] = readdirSync(home).filter((name) => name.endsWith('.md'));
  await until(() => list.actions().length > 0, 'the checklist is there');
  expect(list.view()).toMatchObject({ caseFile: join(home, caseFile), tenant: { sample: true } });
  sayYes([/^Isolate network/, 'Do Not Run']);
  list.say({ type: 'run', action: list.row('GET_LOGS').id });
  // The tenant's clock is the real one here: it takes the two seconds between two looks.
  await vi.waitUntil(() => list.row('GET_LOGS').status === 'done', { timeout: 20_000 });
  const [file, ...more] = journalled();
  expect(more).toEqual([]);
  const path = join(file?.parentPath ?? '', file?.name ?? '');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ name: 'GET_LOGS', phase: 'ended', status: 'done' });
});
