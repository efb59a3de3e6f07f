// What `npm test` and `npm run demo` share before any package is there: plain Node 20, built-in modules only.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
/** What package-lock.json names, by the path: a script of ours may run without it on PATH. */
export const bin = join(root, 'node_modules', '.bin');

/** Something the system lacks that a script cannot install; its message is all that the user sees. */
export class Missing extends Error {}

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options] `show` passes the output on instead of keeping it
 * @returns {Promise<{ code: number, output: string }>} exit code (1 if it was killed or could not start) and both streams as they came
 */
export function run(program, args, { cwd = root, env = process.env, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (data) => {
      output += data;
    });
    child.stderr?.on('data', (data) => {
      output += data;
    });
    child.once('error', (error) => resolve({ code: 1, output: `${program}: ${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * npm by the path that it gave us, so that no shell is needed on any system.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options]
 */
export function npm(args, options) {
  const path = process.env['npm_execpath'];
  return path?.endsWith('.js') ? run(process.execPath, [path, ...args], options) : run('npm', args, options);
}

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean }>} */
function lockedPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/** Compares versions, not times: a checkout touches package-lock.json without changing it. Optional packages depend on the system. */
function installedAsLocked() {
  const path = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(path)) return false;
  const installed = lockedPackages(path);
  return Object.entries(lockedPackages(join(root, 'package-lock.json'))).every(
    ([name, locked]) => name === '' || locked.optional || installed[name]?.version === locked.version,
  );
}

/** Installs what package-lock.json names, unless it is there, and puts the pinned Node first on this process's PATH. */
export async function prepareToolchain() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Missing(`Node ${process.version} is too old: Node 20 or later is needed.`);
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== bin);
  if (!installedAsLocked()) {
    console.log('Installing the packages that package-lock.json names…');
    // Without our .bin on PATH: npm would run from the very folder that it replaces.
    const { code, output } = await npm(['ci', '--no-audit', '--no-fund'], { env: { ...process.env, PATH: folders.join(delimiter) } });
    if (code !== 0) throw new Missing(`npm ci failed:\n${output.trim()}`);
  }
  await requirePinnedNode();
  process.env['PATH'] = [bin, ...folders].join(delimiter);
}

/** `npm ci --ignore-scripts` leaves no Node in .bin, and then everything would run on the system's one without a word. */
async function requirePinnedNode() {
  const wanted = lockedPackages(join(root, 'package-lock.json'))['node_modules/node']?.version;
  const { output } = await run(join(bin, 'node'), ['--version']);
  if (output.trim() === `v${wanted}`) return;
  throw new Missing(
    `Node ${wanted} is not in node_modules/.bin, because its install script did not run.\nnpm rebuild node, without --ignore-scripts`,
  );
}

/**
 * Runs a script's main and turns what goes wrong into text and an exit code.
 * @param {() => Promise<number>} main answers the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Missing ? error.message : error);
    process.exitCode = 1;
  }
}
