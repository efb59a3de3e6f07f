// Makes the VSIX and checks what the budgets of the architecture bound: its size, what activation loads, and what must not be in it.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, root, run, runMain } from './bootstrap.mjs';

/** @typedef {{ inputs: Record<string, unknown>, imports: readonly { path: string, kind: string, external?: boolean }[] }} Output an output of an esbuild metafile */

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** Where `npm run package` puts the extension. */
export const packagedVsix = join(root, `${name}-${version}.vsix`);

const budget = { entry: 60_000, vsix: 2_500_000 };
const entry = 'dist/extension/extension.js';

/** The files that would be packed, as paths below the root. */
export async function packedFiles() {
  const { code, output } = await vsce(['ls', '--no-dependencies']);
  if (code !== 0) throw new Error(output);
  return output.trim().split('\n').sort();
}

/** Bytes that activation loads: the host's entry and all that it imports statically. */
export function entrySize() {
  const outputs = metafile();
  const loaded = new Set([entry]);
  for (const path of loaded) {
    for (const found of outputs[path]?.imports ?? []) if (found.kind === 'import-statement' && !found.external) loaded.add(found.path);
  }
  return [...loaded].reduce((sum, path) => sum + statSync(join(root, path)).size, 0);
}

/** Each budget that the last build and its VSIX break, as a sentence. */
function brokenBudgets() {
  const sizes = { entry: entrySize(), vsix: statSync(packagedVsix).size };
  const broken = [];
  if (sizes.entry > budget.entry) broken.push(`The entry chunk has ${sizes.entry} bytes, more than ${budget.entry}.`);
  if (sizes.vsix > budget.vsix) broken.push(`The VSIX has ${sizes.vsix} bytes, more than ${budget.vsix}.`);
  // Importing undici replaces the process-wide dispatcher under every other extension.
  const inputs = Object.values(metafile()).flatMap((output) => Object.keys(output.inputs));
  if (inputs.some((path) => path.includes('node_modules/undici/'))) broken.push('The host bundle contains undici.');
  return broken;
}

/** @returns {Record<string, Output>} */
function metafile() {
  return JSON.parse(readFileSync(join(root, 'dist/extension.meta.json'), 'utf8')).outputs;
}

/**
 * Runs vsce on a copy: it tries its patterns on every file below its folder, and the editors of the tests have 50,000.
 * @param {readonly string[]} args
 */
async function vsce(args) {
  const stage = mkdtempSync(join(tmpdir(), 'threats-package-'));
  const left = new Set(['node_modules', '.git', '.vscode-test', 'test-results']);
  for (const one of readdirSync(root))
    if (!left.has(one) && !one.endsWith('.vsix')) cpSync(join(root, one), join(stage, one), { recursive: true });
  try {
    return await run(join(bin, 'node'), [join(bin, 'vsce'), ...args], { cwd: stage });
  } finally {
    rmSync(stage, { recursive: true });
  }
}

async function main() {
  const { code, output } = await vsce([
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    packagedVsix,
  ]);
  if (code !== 0) {
    console.error(output);
    return code;
  }
  const broken = brokenBudgets();
  for (const sentence of broken) console.error(sentence);
  console.log(`${packagedVsix}: ${statSync(packagedVsix).size} bytes, entry chunk ${entrySize()} bytes`);
  return broken.length === 0 ? 0 : 1;
}

if (import.meta.main) await runMain(main);
