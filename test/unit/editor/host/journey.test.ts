import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

it('[I-04] [K-12] [X-07] a case with a note is refreshed into its own file, says what changed, and goes on where it was saved to', async () => {
  await editor.run('runtimeThreats.useSampleTenant');
  editor.answer = ({ kind, items }) => (kind === 'quickPick' ? items[0] : undefined);
  await editor.run('runtimeThreats.investigate');
  const [file = ''] = cases();
  const path = join(home, file);
  // The sample tenant remembers the cases of the tests before this one, whose files are gone.
  editor.shown.length = 0;
  writeFileSync(path, readFileSync(path, 'utf8').replace('### Attack flow', 'A note of mine.\n\n### Attack flow'));
  const labelled = (items: readonly unknown[], label: string) => items.find((row) => (row as { label: string }).label === label);
  editor.answer = ({ kind, items }) => (kind === 'quickPick' ? (labelled(items, 'Refresh') ?? items[0]) : undefined);
  await editor.run('runtimeThreats.investigate');
  expect(editor.shown.filter((one) => one.kind === 'error' || one.kind === 'warning')).toEqual([]);
  expect(cases()).toEqual([file]);
  expect(readFileSync(path, 'utf8')).toContain('\n\nA note of mine.\n\n### Attack flow\n');
  expect(readFileSync(path, 'utf8')).toContain('the earlier case was completed at');
  expect(editor.shown.findLast((one) => one.kind === 'information')?.text).toMatch(/(since|than at) \d\d:\d\d UTC\.$/);

  const place = join(home, 'kept.md');
  editor.answer = ({ kind }) => (kind === 'save' ? Uri.file(place) : undefined);
  await editor.run('runtimeThreats.saveCaseAs', path);
  expect(statSync(place).mode & 0o777).toBe(0o600);
  expect(readFileSync(place, 'utf8')).toBe(readFileSync(path, 'utf8'));
  const kept = readFileSync(path, 'utf8');
  await editor.run('runtimeThreats.refreshCase', place);
  expect(readFileSync(path, 'utf8')).toBe(kept);
  expect(readFileSync(place, 'utf8')).toContain('A note of mine.');
  expect(editor.shown.filter((one) => one.kind === 'error' || one.kind === 'warning')).toEqual([]);
});

it('[K-06] writes the HTML report beside the case on request', async () => {
  await editor.run('runtimeThreats.useSampleTenant');
  editor.answer = ({ kind, text, items }) => (kind === 'quickPick' ? items[text.startsWith('In which format') ? 1 : 0] : undefined);
  await editor.run('runtimeThreats.investigate');
  const [file = ''] = cases();
  const html = join(home, file.replace('.md', '.html'));
  expect(statSync(html).mode & 0o777).toBe(0o600);
  expect(readFileSync(html, 'utf8')).toMatch(/^<!DOCTYPE html>/i);
});
