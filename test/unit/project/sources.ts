import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = new URL('../../../', import.meta.url).pathname;

/** Paths below the root, with `/`, of every TypeScript file in a folder. */
export function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !/\/(\.tsbuild|node_modules)\//.test(path))
    .sort();
}

export function text(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
