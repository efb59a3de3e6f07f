import { beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { Incident, Truth } from '../../fixtures/incidents/incident.ts';
import { incidents } from '../../fixtures/incidents/incidents.ts';
import { investigateIncident, type Score, score, triggersOf } from '../../fixtures/incidents/measure.ts';
import { words } from './read.ts';

type Measured = { readonly trigger: string; readonly found: Case; readonly truth: Truth; readonly measured: Score };

async function measure(incident: Incident): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const trigger of await triggersOf(incident)) {
    const { found, truth } = await investigateIncident(incident, trigger);
    measured.push({ trigger, found, truth, measured: score(found, truth, trigger) });
  }
  return measured;
}

describe.each(incidents)('the incident $name', (incident) => {
  let all: readonly Measured[] = [];
  beforeAll(async () => {
    all = await measure(incident);
  });

  /** Every trigger that falls short of a line, with what it misses. */
  const short = (holds: (one: Measured) => boolean) =>
    all.filter((one) => !holds(one)).map(({ trigger, measured }) => `${trigger}: ${measured.misses.join('; ')}`);

  it('[I-23] the chain has at least nine of ten events of the attack, whichever trigger it starts from', () => {
    expect(all).not.toEqual([]);
    expect(short(({ measured }) => measured.chainRecall >= 0.9)).toEqual([]);
  });

  it('[I-23] at least nine of ten events in the chain are events of the attack', () => {
    expect(short(({ measured }) => measured.chainPrecision >= 0.9)).toEqual([]);
  });

  it('[K-03] the chain joins causes with their effects', () => {
    expect(short(({ measured }) => measured.linkRecall >= 0.9)).toEqual([]);
  });

  it('[K-03] the chain lies in the trust boundaries that were crossed, each once', () => {
    expect(short(({ measured }) => measured.boundaries)).toEqual([]);
  });

  it('[I-05] [I-13] the groups of the incident are folded, all of them and no other', () => {
    expect(short(({ measured }) => measured.foldingRecall === 1 && measured.foldingPrecision === 1)).toEqual([]);
  });

  it('[I-06] the tactic is the right one', () => {
    expect(short(({ measured }) => measured.tactic)).toEqual([]);
  });

  it('[I-23] the way in is named, or said to be unknown', () => {
    const wrong = all.filter(({ measured }) => !measured.entry);
    expect(wrong.map(({ trigger, found }) => `${trigger}: ${found.rationale.map(({ phrase }) => words(phrase)).join(' ')}`)).toEqual([]);
  });

  it('[X-13] the reading that the evidence favours is the right one', () => {
    expect(short(({ measured }) => measured.explanation)).toEqual([]);
  });

  it('[X-13] the confidence is neither too great nor too small', () => {
    expect(short(({ measured }) => measured.confidence)).toEqual([]);
  });

  it('[I-24] [I-25] what correlates is shown with its score, what the gate refuses is not', () => {
    expect(short(({ measured }) => measured.correlation)).toEqual([]);
    const shown = all.flatMap(({ found: { correlation } }) => (correlation.status === 'done' ? [correlation.value.rows] : []));
    expect(shown.filter((rows) => rows.length > 3 || rows.some((row) => row.score < 4))).toEqual([]);
  });

  it('[I-28] what could not be looked at is told with its reason', () => {
    expect(short(({ measured }) => measured.gaps)).toEqual([]);
  });
});
