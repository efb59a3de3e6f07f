import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExtensionContext } from 'vscode';
import manifest from '../../../../package.json' with { type: 'json' };
import texts from '../../../../package.nls.json' with { type: 'json' };
import { activate } from '../../../../src/extension/extension.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { fakeSecrets } from '../../../fakes/secretStorage.ts';
import { editor, Uri } from '../../../fakes/vscode.ts';

type Menus = Readonly<Record<string, readonly { readonly command?: string }[]>>;
const contributes: typeof manifest.contributes & { readonly menus?: Menus } = manifest.contributes;
const commandIds = contributes.commands.map((one) => one.command);
const settings: Readonly<Record<string, { readonly type: string; readonly scope?: string }>> = contributes.configuration.properties;

beforeAll(() => {
  editor.reset();
  activate({
    extensionUri: Uri.file('/ext') as never,
    subscriptions: [],
    globalState: fakeMemento(),
    workspaceState: fakeMemento(),
    secrets: fakeSecrets(),
  } as unknown as ExtensionContext);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('.tsbuild'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

const editorSource = sources('src/extension/editor').join('\n');

describe('the manifest says what the code does', () => {
  it('[V-07] every command in it is registered, and every registered one is in it', () => {
    expect([...editor.registered.keys()].sort()).toEqual([...commandIds].sort());
  });

  it('[V-07] every command in a menu exists', () => {
    const named = Object.values(contributes.menus ?? {}).flatMap((items) => items.flatMap((item) => item.command ?? []));
    expect(named.filter((id) => id.startsWith('runtimeThreats.') && !commandIds.includes(id))).toEqual([]);
  });

  it('every setting in it is read somewhere', () => {
    const unread = Object.keys(settings).filter((key) => !editorSource.includes(key.replace(/^runtimeThreats\./, '')));
    expect(unread).toEqual([]);
  });

  it('[V-16] works in an untrusted workspace, where no workspace can set a command, an endpoint or what leaves the machine', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    const free = Object.entries(settings).filter(([, { scope }]) => scope !== 'machine');
    // Numbers and switches of our own view are all that a workspace may set.
    expect(free.map(([key, { type }]) => [key, type])).toEqual([['runtimeThreats.refreshSeconds', 'number']]);
  });

  it('[V-15] [K-10] the panel and the case file that come back after a reload activate the extension', () => {
    const panels = [...editor.serializers.keys()].map((type) => `onWebviewPanel:${type}`);
    expect(manifest.activationEvents).toEqual(['onLanguage:markdown', ...panels]);
  });
});

it('[V-06] activation registers and contacts nothing', () => {
  expect(editor.context.get('runtimeThreats.session')).toBe('disconnected');
  expect(editor.shown).toEqual([]);
  expect(editor.progress).toEqual([]);
});

describe('[V-16] an untrusted workspace', () => {
  it('is supported, with every setting that names a program, an address or a file out of its reach', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    const reaching = Object.keys(settings).filter((key) => /command|path|url|header|kubeconfig|host|site/i.test(key));
    expect(reaching).not.toEqual([]);
    expect(reaching.filter((key) => settings[key]?.scope !== 'machine')).toEqual([]);
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(reaching);
  });
});

it('[V-19] runs where the workspace is, on Node only', () => {
  expect(manifest.extensionKind).toEqual(['workspace']);
  expect(manifest).not.toHaveProperty('browser');
});

it('[V-18] every text of the manifest is in package.nls.json, and nothing else is', () => {
  const used = new Set(Array.from(JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g), ([, key]) => key));
  expect([...used].sort()).toEqual(Object.keys(texts).sort());
});
