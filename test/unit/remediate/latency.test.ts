import { expect, it } from 'vitest';
import { Grants } from '../../../src/extension/core/remediate/places/grants.ts';
import { RemediationSession } from '../../../src/extension/core/remediate/session/session.ts';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { type Connection, connect } from '../../../src/extension/core/tools/connection.ts';
import { createResponseTools } from '../../../src/extension/core/tools/responseTools.ts';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../../src/extension/sample/tenant.ts';
import type { ThreatRecord } from '../../../src/extension/sample/world.ts';
import { hastyClock } from '../../fakes/hastyClock.ts';
import { type Hold, turnsOf } from '../../fakes/heldTools.ts';
import { memoryJournal } from '../../fakes/memoryJournal.ts';

const mostTrips = 8;
const quiet = { write: () => undefined };
const { signal } = new AbortController();

/** Where every call to the tenant takes one round trip: how many it takes until there is a list, until it is whole, and how many calls that are. */
async function tripsOf(record: ThreatRecord, { connection, clock }: Awaited<ReturnType<typeof openTenant>>) {
  let calls = 0;
  let list: number | undefined;
  let session: RemediationSession | undefined;
  const run = async (hold: Hold) => {
    const held: Connection = {
      ...{ label: connection.label, tools: connection.tools },
      ...{ close: () => connection.close(), onClosed: (listener) => connection.onClosed(listener) },
      call: (...asked) => {
        calls += 1;
        return hold(connection.call(...asked));
      },
    };
    session = sessionOver(held, clock, record);
    await session.open();
  };
  const onTurn = (turns: number) => {
    if ((session?.state.proposals.actions.length ?? 0) > 0) list ??= turns;
  };
  const { turns } = await turnsOf(run, { onTurn });
  const parts = session?.state.parts.map(({ status }) => status);
  return {
    threat: record.aiGeneratedName,
    list: list ?? turns,
    whole: turns,
    calls,
    parts: new Set(parts),
    stopped: session?.state.stopped,
  };
}

function sessionOver(connection: Connection, clock: ReturnType<typeof hastyClock>, { securityEvent: { ids } }: ThreatRecord) {
  const [eventId = '', ...eventIds] = ids;
  const refuse = () => Promise.reject(new Error('nothing is asked yet'));
  return new RemediationSession({
    ...{ tenant: connection.label, seed: { eventId, eventIds, depth: 'case' }, kubePlace: {}, awsScope: { region: 'eu-west-1' } },
    ...{ tools: createReadTools(connection, clock, quiet), responses: createResponseTools(connection, clock, quiet), clock, log: quiet },
    ...{ journal: memoryJournal(), grants: new Grants(), window: 'here', narrator: { say: () => undefined } },
    ...{ asks: { read: refuse, write: refuse, confirm: refuse }, tickets: async () => [], file: refuse, ended: signal },
    onState: () => undefined,
    report: (error) => {
      throw error;
    },
  });
}

async function openTenant() {
  const clock = hastyClock();
  const tenant = createSampleTenant({ now: () => clock.now() });
  const label = { name: 'sample', sample: true };
  const reached = await connect({ label, address: 'memory', open: () => connectInMemory(tenant) }, { clock, log: quiet, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  return { tenant, clock, connection: reached.connection };
}

it(`[R-11] a checklist of any threat of the sample is there after two round trips and whole after at most ${mostTrips}, a third of its calls`, async () => {
  const opened = await openTenant();
  const taken: Awaited<ReturnType<typeof tripsOf>>[] = [];
  for (const record of opened.tenant.threats()) taken.push(await tripsOf(record, opened));
  await opened.connection.close();
  expect(taken.length).toBeGreaterThan(8);
  expect(taken.filter(({ whole }) => whole > mostTrips)).toEqual([]);
  expect(taken.filter(({ list }) => list > 2)).toEqual([]);
  expect(taken.filter(({ parts, stopped }) => parts.size !== 1 || !parts.has('done') || stopped !== undefined)).toEqual([]);
  expect(taken.filter(({ calls, whole }) => calls < 3 * whole)).toEqual([]);
});
