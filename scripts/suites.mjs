// What `npm test` runs, and how each part's result is read. Runs on plain Node 20; the parts run on the pinned one.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './bootstrap.mjs';
import { installEditor, releases } from './codeServerInstall.mjs';

/**
 * @typedef {{ title: string, status: 'passed' | 'failed' }} Outcome
 * @typedef {{ outcomes: readonly Outcome[], output: string }} Result `output` is for whoever has to find out why something failed
 * @typedef {{ name: string, needs: readonly string[], suite: boolean, run: () => Promise<Result> }} Part
 *   `suite`: its outcomes are tests; otherwise it is one check. `needs`: parts without which it cannot run.
 */

/** @type {readonly Part[]} */
export const parts = [
  check('types', [], 'tsc', '-b'),
  check('lint', [], 'biome', 'ci', '--colors=off', '.'),
  check('unused', [], 'knip'),
  check('build', [], 'node', 'scripts/build.mjs'),
  check('package', ['build'], 'node', 'scripts/package.mjs'),
  // One of its tests looks at what would be packed.
  vitest('unit', ['build']),
  vitest('golden', []),
  vitest('cluster', []),
  vitest('webview', ['build']),
  { name: 'editors', needs: [], suite: false, run: fetchEditors },
  { name: 'integration', needs: ['package', 'editors'], suite: true, run: runIntegration },
  vitest('e2e', ['package', 'editors']),
];

/**
 * @param {string} name
 * @param {readonly string[]} needs
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Part}
 */
function check(name, needs, program, ...args) {
  return {
    ...{ name, needs, suite: false },
    run: async () => {
      const { code, output } = await run(program, args);
      return { outcomes: [{ title: name, status: code === 0 ? 'passed' : 'failed' }], output };
    },
  };
}

/** @returns {Promise<Result>} */
async function fetchEditors() {
  for (const release of Object.values(releases)) await installEditor(release);
  return { outcomes: [{ title: 'editors', status: 'passed' }], output: '' };
}

/**
 * @param {string} name of a vitest project, and of the suite
 * @param {readonly string[]} needs
 * @returns {Part}
 */
function vitest(name, needs) {
  return {
    ...{ name, needs, suite: true },
    run: () =>
      reported(
        name,
        async (report) => {
          const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
          // CI: a golden file that is missing is a failure, not a file to write.
          const env = { ...process.env, CI: 'true', NO_COLOR: '1' };
          return run('vitest', ['run', '--project', name, ...reporters], { env });
        },
        vitestOutcomes,
      ),
  };
}

function runIntegration() {
  return reported(
    'integration',
    (report) => run('node', ['test/integration/runInCodeServer.ts', report]),
    (tests) => tests,
  );
}

/**
 * Runs a suite that writes a report. A runner that fails without a failed test (a crash, an unhandled rejection, no test at all) fails too.
 * @template R
 * @param {string} name
 * @param {(report: string) => Promise<{ code: number, output: string }>} start
 * @param {(report: R) => readonly Outcome[]} read
 * @returns {Promise<Result>}
 */
async function reported(name, start, read) {
  const report = join(root, 'test-results', `${name}.json`);
  rmSync(report, { force: true });
  const { code, output } = await start(report);
  const outcomes = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : [];
  const explained = outcomes.some(({ status }) => status === 'failed');
  if (explained || (code === 0 && outcomes.length > 0)) return { outcomes, output };
  return { outcomes: [...outcomes, { title: `${name} ended with ${code} after ${outcomes.length} tests`, status: 'failed' }], output };
}

/**
 * Skipped is not passed: a suite that leaves a test out says so in the count.
 * @param {{ testResults: readonly { name: string, status: string, assertionResults: readonly { fullName: string, status: string }[] }[] }} report
 * @returns {readonly Outcome[]}
 */
function vitestOutcomes({ testResults }) {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const tests = assertionResults.map((test) => outcome(test.fullName, test.status));
    const explained = status === 'passed' || tests.some((test) => test.status === 'failed');
    return explained ? tests : [...tests, outcome(name, status)];
  });
}

/**
 * @param {string} title
 * @param {string} status
 * @returns {Outcome}
 */
function outcome(title, status) {
  return { title, status: status === 'passed' ? 'passed' : 'failed' };
}
