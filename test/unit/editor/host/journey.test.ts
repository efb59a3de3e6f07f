import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ExtensionContext } from 'vscode';
import { activate } from '../../../../src/extension/extension.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { fakeSecrets } from '../../../fakes/secretStorage.ts';
import { editor, Uri } from '../../../fakes/vscode.ts';

let home = '';
let subscriptions: { dispose(): unknown }[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'journey-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('TMPDIR', home);
  editor.reset();
  subscriptions = [];
  activate({
    extensionUri: Uri.file('/ext') as never,
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

const cases = () => readdirSync(home).filter((name) => name.endsWith('.md'));

it('[C-06] [V-08] from "Use Sample Tenant" over the list to a case with its attack flow, and back to it as a recent case', async () => {
  await editor.run('runtimeThreats.useSampleTenant');
  editor.answer = ({ kind, items }) => (kind === 'quickPick' ? items[0] : undefined);
  await editor.run('runtimeThreats.investigate');
  expect(editor.shown.filter((one) => one.kind === 'error')).toEqual([]);
  const [file = ''] = cases();
  expect(statSync(join(home, file)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(home, file), 'utf8')).toContain('Sample tenant');
  expect(editor.editors.map((one) => one.document.uri.fsPath)).toEqual([join(home, file)]);
  expect(editor.panels).toHaveLength(1);
  expect(editor.progress.every((one) => one.ended)).toBe(true);

  editor.editors.length = 0;
  await editor.run('runtimeThreats.openRecentCase');
  expect(editor.editors.map((one) => one.document.uri.fsPath)).toEqual([join(home, file)]);
});

it('[K-01] [C-08] writes the case and the first-run marker, and nothing else', async () => {
  await editor.run('runtimeThreats.useSampleTenant');
  editor.answer = ({ kind, items }) => (kind === 'quickPick' ? items[0] : undefined);
  await editor.run('runtimeThreats.investigate');
  const written = readdirSync(home, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(written.map((one) => one.name).sort()).toEqual(['disclaimer-shown-v1', ...cases()]);
});
