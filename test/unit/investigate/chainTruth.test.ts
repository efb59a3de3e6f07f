import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildChain, type Chain } from '../../../src/extension/core/investigate/chain/buildChain.ts';
import type { Sighting } from '../../../src/extension/core/investigate/ledger.ts';
import { eventRow } from '../../../src/extension/core/tools/eventRow.ts';
import { parseEventPage } from '../../../src/extension/core/tools/schemas/events.ts';
import { emptyWorld } from '../../../src/extension/sample/world.ts';
import type { Incident, Truth } from '../../fixtures/incidents/incident.ts';
import { incidents } from '../../fixtures/incidents/incidents.ts';
import { event, proc } from './scenario.ts';
import { page } from './sightings.ts';

const now = Date.UTC(2026, 5, 10, 10);

/** Every event that the incident's world holds, read as from the tenant: what a chain makes of all of them, whatever directions found them. */
function allEvents(incident: Incident): { truth: Truth; events: readonly Sighting[] } {
  const world = emptyWorld();
  const truth = incident.tell(world, now);
  const rows = world.events.map((event) => ({ ...event, timestamp: String(event.timestamp) }));
  const { value } = parseEventPage('list_runtime_events', { data: rows }, 1000);
  return { truth, events: value.events.map((event) => eventRow(page, event)) };
}

function chainFrom(id: string, events: readonly Sighting[]): Chain {
  const trigger = events.find((event) => event.value.id === id);
  return buildChain({ trigger, ofGroups: [], swept: events, special: () => undefined });
}

function joins({ steps, links }: Chain, cause: string, effect: string): boolean {
  const [from, to] = [cause, effect].map((id) => steps.find((step) => step.eventIds.includes(id))?.id);
  return from !== undefined && (from === to || links.some((link) => link.from === from && link.to === to));
}

describe.each(incidents)('the chain of $name', (incident) => {
  const { truth, events } = allEvents(incident);
  const rule = (id: string) => `${id.slice(0, 6)} ${events.find((event) => event.value.id === id)?.value.rule ?? ''}`;

  it('[I-05] has every step and no other event, from whichever step it is looked at', () => {
    for (const id of truth.steps) {
      const found = chainFrom(id, events).members.map(({ event }) => event.value.id);
      expect(found.map(rule)).toEqual(truth.steps.map(rule));
    }
  });

  it('[K-03] joins causes to their effects directly', () => {
    for (const id of truth.steps) {
      const chain = chainFrom(id, events);
      const missing = truth.links.filter(([cause, effect]) => !joins(chain, cause, effect));
      expect(missing.map((link) => link.map(rule))).toEqual([]);
    }
  });

  it('[K-03] lies in its trust boundaries', () => {
    const kinds = chainFrom(truth.steps[0] ?? '', events).boundaries.map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual([...truth.boundaries].sort());
  });

  it('[K-03] is the same in whatever order the events come', () => {
    const [id = ''] = truth.steps;
    const expected = JSON.stringify(chainFrom(id, events));
    fc.assert(
      fc.property(fc.shuffledSubarray([...events], { minLength: events.length }), (shuffled) => {
        expect(JSON.stringify(chainFrom(id, shuffled))).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the drawing of a long chain', () => {
  const place = (n: number) => ({ container: `${n}`.padStart(12, 'a'), cluster: 'prod-eu-1', namespace: `ns-${n}` });
  const address = '203.0.113.9';
  const member = fc.record({ place: fc.nat(60), rule: fc.nat(30), pid: fc.integer({ min: 2, max: 400 }) });

  it('[K-03] has at most twenty-five steps, the trigger among them, and links between these alone', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 40, maxLength: 90 }), fc.nat(89), (members, picked) => {
        const rows = members.map(({ place: n, rule, pid }, index) =>
          eventRow(
            page,
            event({
              id: `${index}`.padStart(32, '0'),
              ago: 120 - index,
              rule: `Rule ${rule}`,
              scope: place(n),
              fields: { ...proc('sh', `sh -c ${rule}`, 'bash', pid, pid + 1), 'fd.rip': address },
            }),
          ),
        );
        const trigger = rows[picked % rows.length];
        const { steps, links, members: chain, dropped } = buildChain({ trigger, ofGroups: rows, swept: [], special: () => undefined });
        const ids = new Set(steps.map((step) => step.id));
        expect(steps.length).toBeLessThanOrEqual(25);
        expect(steps.some((step) => step.eventIds.includes(trigger?.value.id ?? ''))).toBe(true);
        expect(links.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
        expect(steps.reduce((sum, step) => sum + step.times, 0) === chain.length || dropped > 0).toBe(true);
      }),
    );
  });
});
