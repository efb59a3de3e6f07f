import { incidents } from '../fixtures/incidents/incidents.ts';
import { investigateIncident, type Score, score, triggersOf } from '../fixtures/incidents/measure.ts';

/** An incident over all its triggers: means of shares, and how many of the triggers have the rest right. */
export type IncidentRow = {
  readonly name: string;
  readonly triggers: number;
  readonly recall: number;
  readonly precision: number;
  readonly links: number;
  readonly folding: number;
  readonly tactic: number;
  readonly entry: number;
  readonly confidence: number;
};

export async function measureIncidents(): Promise<readonly IncidentRow[]> {
  const rows: IncidentRow[] = [];
  for (const incident of incidents) {
    const scores: Score[] = [];
    for (const trigger of await triggersOf(incident)) {
      const { found, truth } = await investigateIncident(incident, trigger);
      scores.push(score(found, truth, trigger));
    }
    rows.push(rowOf(incident.name, scores));
  }
  return rows;
}

function rowOf(name: string, scores: readonly Score[]): IncidentRow {
  const mean = (of: (one: Score) => number): number => scores.reduce((sum, one) => sum + of(one), 0) / scores.length;
  const right = (of: (one: Score) => boolean): number => scores.filter(of).length;
  return {
    name,
    triggers: scores.length,
    recall: mean(({ chainRecall }) => chainRecall),
    precision: mean(({ chainPrecision }) => chainPrecision),
    links: mean(({ linkRecall }) => linkRecall),
    folding: mean(({ foldingRecall, foldingPrecision }) => Math.min(foldingRecall, foldingPrecision)),
    tactic: right(({ tactic }) => tactic),
    entry: right(({ entry }) => entry),
    confidence: right(({ confidence }) => confidence),
  };
}
