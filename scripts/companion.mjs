// Small extensions that stand beside ours: one that opens the demo, one that runs the in-host tests, one that does nothing to compare with.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, root, run } from './bootstrap.mjs';

/**
 * Packs an extension that activates when the window has started.
 * @param {string} name
 * @param {string} main CommonJS text that exports activate
 * @returns {Promise<string>} the path of its VSIX
 */
export async function packCompanion(name, main) {
  const folder = join(root, '.vscode-test', 'companions', `${name}.${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const manifest = {
    ...{ name, publisher: 'runtime-threats-companion', version: '0.0.1', license: 'Apache-2.0' },
    ...{ engines: { vscode: '^1.105.0' }, main: './main.cjs', activationEvents: ['onStartupFinished'] },
    files: ['main.cjs'],
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'README.md'), `# ${name}\n`);
  writeFileSync(join(folder, 'main.cjs'), main);
  const vsix = join(root, '.vscode-test', 'companions', `${name}.vsix`);
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  const { code, output } = await run(join(bin, 'node'), [join(bin, 'vsce'), ...args], { cwd: folder });
  rmSync(folder, { recursive: true });
  if (code !== 0) throw new Error(`${name} was not packed:\n${output}`);
  return vsix;
}
