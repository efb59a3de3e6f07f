import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../src/extension/core/model/ports.ts';
import { Grants } from '../../src/extension/core/remediate/places/grants.ts';
import { RemediationSession } from '../../src/extension/core/remediate/session/session.ts';
import { createReadTools } from '../../src/extension/core/tools/catalog.ts';
import { type Connection, connect } from '../../src/extension/core/tools/connection.ts';
import { createResponseTools } from '../../src/extension/core/tools/responseTools.ts';
import { connectInMemory } from '../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../src/extension/sample/tenant.ts';
import { memoryJournal } from '../fakes/memoryJournal.ts';

const clock: Clock = { now: () => Date.now(), sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }) };
const log = { write: () => undefined };
const { signal } = new AbortController();

/** Each call takes this long before it is made, as over the Internet. */
const latency = 200;

/** From the click to a list, and to a whole one, at that latency, in milliseconds; for the sample's threat with the most events. */
export async function measureChecklist(): Promise<{ readonly list: number; readonly whole: number; readonly calls: number }> {
  const tenant = createSampleTenant({ now: Date.now });
  const label = { name: 'bench', sample: true };
  const reached = await connect({ label, address: 'bench', open: () => connectInMemory(tenant) }, { clock, log, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  const ids = tenant.threats().map(({ securityEvent }) => securityEvent.ids);
  const [eventId = '', ...eventIds] = ids.toSorted((a, b) => b.length - a.length)[0] ?? [];
  let [calls, list] = [0, Number.NaN];
  const slow = slowed(reached.connection, () => {
    calls += 1;
  });
  const refuse = () => Promise.reject(new Error('nobody is there to be asked'));
  const began = performance.now();
  const session = new RemediationSession({
    ...{ tenant: label, seed: { eventId, eventIds, depth: 'case' }, kubePlace: {}, awsScope: { region: 'eu-west-1' } },
    ...{ tools: createReadTools(slow, clock, log), responses: createResponseTools(slow, clock, log), clock, log },
    ...{ journal: memoryJournal(), grants: new Grants(), window: 'bench', narrator: { say: () => undefined } },
    ...{ asks: { read: refuse, write: refuse, confirm: refuse }, tickets: async () => [], file: refuse, ended: signal },
    onState: ({ proposals }) => {
      if (Number.isNaN(list) && proposals.actions.length > 0) list = performance.now() - began;
    },
    report: (error) => {
      throw error;
    },
  });
  await session.open();
  const whole = performance.now() - began;
  await reached.connection.close();
  return { list, whole, calls };
}

function slowed(connection: Connection, count: () => void): Connection {
  return {
    ...{ label: connection.label, tools: connection.tools },
    ...{ close: () => connection.close(), onClosed: (listener) => connection.onClosed(listener) },
    call: async (tool, args, stop) => {
      count();
      await wait(latency, undefined, { signal: stop });
      return connection.call(tool, args, stop);
    },
  };
}
