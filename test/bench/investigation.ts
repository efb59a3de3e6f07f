import { setTimeout as wait } from 'node:timers/promises';
import { investigate } from '../../src/extension/core/investigate/investigate.ts';
import { surfaceThreats } from '../../src/extension/core/investigate/surface.ts';
import type { Case } from '../../src/extension/core/model/case.ts';
import type { Clock } from '../../src/extension/core/model/ports.ts';
import { renderCase } from '../../src/extension/core/report/caseFile.ts';
import { createReadTools } from '../../src/extension/core/tools/catalog.ts';
import { connect } from '../../src/extension/core/tools/connection.ts';
import type { ReadTools } from '../../src/extension/core/tools/readTools.ts';
import { openSampleTransport } from '../../src/extension/sample/inMemory.ts';

const clock: Clock = { now: () => Date.now(), sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }) };
const log = { write: () => undefined };
const tenant = { name: 'sample', sample: true };
const signal = new AbortController().signal;

/** Each call takes this long before it is made, as over the Internet. */
const latency = 200;

/** The newest group of the sample tenant, investigated at that latency: wall time against the sum of its calls, in milliseconds. */
export async function measureInvestigation(): Promise<{ finished: Case; wall: number; sum: number; calls: number }> {
  const reached = await connect({ label: tenant, address: 'sample tenant', open: openSampleTransport }, { clock, log, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  const tools = createReadTools(reached.connection, clock, log);
  const [newest] = (await surfaceThreats({ tools, signal })).rows;
  if (newest === undefined) throw new Error('The sample tenant shows nothing.');
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
