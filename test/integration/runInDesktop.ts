import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from '../../scripts/bootstrap.mjs';
import { bundledSuite } from './bundledSuite.ts';

/** Runs the in-host suite in a desktop VS Code, which `@vscode/test-electron` downloads. For machines that can reach it; the build must be there. */
const folder = mkdtempSync(join(tmpdir(), 'threats-desktop-'));
try {
  const suite = join(folder, 'suite.cjs');
  writeFileSync(suite, await bundledSuite());
  await runTests({ extensionDevelopmentPath: root, extensionTestsPath: suite, launchArgs: ['--disable-extensions', folder] });
} finally {
  rmSync(folder, { recursive: true });
}
