import { setTimeout as wait } from 'node:timers/promises';
import { investigate } from '../../src/extension/core/investigate/investigate.ts';
import { surfaceThreats } from '../../src/extension/core/investigate/surface.ts';
import type { Case } from '../../src/extension/core/model/case.ts';
import type { Clock } from '../../src/extension/core/model/ports.ts';
import { renderCase } from '../../src/extension/core/report/caseFile.ts';
import { createReadTools } from '../../src/extension/core/tools/catalog.ts';
import { connect, type Endpoint } from '../../src/extension/core/tools/connection.ts';
import type { ReadTools } from '../../src/extension/core/tools/readTools.ts';
import { connectInMemory, openSampleTransport } from '../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../src/extension/sample/tenant.ts';
import { emptyWorld } from '../../src/extension/sample/world.ts';
import type { Incident } from '../fixtures/incidents/incident.ts';

const clock: Clock = { now: () => Date.now(), sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }) };
const log = { write: () => undefined };
const tenant = { name: 'bench', sample: true };
const signal = new AbortController().signal;

/** Each call takes this long before it is made, as over the Internet. */
const latency = 200;

/** An investigation at that latency: wall time against the sum of its calls, in milliseconds. */
export type Timing = { readonly finished: Case; readonly wall: number; readonly sum: number; readonly calls: number };

/** The newest group of the sample tenant. */
export function measureSample(): Promise<Timing> {
  return measureNewest(openSampleTransport);
}

/** The newest group of a tenant that holds this incident alone. */
export function measureIncident(incident: Incident): Promise<Timing> {
  const world = emptyWorld();
  incident.tell(world, Date.now());
  return measureNewest(() => connectInMemory(createSampleTenant({ now: Date.now, world })));
}

async function measureNewest(open: Endpoint['open']): Promise<Timing> {
  const reached = await connect({ label: tenant, address: 'bench', open }, { clock, log, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  const tools = createReadTools(reached.connection, clock, log);
  const [newest] = (await surfaceThreats({ tools, signal })).rows;
  if (newest === undefined) throw new Error('The tenant shows nothing.');
  const began = performance.now();
  const finished = await investigate(newest.id, { tools: slowed(tools), clock, narrator: { say: () => undefined }, log, signal, tenant });
  const wall = performance.now() - began;
  await reached.connection.close();
  return { finished, wall, sum: finished.calls.reduce((total, { took }) => total + took, 0), calls: finished.calls.length };
}

function slowed(tools: ReadTools): ReadTools {
  return {
    offers: (tool) => tools.offers(tool),
    read: async (tool, args, stop) => {
      await wait(latency, undefined, { signal: stop });
      return tools.read(tool, args, stop);
    },
  };
}

/** A case with that many pieces of evidence, rendered: the median of nine, in milliseconds. */
export function measureRendering(finished: Case, pieces: number): number {
  const evidence = Array.from({ length: pieces }, (_, at) => {
    const exhibit = finished.evidence[at % finished.evidence.length];
    if (exhibit === undefined) throw new Error('The case has no evidence.');
    return { ...exhibit, id: `E${at + 1}` as typeof exhibit.id };
  });
  const large = { ...finished, evidence };
  return median(
    Array.from({ length: 9 }, () => {
      const began = performance.now();
      renderCase(large);
      return performance.now() - began;
    }),
  );
}

export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
