import { describe, expect, it } from 'vitest';
import type { Case, Step } from '../../../../src/extension/core/model/case.ts';
import { attackVersion, tacticOrder } from '../../../../src/extension/core/model/tactic.ts';
import { toNavigatorLayer } from '../../../../src/extension/core/report/export/navigator.ts';
import { tacticShortNames } from '../../../../src/extension/core/report/techniques.ts';
import { bareGroupCase } from '../../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { hostile } from '../hostile.ts';
import { infected } from './infected.ts';

type Technique = {
  readonly techniqueID: string;
  readonly tactic?: string;
  readonly score: number;
  readonly comment: string;
  readonly color: string;
};

const layerOf = (of: Case) => JSON.parse(toNavigatorLayer(of));
const techniquesOf = (of: Case): readonly Technique[] => layerOf(of).techniques;

/** Steps may tell techniques of their own. */
function withSteps(...steps: readonly (Partial<Step> & { readonly technique?: string })[]): Case {
  const [first] = storefrontCase.chain.steps;
  const all = steps.map((one, index) => ({ ...first!, role: 'step' as const, eventIds: [], ...one, id: `S${index + 1}` }));
  return {
    ...storefrontCase,
    chain: { ...storefrontCase.chain, steps: all, links: [] },
    tactic: { confidence: 0, cites: storefrontCase.tactic.cites },
  };
}

describe('ATT&CK Navigator layer', () => {
  it('[K-08] has the properties that format 4.5 requires', () => {
    const layer = layerOf(storefrontCase);
    expect(layer.versions).toEqual({ attack: attackVersion.slice(1), navigator: expect.stringMatching(/^(4\.9|[5-9])\.\d/), layer: '4.5' });
    expect(layer).toMatchObject({ name: expect.stringMatching(/./), domain: 'enterprise-attack' });
    expect(layer.gradient.maxValue).toBeGreaterThan(layer.gradient.minValue);
    expect(layer.gradient.colors.length).toBeGreaterThanOrEqual(2);
    for (const item of layer.legendItems)
      expect(item).toEqual({ label: expect.any(String), color: expect.stringMatching(/^#[0-9a-f]{6}$/) });
    for (const item of layer.metadata) expect(item).toEqual({ name: expect.any(String), value: expect.any(String) });
  });

  it('[K-08] names only techniques that the data names, with their tactic, time, step and evidence', () => {
    expect(techniquesOf(storefrontCase)).toEqual([
      expect.objectContaining({
        techniqueID: 'T1059.004',
        tactic: 'execution',
        score: 3,
        comment: 'S3, 2026-06-10T09:12:43.000Z: kdevtmpfsi runs from /dev/shm [E3]',
      }),
    ]);
    expect(layerOf(storefrontCase).description).toContain('names no technique for 5 of 6 steps');
    expect(techniquesOf(bareGroupCase)).toEqual([]);
  });

  it('[K-08] says what the technique was read from', () => {
    const read = { name: 'Technique read from', value: "the rule's tag" };
    expect(layerOf(storefrontCase).metadata).toContainEqual(read);
    const { origin: _none, ...tactic } = storefrontCase.tactic;
    expect(JSON.stringify(layerOf({ ...storefrontCase, tactic }).metadata)).not.toContain('read from');
  });

  it('[K-08] counts a technique once a tactic, as often as it was seen', () => {
    const layer = withSteps(
      { technique: 'T1496', tactic: 'impact', times: 4 },
      { technique: 'T1496', tactic: 'impact', times: 1, role: 'malicious' },
      { technique: 'T1078.004', tactic: 'persistence', times: 1 },
      { technique: 'T1078.004', tactic: 'initial_access', times: 1, role: 'entry' },
      { technique: 'not one', tactic: 'impact', times: 9 },
    );
    const found = techniquesOf(layer).map(({ techniqueID, tactic, score, color }) => [techniqueID, tactic, score, color]);
    expect(found).toEqual([
      ['T1078.004', 'persistence', 1, '#bf8803'],
      ['T1078.004', 'initial-access', 1, '#1a85ff'],
      ['T1496', 'impact', 5, '#e51400'],
    ]);
    expect(layerOf(layer).gradient.maxValue).toBe(5);
  });

  it('[I-06] leaves the tactic open where ATT&CK v19 has no defence evasion, and spells all others as MITRE does', () => {
    const [technique] = techniquesOf(withSteps({ technique: 'T1070.004', tactic: 'defense_evasion' }));
    expect(technique).not.toHaveProperty('tactic');
    expect(tacticOrder.filter((one) => tacticShortNames[one] === undefined)).toEqual(['defense_evasion']);
    for (const name of Object.values(tacticShortNames)) if (name !== undefined) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('[K-08] keeps a technique that the trigger names but no step shows', () => {
    const of = { ...bareGroupCase, tactic: { ...bareGroupCase.tactic, tactic: 'impact', technique: 'T1496' } } as Case;
    expect(techniquesOf(of)).toMatchObject([{ techniqueID: 'T1496', tactic: 'impact', score: 1 }]);
  });

  it('[K-07] [K-08] is the same every time and carries no control character', () => {
    expect(toNavigatorLayer(structuredClone(storefrontCase))).toBe(toNavigatorLayer(storefrontCase));
    for (const value of hostile)
      expect(toNavigatorLayer(infected(storefrontCase, value)), value.slice(0, 60)).not.toMatch(/\\u00[01]|\\ud[89a-f]/i);
  });
});
