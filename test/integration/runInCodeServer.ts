import { existsSync, readFileSync } from 'node:fs';
import { packCompanion } from '../../scripts/companion.mjs';
import { packagedVsix } from '../../scripts/package.mjs';
import { startHost } from '../e2e/host.ts';
import { bundledSuite } from './bundledSuite.ts';
import { reportVariable } from './run.ts';

const patience = 120_000;

/** Runs the suite in the extension host of a code-server window and writes its outcomes to `report`. */
async function runInCodeServer(report: string): Promise<void> {
  const suite = await packCompanion('integration', `${await bundledSuite()}\nmodule.exports.activate = module.exports.run;\n`);
  const host = await startHost({ vsix: [packagedVsix, suite], env: { [reportVariable]: report } });
  try {
    // An extension host lives as long as a window shows it.
    const page = await host.open();
    for (const until = Date.now() + patience; !existsSync(report); await page.waitForTimeout(200)) {
      if (Date.now() > until) throw new Error(`No result after ${patience / 1000} s.\n${host.log().join('\n')}`);
    }
  } finally {
    await host.stop();
  }
}

const [report] = process.argv.slice(2);
if (report === undefined) throw new Error('usage: node test/integration/runInCodeServer.ts REPORT');
await runInCodeServer(report);
const failed = (JSON.parse(readFileSync(report, 'utf8')) as readonly { status: string; title: string; error?: string }[]).filter(
  (one) => one.status === 'failed',
);
for (const { title, error } of failed) process.stderr.write(`${title}\n${error}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
