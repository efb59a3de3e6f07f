import { renameSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Where the results go; without it (under `@vscode/test-electron`) a rejection is the only result. */
export const reportVariable = 'RUNTIME_THREATS_REPORT';

type Outcome = { readonly title: string; readonly status: 'passed' | 'failed'; readonly error?: string };

/**
 * The entry of the in-host suite: called by a companion extension when it activates, or by `@vscode/test-electron` through
 * `extensionTestsPath`. Rejects when a test failed.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Mocha.reporters.Base });
  // Gives the tests their `describe` and `it`: Mocha does it itself only for files that it loads.
  mocha.suite.emit('pre-require', globalThis, 'run', mocha);
  await import('./extension.itest.ts');
  const outcomes: Outcome[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => outcomes.push({ title: test.fullTitle(), status: 'passed' }))
      .on('fail', (test, error) => outcomes.push({ title: test.fullTitle(), status: 'failed', error: error.stack ?? error.message }));
  });
  const report = process.env[reportVariable];
  if (report !== undefined) writeWhole(report, JSON.stringify(outcomes, undefined, 2));
  if (failures > 0) throw new Error(`${failures} failed:\n${outcomes.map(({ title, error }) => `${title}: ${error}`).join('\n')}`);
}

/** Whoever waits for the file never reads half of it. */
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.draft`, text);
  renameSync(`${path}.draft`, path);
}
