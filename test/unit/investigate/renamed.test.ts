import { beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../../src/extension/core/model/case.ts';
import { emptyWorld, type World } from '../../../src/extension/sample/world.ts';
import type { Incident, Truth } from '../../fixtures/incidents/incident.ts';
import { incidents } from '../../fixtures/incidents/incidents.ts';
import { investigateIncident, now, score } from '../../fixtures/incidents/measure.ts';
import { rename } from '../../fixtures/incidents/rename.ts';
import { outputHeads } from '../../fixtures/incidents/renaming/outputs.ts';
import { rules, wordings } from '../../fixtures/incidents/renaming/rules.ts';
import { identifiersOf, leftIn, rulesOf, unchangedIn } from './identifiers.ts';

type Told = { readonly world: World; readonly truth: Truth };

function tell(incident: Incident): Told {
  const world = emptyWorld();
  return { truth: incident.tell(world, now), world };
}

describe('other wordings', () => {
  const used = new Set(incidents.flatMap((incident) => rulesOf(tell(incident).world)));

  it('there is another one for each rule, policy and control, and no two share it', () => {
    const known = { ...rules, ...wordings };
    expect([...used].filter((rule) => known[rule] === undefined)).toEqual([]);
    for (const table of [rules, wordings, outputHeads]) {
      expect(Object.entries(table).filter(([one, other]) => one === other)).toEqual([]);
      expect(Object.values(table)).toEqual([...new Set(Object.values(table))]);
    }
  });
});

describe.each(incidents)('the incident $name under other names', (incident) => {
  const original = tell(incident);
  const renamed = rename(original.world, original.truth);
  const byTrigger: { trigger: string; first: Case; second: Case; other: Truth }[] = [];
  const idOf = new Map([
    ...pairs(original.world.events, renamed.world.events),
    ...pairs(original.world.groups, renamed.world.groups),
    ...pairs(original.world.threats, renamed.world.threats),
  ]);

  beforeAll(async () => {
    for (const [at, trigger] of original.truth.triggers.entries()) {
      const { found: first } = await investigateIncident(incident, trigger);
      const { found: second, truth: other } = await investigateIncident(incident, renamed.truth.triggers[at] ?? '', rename);
      byTrigger.push({ trigger, first, second, other });
    }
  });

  it('has none of its identifiers left', () => {
    const identifiers = identifiersOf(original.world);
    expect(identifiers.size).toBeGreaterThan(20);
    expect(leftIn(renamed, identifiers)).toEqual([]);
    expect(unchangedIn(original.world, renamed.world)).toEqual([]);
  });

  it('tells names that were apart apart', () => {
    const inOrder = identifiersOf(original.world);
    const after = identifiersOf(renamed.world);
    expect(after.size).toBe(inOrder.size);
    expect(new Set(idOf.values()).size).toBe(idOf.size);
  });

  it('[I-23] [K-03] has the same chain, links and boundaries from every trigger', () => {
    const chain = ({ chain: { steps, links, boundaries } }: Case, id: (one: string) => string) => {
      const events = new Map(steps.map((step) => [step.id, step.eventIds.map(id).sort().join(' ')]));
      return {
        steps: [...events.values()].sort(),
        links: links.map(({ from, to, inferred }) => `${events.get(from)} → ${events.get(to)}${inferred ? ' inferred' : ''}`).sort(),
        boundaries: boundaries.map(({ kind }) => kind).sort(),
      };
    };
    for (const { first, second } of byTrigger)
      expect(chain(second, (one) => one)).toEqual(chain(first, (one) => idOf.get(one) ?? `no event ${one}`));
  });

  it('[I-06] has the same tactic from every trigger', () => {
    const tactics = byTrigger.map(({ trigger, first, second }) => [trigger, first.tactic.tactic, second.tactic.tactic]);
    expect(tactics.filter(([, first, second]) => first !== second)).toEqual([]);
  });

  it('[I-05] folds and refuses the same groups from every trigger', () => {
    const groups = ({ incident: of }: Case, id: (one: string) => string) =>
      of.status === 'done'
        ? [of.value.groups.map((one) => id(one.id)).sort(), of.value.refused.map((one) => id(one.id)).sort()]
        : [of.status, of.reason];
    for (const { first, second } of byTrigger)
      expect(groups(second, (one) => one)).toEqual(groups(first, (one) => idOf.get(one) ?? `no group ${one}`));
  });

  it('[X-13] has the same confidence and the same favoured reading from every trigger', () => {
    const reading = ({ confidence, explanations }: Case) => [
      confidence.score,
      ...explanations.map(({ kind, standing }) => `${kind} ${standing}`),
    ];
    const readings = byTrigger.map(({ trigger, first, second }) => ({ trigger, first: reading(first), second: reading(second) }));
    for (const { first, second } of readings) expect(second).toEqual(first);
  });

  it('has the same scores from every trigger', () => {
    const figures = (found: Case, truth: Truth, trigger: string) => ({ ...score(found, truth, trigger), misses: [] });
    for (const [at, { trigger, first, second, other }] of byTrigger.entries())
      expect(figures(second, other, other.triggers[at] ?? '')).toEqual(figures(first, original.truth, trigger));
  });
});

function pairs(
  before: readonly { readonly id: string }[],
  after: readonly { readonly id: string }[],
): readonly (readonly [string, string])[] {
  return before.map(({ id }, at) => [id, after[at]?.id ?? ''] as const);
}
