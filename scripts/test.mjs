// `npm test`: sets up what it needs, runs every part, says how many passed. `--only NAME` (repeatable) runs one part and what it
// needs; `--update-screenshot` puts the on-screen suite's picture of a case into the README.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Missing, prepareToolchain, root, runMain } from './bootstrap.mjs';
import { parts } from './suites.mjs';

/** @typedef {import('./suites.mjs').Part} Part @typedef {import('./suites.mjs').Result} Result */

/**
 * The parts of these names and all that they need, in the order of the list.
 * @param {readonly string[]} names
 */
function chosen(names) {
  if (names.length === 0) return parts;
  const wanted = new Set(names);
  for (const name of wanted) {
    const part = parts.find((one) => one.name === name);
    if (part === undefined) throw new Missing(`There is no ${name}: choose from ${parts.map((one) => one.name).join(', ')}.`);
    for (const need of part.needs) wanted.add(need);
  }
  return parts.filter(({ name }) => wanted.has(name));
}

/**
 * Never rejects: what goes wrong outside a test is one failure of the part.
 * @param {Part} part
 * @returns {Promise<Result & { seconds: number }>}
 */
async function timed(part) {
  const began = performance.now();
  const result = await part.run().catch((error) => failure(part, error instanceof Missing ? error.message : String(error?.stack ?? error)));
  return { ...result, seconds: (performance.now() - began) / 1000 };
}

/**
 * @param {Part} part
 * @param {string} why
 * @returns {Result}
 */
function failure(part, why) {
  return { outcomes: [{ title: part.name, status: 'failed' }], output: why };
}

/** @param {Result['outcomes']} outcomes */
function count(outcomes) {
  const passed = outcomes.filter(({ status }) => status === 'passed').length;
  return { passed, failed: outcomes.length - passed };
}

/**
 * @param {Part} part
 * @param {Result & { seconds: number }} result
 */
function tell(part, { outcomes, output, seconds }) {
  const { passed, failed } = count(outcomes);
  const counts = part.suite ? `${passed} passed, ${failed} failed` : failed === 0 ? 'passed' : 'failed';
  console.log(`${part.name.padEnd(12)} ${counts.padEnd(24)} ${seconds.toFixed(1)} s`);
  if (failed === 0) return;
  console.log(`${output.trim()}\n`);
  for (const { title, status } of outcomes) if (status === 'failed') console.log(`  ✗ ${title}`);
}

/** @param {readonly Part[]} todo */
async function runAll(todo) {
  const editors = todo.find(({ name }) => name === 'editors');
  // Mostly network, and needed last: fetched while the rest runs.
  const fetched = editors && timed(editors);
  const done = [];
  const broken = new Set();
  for (const part of todo) {
    const obstacle = part.needs.find((need) => broken.has(need));
    const result = obstacle
      ? { ...failure(part, `Did not run, because ${obstacle} failed.`), seconds: 0 }
      : await ((part === editors && fetched) || timed(part));
    tell(part, result);
    if (count(result.outcomes).failed > 0) broken.add(part.name);
    done.push({ part, outcomes: result.outcomes });
  }
  return done;
}

async function main() {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true, default: [] }, 'update-screenshot': { type: 'boolean', default: false } },
  });
  const todo = chosen(values.only);
  await prepareToolchain();
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const done = await runAll(todo);
  const executed = done
    .filter(({ part }) => part.suite)
    .flatMap(({ part, outcomes }) => outcomes.map(({ title, status }) => ({ title, suite: part.name, status })));
  writeFileSync(join(root, 'test-results', 'executed.json'), `${JSON.stringify(executed, undefined, 2)}\n`);
  if (values['update-screenshot']) cpSync(join(root, 'test-results', 'screens', 'case-dark.png'), join(root, 'media', 'screenshot.png'));
  return count(done.flatMap(({ outcomes }) => outcomes));
}

await runMain(async () => {
  const total = await main().catch((error) => {
    console.error(error instanceof Missing ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});
