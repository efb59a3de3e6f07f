import { setTimeout as wait } from 'node:timers/promises';
import { investigate } from '../../src/extension/core/investigate/investigate.ts';
import type { Clock } from '../../src/extension/core/model/ports.ts';
import { createReadTools } from '../../src/extension/core/tools/catalog.ts';
import { connect } from '../../src/extension/core/tools/connection.ts';
import { httpTransport } from '../../src/extension/node/transports.ts';

const clock: Clock = { now: () => Date.now(), sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }) };
const log = { write: () => undefined };
const label = { name: 'large', sample: false };
const { signal } = new AbortController();

/** Investigates one group of the tenant at that address and prints by how many bytes the heap grew at most, and in the end. */
async function run(url: string, group: string): Promise<void> {
  const reached = await connect({ label, address: url, open: async () => httpTransport({ url, token: 'none' }) }, { clock, log, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  const tools = createReadTools(reached.connection, clock, log);
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const sampler = setInterval(() => {
    most = Math.max(most, process.memoryUsage().heapUsed);
  }, 5);
  const found = await investigate(group, { tools, clock, narrator: { say: () => undefined }, log, signal, tenant: label });
  clearInterval(sampler);
  const grown = Math.max(most, process.memoryUsage().heapUsed) - before;
  global.gc?.();
  const kept = process.memoryUsage().heapUsed - before;
  process.stdout.write(JSON.stringify({ grown, kept, calls: found.calls.length }));
  await reached.connection.close();
}

const [url = '', group = ''] = process.argv.slice(2);
await run(url, group);
