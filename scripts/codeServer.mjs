// Starts and stops the VS Code that codeServerInstall.mjs installed, each with a profile of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Missing, run } from './bootstrap.mjs';

/**
 * @typedef {import('./codeServerInstall.mjs').Editor} Editor
 * @typedef {{ url: string, log: readonly string[], stop: () => Promise<void> }} RunningEditor
 */

/** What Chromium needs without a display, as root, and without a look-up of hosts that nobody asked for. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Settings that keep everything but our extension quiet. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'window.commandCenter': false,
  'git.enabled': false,
};

/** The system's Chromium: no package of ours brings one. */
export function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const places = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [...places, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find((path) => existsSync(path));
  if (found === undefined) throw new Missing('No Chromium or Chrome on this machine.\nDebian: apt-get install chromium fonts-dejavu-core');
  return found;
}

/**
 * @param {Editor} editor
 * @param {string} profile a folder that holds everything this VS Code writes
 * @param {string} vsix
 */
export async function installExtension(editor, profile, vsix) {
  const args = ['out/node/entry.js', ...profileArgs(profile), '--install-extension', vsix, '--force'];
  const { code, output } = await run(editor.node, args, { cwd: editor.folder, env: cleanEnvironment(process.env) });
  if (code !== 0) throw new Error(`${vsix} was not installed:\n${output}`);
}

/**
 * Starts on a free port of the loopback address and answers once it listens.
 * @param {Editor} editor
 * @param {{ profile: string, folder: string, settings?: Readonly<Record<string, unknown>>, env?: NodeJS.ProcessEnv, flags?: readonly string[] }} options
 * @returns {Promise<RunningEditor>}
 */
export async function startEditor(editor, { profile, folder, settings = {}, env = process.env, flags = ['--disable-workspace-trust'] }) {
  const written = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
  // In a remote window, and every window of code-server is one, settings of machine scope are read from the second file alone.
  for (const scope of ['User', 'Machine']) {
    mkdirSync(join(profile, 'user', scope), { recursive: true });
    writeFileSync(join(profile, 'user', scope, 'settings.json'), written);
  }
  const quiet = ['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check'];
  const args = ['out/node/entry.js', ...quiet, ...profileArgs(profile), ...flags, folder];
  // A process group of its own: code-server forks servers and extension hosts, and all of them must go.
  const child = spawn(editor.node, args, {
    cwd: editor.folder,
    env: cleanEnvironment(env),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endNow = () => signalGroup(child.pid, 'SIGKILL');
  process.once('exit', endNow);
  const log = /** @type {string[]} */ ([]);
  const address = await listening(child, log).catch((error) => {
    endNow();
    throw error;
  });
  const stop = async () => {
    process.off('exit', endNow);
    await endGroup(child);
  };
  return { url: `${address}?folder=${encodeURIComponent(folder)}`, log, stop };
}

/** @param {string} profile */
function profileArgs(profile) {
  return [
    ...['--config', join(profile, 'config.yaml')],
    ...['--user-data-dir', join(profile, 'user')],
    ...['--extensions-dir', join(profile, 'extensions')],
  ];
}

/** In a terminal of VS Code these variables would make code-server hand its arguments to that window; PORT would override ours. @param {NodeJS.ProcessEnv} env */
function cleanEnvironment(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_|CODE_SERVER_|NODE_OPTIONS$|PORT$|PASSWORD$|HASHED_PASSWORD$)/.test(name)),
  );
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {string[]} log
 * @returns {Promise<string>} the address that it prints, after which it answers
 */
function listening(child, log) {
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line);
        const address = /HTTP server listening on (\S+)/.exec(line)?.[1];
        if (address !== undefined) resolve(address);
      });
    }
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`code-server ended with ${code}:\n${log.join('\n')}`)));
  });
}

/** Asks first, insists after five seconds. @param {import('node:child_process').ChildProcess} child */
async function endGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  signalGroup(child.pid, 'SIGTERM');
  const insist = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), 5000);
  await ended;
  clearTimeout(insist);
  signalGroup(child.pid, 'SIGKILL');
}

/** @param {number | undefined} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // Nothing left of the group is what we wanted.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}
