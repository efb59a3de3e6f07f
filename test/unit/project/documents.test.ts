import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { awsVerbs } from '../../../src/extension/core/remediate/surfaces/awsGrammar.ts';
import { kubectlVerbs } from '../../../src/extension/core/remediate/surfaces/kubectlGrammar.ts';
import { root, text } from './sources.ts';

const documents = readdirSync(root).filter((name) => name.endsWith('.md'));

type Manifest = {
  readonly scripts: Record<string, string>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: object };
  };
};
const manifest = JSON.parse(text('package.json')) as Manifest;
const strings = JSON.parse(text('package.nls.json')) as Record<string, string>;

function quoted(document: string): readonly string[] {
  return [...text(document).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');
}

function found(document: string, pattern: RegExp): readonly string[] {
  return [...text(document).matchAll(pattern)].map(([, name]) => name ?? '');
}

/** What a reader would look up in the repository: a folder or file of ours, not a URL, a path of the machine or a media type. */
function looksLikeOurs(code: string): boolean {
  return /^(src|test|scripts|media|\.ci|core|editor)\/[\w./-]*$/.test(code) || /^[\w-]+\.(json|mjs|md)$/.test(code);
}

const folders = ['', 'src/extension/', 'src/webview/'];

describe.each(documents)('%s', (document) => {
  it('names only files and folders that exist', () => {
    const links = found(document, /\]\((?!https?:|#)([^)#]+)[^)]*\)/g);
    const named = [...quoted(document).filter(looksLikeOurs), ...links];
    expect(named.filter((path) => !folders.some((folder) => existsSync(join(root, folder, path))))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const scripts = found(document, /npm (?:run )?((?<=run )[\w:-]+|test\b)/g);
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('names only settings and commands that the manifest contributes', () => {
    const known = [
      ...Object.keys(manifest.contributes.configuration.properties),
      ...manifest.contributes.commands.map(({ command }) => command),
    ];
    const named = quoted(document).filter((code) => /^runtimeThreats\.[\w.]+$/.test(code));
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
  });

  it('names only commands that the palette has', () => {
    const titles = manifest.contributes.commands.map(({ title }) => strings[title.slice(1, -1)] ?? title);
    const named = found(document, /\*Threats: ([^*]+)\*/g);
    expect(named.filter((name) => !titles.some((title) => title.replace('…', '') === name.replace('…', '')))).toEqual([]);
  });
});

it('the README tells every setting', () => {
  const settings = Object.keys(manifest.contributes.configuration.properties);
  expect(settings.filter((id) => !text('README.md').includes(`\`${id}\``))).toEqual([]);
});

/** Who allows a tool wants to know everything that it can be started for, and nothing more is promised than that. */
describe.each(['README.md', 'SECURITY.md'])('%s', (document) => {
  const verbsOf = (verbs: readonly { readonly words: readonly string[] }[]): readonly string[] => verbs.map(({ words }) => words.join(' '));

  it('[R-06] tells every call of kubectl and aws that the allow-list has', () => {
    const told = new Set(quoted(document));
    expect([...verbsOf(kubectlVerbs), ...verbsOf(awsVerbs)].filter((verb) => !told.has(verb))).toEqual([]);
  });

  it('[R-06] tells no call in those tables that the allow-list does not have', () => {
    const rows = [...text(document).matchAll(/^\| (?:kubectl|aws|Kubernetes|AWS) \|.*$/gm)].map(([row]) => row);
    const words = rows.flatMap((row) => [...row.matchAll(/`([a-z][a-z -]*)`/g)].map(([, code]) => code ?? ''));
    const verbs = new Set([...verbsOf(kubectlVerbs), ...verbsOf(awsVerbs)]);
    expect(rows.length).toBeGreaterThan(1);
    expect(words.filter((word) => !verbs.has(word))).toEqual([]);
  });
});
