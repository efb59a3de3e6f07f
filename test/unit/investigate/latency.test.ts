import { describe, expect, it } from 'vitest';
import { type InvestigationContext, investigate } from '../../../src/extension/core/investigate/investigate.ts';
import { surfaceThreats } from '../../../src/extension/core/investigate/surface.ts';
import { inTurns } from '../../fakes/heldTools.ts';
import { buildToCluster } from '../../fixtures/incidents/buildToCluster.ts';
import type { Incident } from '../../fixtures/incidents/incident.ts';
import { openIncident, openWorld } from '../../fixtures/incidents/measure.ts';
import { webAppToAccount } from '../../fixtures/incidents/webAppToAccount.ts';

/** Where every call takes one round trip: how many it takes, and how many its calls would take one after another. */
async function trips(group: string, context: InvestigationContext) {
  const { result, turns } = await inTurns(context.tools, (tools) => investigate(group, { ...context, tools }));
  return { group, turns, calls: result.calls.length };
}

const mostTrips = 12;

describe.each<Incident>([webAppToAccount, buildToCluster])('the multi-stage incident $name', (incident) => {
  it(`takes at most ${mostTrips} round trips from each of its triggers`, async () => {
    const { context, truth, close } = await openIncident(incident);
    const taken: Awaited<ReturnType<typeof trips>>[] = [];
    for (const trigger of new Set([...truth.triggers, ...truth.groups])) taken.push(await trips(trigger, context));
    await close();
    expect(taken.length).toBeGreaterThan(1);
    expect(taken.filter(({ turns }) => turns > mostTrips)).toEqual([]);
  });

  it('takes a quarter of the trips that its calls would take one after another, from the group where it was noticed', async () => {
    const { context, truth, close } = await openIncident(incident);
    const { turns, calls } = await trips(truth.triggers[0] ?? '', context);
    await close();
    expect(calls).toBeGreaterThanOrEqual(4 * turns);
  });
});

it(`the newest incident of the sample tenant takes at most ${mostTrips} round trips, a quarter of its calls`, async () => {
  const { context, close } = await openWorld();
  const [newest] = (await surfaceThreats(context)).rows;
  const { turns, calls } = await trips(newest?.id ?? '', context);
  await close();
  expect(turns).toBeLessThanOrEqual(mostTrips);
  expect(calls).toBeGreaterThanOrEqual(4 * turns);
});
