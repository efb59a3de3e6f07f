import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import { sourceKey } from '../../../src/extension/core/model/evidence.ts';
import { Failure } from '../../../src/extension/core/model/failure.ts';
import type { ReadTools } from '../../../src/extension/core/tools/readTools.ts';
import { inTurns } from '../../fakes/heldTools.ts';
import { incidents } from '../../fixtures/incidents/incidents.ts';
import { type Opened, openIncident, openWorld } from '../../fixtures/incidents/measure.ts';
import { citing, unsupported } from './read.ts';
import { tenants } from './tenants.ts';

/** Fails with the places that differ, since two cases side by side are megabytes. */
function expectSame(found: Case, expected: string | undefined): void {
  const said = JSON.stringify(found);
  if (said === expected) return;
  expect(differences(JSON.parse(said), JSON.parse(expected ?? 'null'), 'case')).toEqual([]);
  expect(said).toBe(expected);
}

function differences(one: unknown, other: unknown, path: string): readonly string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object')
    return [`${path}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`];
  const [a, b] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) => differences(a.get(key), b.get(key), `${path}.${key}`)).slice(0, 12);
}

/** Everything of a case that must hold for whatever a tenant answers; what does not is listed. */
function faults(found: Case, recorded: ReadonlySet<string>): readonly string[] {
  const exhibits = new Map(found.evidence.map((exhibit) => [String(exhibit.id), exhibit]));
  const citations = citing(found);
  return [
    ...citations.flatMap(({ cites }) => (cites.length === 0 ? ['a claim cites nothing'] : [])),
    ...citations.flatMap(({ cites }) => cites.filter((id) => !exhibits.has(id)).map((id) => `${id} is no exhibit`)),
    ...citations.flatMap(({ phrase, cites }) =>
      phrase === undefined
        ? []
        : unsupported(
            phrase,
            cites.flatMap((id) => exhibits.get(id) ?? []),
          ).map((one) => `${one} is not in ${cites.join(', ')}`),
    ),
    ...found.evidence.flatMap(({ id, source }) => {
      const { row: _row, ...call } = source.kind === 'mcp' ? source : { ...source, row: undefined };
      return recorded.has(sourceKey(call as typeof source)) ? [] : [`${id} is of no call: ${sourceKey(source)}`];
    }),
    ...found.coverage.filter(({ reason }) => reason === 'internal error').map(({ name }) => `${name} failed by a fault of our own`),
  ];
}

/** Remembers the key of each call that was made, answered or refused. */
function recording(tools: ReadTools): { readonly tools: ReadTools; readonly calls: Set<string> } {
  const calls = new Set<string>();
  return {
    calls,
    tools: {
      offers: (tool) => tools.offers(tool),
      async read(tool, args, signal) {
        calls.add(sourceKey({ kind: 'mcp', tool, args }));
        const answer = await tools.read(tool, args, signal);
        calls.add(answer.id);
        return answer;
      },
    },
  };
}

/** Lists in an answer in another order than the tenant's; the raw text is what it was. */
function shuffling(tools: ReadTools, turns: readonly number[]): ReadTools {
  let next = 0;
  const shuffled = <T>(list: readonly T[]): readonly T[] =>
    list
      .map((one) => {
        next += 1;
        return [turns[next % turns.length] ?? 0, one] as const;
      })
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one);
  const rows = (value: unknown): unknown => {
    if (Array.isArray(value)) return shuffled(value);
    if (value === null || typeof value !== 'object') return value;
    const lists = ['events', 'groups', 'rows', 'entries', 'findings'];
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, lists.includes(key) && Array.isArray(one) ? shuffled(one) : one]),
    );
  };
  return {
    offers: (tool) => tools.offers(tool),
    async read(tool, args, signal) {
      const answer = await tools.read(tool, args, signal);
      return { ...answer, value: rows(answer.value) as typeof answer.value };
    },
  };
}

const order = fc.array(fc.nat(1000), { minLength: 3, maxLength: 40 });

/** One answer at a time, in an order that the numbers choose. */
function picking(numbers: readonly number[]): (held: number) => readonly number[] {
  let at = 0;
  return (held) => {
    at += 1;
    return [(numbers[at % numbers.length] ?? 0) % held];
  };
}

describe.each(incidents)('the incident $name', (incident) => {
  let opened: Opened;
  const told = new Map<string, { readonly found: Case; readonly calls: ReadonlySet<string> }>();

  beforeAll(async () => {
    opened = await openIncident(incident);
    for (const trigger of opened.truth.triggers) {
      const { tools, calls } = recording(opened.context.tools);
      told.set(trigger, { found: await investigate(trigger, { ...opened.context, tools }), calls });
    }
  });
  afterAll(() => opened.close());

  /** A few ways to answer, each from a trigger of its own choice. */
  const givesTheSame = (look: (trigger: string, numbers: readonly number[], context: Opened['context']) => Promise<Case>) =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...opened.truth.triggers), order, async (trigger, numbers) => {
        expectSame(await look(trigger, numbers, opened.context), JSON.stringify(told.get(trigger)?.found));
      }),
      { numRuns: 4 },
    );

  it('gives the byte-identical case in whatever order the answers arrive', () =>
    givesTheSame(async (trigger, numbers, context) => {
      const run = (tools: ReadTools) => investigate(trigger, { ...context, tools });
      return (await inTurns(context.tools, run, picking(numbers))).result;
    }));

  it('gives the byte-identical case in whatever order a list has its rows', () =>
    givesTheSame((trigger, numbers, context) => investigate(trigger, { ...context, tools: shuffling(context.tools, numbers) })));

  it('[I-26] [I-27] says no identifier that its citation does not hold, and cites nothing that no call answered', () => {
    expect(told.size).toBeGreaterThan(0);
    for (const { found, calls } of told.values()) expect(faults(found, calls)).toEqual([]);
  });
});

it('[I-27] any well-formed tenant gives a case, whatever its events lack or hold, and the same one in any order', async () => {
  await fc.assert(
    fc.asyncProperty(tenants, order, async ({ world, triggers }, numbers) => {
      const { context, close } = await openWorld(world);
      try {
        for (const trigger of triggers) {
          const { tools, calls } = recording(context.tools);
          const found = await investigate(trigger, { ...context, tools }).catch(known);
          if (found === undefined) continue;
          expect(faults(found, calls)).toEqual([]);
          const run = (held: ReadTools) => investigate(trigger, { ...context, tools: held });
          const again = await inTurns(context.tools, run, picking(numbers));
          expectSame(again.result, JSON.stringify(found));
        }
      } finally {
        await close();
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);

/** An event that could not be read is no trigger; that is said as a failure, never as a fault. */
function known(error: unknown): undefined {
  if (error instanceof Failure) return undefined;
  throw error;
}
