import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { type Faults, parseFaults } from './faults.ts';
import { createHttpServer } from './http.ts';
import { cloudtrailSignals } from './import/cloudtrail.ts';
import { falcoSignals } from './import/falco.ts';
import { replay } from './import/recording.ts';
import { createSampleTenant } from './tenant.ts';
import { emptyWorld, type World } from './world.ts';

const usage = `usage: npm run tenant -- [--port N] [--token T] [--latency MS] [--faults TOOL=KIND[@N]]… [--cloudtrail FILE]… [--falco FILE]… [--empty]
KIND: 401 403 404 409 429 500 hang cut garbage shape empty huge; TOOL may be *`;

type Arguments = {
  readonly port: number;
  readonly latency: number;
  readonly token?: string;
  readonly faults: Faults;
  readonly world?: World;
  readonly note?: string;
};

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      token: { type: 'string' },
      latency: { type: 'string', default: '0' },
      faults: { type: 'string', multiple: true, default: [] },
      cloudtrail: { type: 'string', multiple: true, default: [] },
      falco: { type: 'string', multiple: true, default: [] },
      empty: { type: 'boolean', default: false },
    },
  });
  const { token, faults, cloudtrail, falco, empty } = values;
  return {
    port: wholeNumber('--port', values.port, 65_535),
    latency: wholeNumber('--latency', values.latency, 600_000),
    ...(token === undefined ? {} : { token }),
    faults: parseFaults(faults),
    ...(cloudtrail.length + falco.length > 0 ? recorded(cloudtrail, falco) : empty ? { world: emptyWorld() } : {}),
  };
}

function recorded(cloudtrail: readonly string[], falco: readonly string[]): { world: World; note: string } {
  const signals = [
    ...cloudtrail.flatMap((file) => cloudtrailSignals(readFileSync(file, 'utf8'))),
    ...falco.flatMap((file) => falcoSignals(readFileSync(file, 'utf8'))),
  ];
  const { world, offset } = replay(signals, Date.now());
  return { world, note: `${signals.length} recorded events, all moved by ${offset} ms` };
}

function wholeNumber(name: string, text: string, most: number): number {
  if (!/^\d+$/.test(text) || Number(text) > most) throw new Error(`${name} ${text}: expected a whole number up to ${most}`);
  return Number(text);
}

function start({ port, latency, token, faults, world, note }: Arguments): void {
  const tenant = createSampleTenant({ now: Date.now, ...(world === undefined ? {} : { world }) });
  const server = createHttpServer({ tenant, latency, faults, ...(token === undefined ? {} : { token }) });
  server.once('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  server.listen(port, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp/secure`);
    if (note !== undefined) console.log(note);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

function main(): void {
  let wanted: Arguments;
  try {
    wanted = readArguments();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  start(wanted);
}

main();
