// Installs a real VS Code from the npm registry, because the editor's own download host may be out of reach.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Missing, npm, root, run } from './bootstrap.mjs';

/**
 * @typedef {{ version: string, node: string, build: readonly string[] }} Release `node` is the major that it wants, `build` its native modules that ship unbuilt
 * @typedef {{ version: string, node: string, folder: string }} Editor `node` and `folder` are paths: the binary to run it with and the package
 */

/** The newest VS Code that is published this way and the oldest that package.json's `engines` allows. @type {Record<'newest' | 'floor', Release>} */
export const releases = {
  newest: { version: '4.139.1', node: '24', build: [] },
  floor: { version: '4.105.1', node: '22', build: ['argon2'] },
};

/**
 * Installs once into `.vscode-test/<version>` and answers where it is.
 * @param {Release} release
 * @returns {Promise<Editor>}
 */
export async function installEditor(release) {
  const home = join(root, '.vscode-test', release.version);
  if (!existsSync(home)) await installInto(home, release);
  return {
    version: release.version,
    node: join(home, 'node_modules', '.bin', 'node'),
    folder: join(home, 'node_modules', 'code-server'),
  };
}

/** Only a complete installation gets the final name, so one that was interrupted is never taken for an editor. @param {string} home @param {Release} release */
async function installInto(home, release) {
  await requireCompiler();
  const draft = `${home}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    await installPackages(draft, release);
    if (!existsSync(home)) renameSync(draft, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** @param {string} draft @param {Release} release */
async function installPackages(draft, release) {
  writeFileSync(join(draft, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }));
  const PATH = `${join(draft, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH, npm_config_build_from_source: 'true' };
  await npmOrFail(['install', '--save-exact', `node@${release.node}`], draft, env);
  // Saved, or npm would prune node, which is not a dependency of code-server.
  await npmOrFail(['install', '--save-exact', '--ignore-scripts', `code-server@${release.version}`], draft, env);
  const vscode = join(draft, 'node_modules', 'code-server', 'lib', 'vscode');
  replaceGitDependency(vscode);
  await npmOrFail(['install', '--omit=dev', '--ignore-scripts'], vscode, env);
  // Without these two the extension host does not start; VS Code does without its other native modules.
  await npmOrFail(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], vscode, env);
  if (release.build.length > 0) await npmOrFail(['rebuild', ...release.build], draft, env);
}

/** Older releases name @parcel/watcher by a git commit, which needs ssh; the registry has the same version. @param {string} folder */
function replaceGitDependency(folder) {
  const name = '@parcel/watcher';
  const manifest = join(folder, 'package.json');
  const lock = join(folder, 'npm-shrinkwrap.json');
  const packageJson = JSON.parse(readFileSync(manifest, 'utf8'));
  if (!packageJson.dependencies[name]?.includes('#')) return;
  const shrinkwrap = JSON.parse(readFileSync(lock, 'utf8'));
  const { resolved: _commit, integrity: _digest, ...locked } = shrinkwrap.packages[`node_modules/${name}`];
  shrinkwrap.packages[`node_modules/${name}`] = locked;
  packageJson.dependencies[name] = shrinkwrap.packages[''].dependencies[name] = locked.version;
  writeFileSync(manifest, JSON.stringify(packageJson));
  writeFileSync(lock, JSON.stringify(shrinkwrap));
}

async function requireCompiler() {
  const missing = [];
  for (const tool of ['g++', 'make', 'python3']) if ((await run(tool, ['--version'])).code !== 0) missing.push(tool);
  if (missing.length === 0) return;
  throw new Missing(
    `Cannot install a VS Code for the tests: ${missing.join(', ')} missing.\nDebian, Ubuntu: apt-get install g++ make python3`,
  );
}

/** @param {readonly string[]} args @param {string} cwd @param {NodeJS.ProcessEnv} env */
async function npmOrFail(args, cwd, env) {
  const { code, output } = await npm([...args, '--no-audit', '--no-fund'], { cwd, env });
  if (code !== 0) throw new Missing(`npm ${args.join(' ')} failed:\n${output.trim().split('\n').slice(-15).join('\n')}`);
}
