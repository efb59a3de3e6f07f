import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles, text } from './sources.ts';

/** Hashes and address ranges: what the machine does not decide. */
const pureNode = ['node:crypto', 'node:net'];

/**
 * Who may import whom (ARCHITECTURE.md): folder → folders of ours and packages. The longest folder that matches a file counts, and a folder
 * may always import itself. A trailing `*` matches any ending.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/extension': ['src/extension/*', 'src/webview/protocol', 'vscode', 'node:*', 'zod', 'undici', '@modelcontextprotocol/*'],
  'src/extension/core/model': ['zod'],
  'src/extension/core/facts': ['src/extension/core/model', ...pureNode],
  'src/extension/core/tools': ['src/extension/core/model', ...pureNode, '@modelcontextprotocol/client*', 'zod', 'p-limit'],
  'src/extension/core/intel': ['src/extension/core/model', ...pureNode, 'zod'],
  'src/extension/core/investigate': [
    'src/extension/core/model',
    'src/extension/core/facts',
    'src/extension/core/tools',
    'src/extension/core/intel',
    ...pureNode,
    'p-limit',
    'zod',
  ],
  'src/extension/core/report': ['src/extension/core/model', ...pureNode, 'marked', 'zod'],
  'src/extension/core/handoff': ['src/extension/core/model', 'src/extension/core/report', ...pureNode, 'marked', 'zod'],
  'src/extension/core/remediate': [
    'src/extension/core/model',
    'src/extension/core/facts',
    'src/extension/core/tools',
    'src/extension/core/report',
    ...pureNode,
    'zod',
  ],
  'src/extension/sample': ['src/extension/core/model', '@modelcontextprotocol/server*', '@modelcontextprotocol/node*', 'zod', 'node:*'],
  'src/extension/node': [
    'src/extension/core/model',
    'src/extension/core/tools',
    'src/extension/core/remediate/journal',
    '@modelcontextprotocol/client*',
    'zod',
    'node:*',
  ],
  'src/extension/editor': ['src/extension/core/*', 'src/webview/protocol', 'vscode', 'node:*', 'zod'],
  'src/webview': ['src/webview/*', 'zod', 'lit*', 'mermaid', 'marked', 'dompurify', '@vscode/*'],
  'src/webview/protocol': ['zod'],
};

const everyImport =
  /^\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

function imports(path: string): readonly string[] {
  return [...text(path).matchAll(everyImport)]
    .map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? '')
    .map((name) => resolved(path, name));
}

function resolved(path: string, name: string): string {
  return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
}

function homeOf(path: string): string {
  const homes = Object.keys(allowed).filter((folder) => path.startsWith(`${folder}/`));
  return homes.reduce((longest, folder) => (folder.length > longest.length ? folder : longest), '');
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern || name.startsWith(`${pattern}/`);
}

function forbidden(path: string): readonly string[] {
  const home = homeOf(path);
  return imports(path).filter((name) => homeOf(name) !== home && !(allowed[home] ?? []).some((pattern) => matches(name, pattern)));
}

describe('who may import whom', () => {
  it.each(Object.keys(allowed))('%s imports only what the architecture allows', (folder) => {
    const files = sourceFiles(folder).filter((path) => homeOf(path) === folder);
    expect(files.flatMap((path) => forbidden(path).map((name) => `${path} imports ${name}`))).toEqual([]);
  });

  it('sees static, re-exporting, type-only, bare and lazy imports', () => {
    const lines = `import a from 'a';\nimport type { B } from "b";\nimport {\n  c,\n} from 'c';\nexport { d } from 'd';\nimport 'e';\nconst f = await import('f');`;
    expect([...lines.matchAll(everyImport)].map(([, from, bare, lazy]) => from ?? bare ?? lazy)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('[V-19] only the editor and its composition root know VS Code', () => {
    const knowing = sourceFiles('src').filter((path) => imports(path).includes('vscode'));
    expect(knowing.filter((path) => path !== 'src/extension/extension.ts' && !path.startsWith('src/extension/editor/'))).toEqual([]);
    expect(knowing).not.toEqual([]);
  });

  it('undici stays out of everything that the editor loads', () => {
    const using = sourceFiles('src').filter((path) => imports(path).includes('undici'));
    expect(using.filter((path) => path !== 'src/extension/headless.ts')).toEqual([]);
  });
});
