// `npm run demo`: the packaged extension in a real VS Code on the sample tenant, from a bare clone. Ends with Ctrl+C.
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Missing, prepareToolchain, root, run, runMain } from './bootstrap.mjs';
import { installExtension, quietSettings, startEditor } from './codeServer.mjs';
import { installEditor, releases } from './codeServerInstall.mjs';
import { packCompanion } from './companion.mjs';
import { packagedVsix } from './package.mjs';

const profile = join(root, '.vscode-test', 'demo');
const workspace = join(profile, 'workspace');

/** Does what a newcomer would: shows the view and presses "Use sample tenant". */
const openOnSample = `
const { commands } = require('vscode');
exports.activate = async () => {
  await commands.executeCommand('workbench.view.extension.runtimeThreats');
  await commands.executeCommand('runtimeThreats.useSampleTenant');
};
`;

/** @param {string} doing @param {readonly string[]} args */
async function step(doing, args) {
  console.log(`${doing}…`);
  const { code, output } = await run('node', args);
  if (code !== 0) throw new Missing(`${doing} failed:\n${output.trim()}`);
}

/** `code` in a terminal of a remote window opens files there, it starts nothing; without a display or as root it starts nothing either. */
async function hasDesktop() {
  const display = process.platform !== 'linux' || (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']) !== undefined;
  if (!display || process.env['VSCODE_IPC_HOOK_CLI'] !== undefined || process.getuid?.() === 0) return false;
  return (await run('code', ['--version'])).code === 0;
}

/** @param {readonly string[]} extensions */
async function openDesktop(extensions) {
  const user = join(profile, 'user', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify(quietSettings, undefined, 2));
  const own = ['--user-data-dir', join(profile, 'user'), '--extensions-dir', join(profile, 'extensions')];
  const install = extensions.flatMap((vsix) => ['--install-extension', vsix]);
  for (const args of [
    [...own, ...install, '--force'],
    [...own, '--disable-workspace-trust', '--new-window', workspace],
  ]) {
    const { code, output } = await run('code', args);
    if (code !== 0) throw new Missing(`code ${args.join(' ')} failed:\n${output.trim()}`);
  }
  console.log('VS Code shows the sample tenant under Threats in the Activity Bar.');
}

/** @param {readonly string[]} extensions */
async function openInBrowser(extensions) {
  console.log('No desktop VS Code (`code`) here: preparing one for the browser, which takes about two minutes the first time…');
  const editor = await installEditor(releases.newest);
  for (const vsix of extensions) await installExtension(editor, profile, vsix);
  const running = await startEditor(editor, { profile, folder: workspace });
  console.log(`\nOpen ${running.url}\nin a browser on this machine. Ctrl+C ends it.`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await running.stop();
}

async function main() {
  await prepareToolchain();
  await step('Building', ['scripts/build.mjs']);
  await step('Packaging', ['scripts/package.mjs']);
  mkdirSync(workspace, { recursive: true });
  const extensions = [packagedVsix, await packCompanion('demo', openOnSample)];
  await ((await hasDesktop()) ? openDesktop(extensions) : openInBrowser(extensions));
  return 0;
}

await runMain(main);
