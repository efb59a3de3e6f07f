import { statSync } from 'node:fs';
import { entrySize, packagedVsix } from '../../scripts/package.mjs';
import { buildToCluster } from '../fixtures/incidents/buildToCluster.ts';
import { measureActivation } from './activation.ts';
import { measureDrawing } from './drawing.ts';
import { measureIncidents } from './incidents.ts';
import { measureIncident, measureRendering, measureSample, type Timing } from './investigation.ts';
import { measureMemory } from './memory.ts';
import { measureChecklist } from './remediation.ts';
import { labelledRules, measureTactics } from './tactics.ts';

/** Figures, not verdicts: the budgets stand beside them, and the machine decides how fast a clock runs. */
function print(what: string, figure: string, budget: string): void {
  process.stdout.write(`${what.padEnd(44)} ${figure.padStart(28)}   budget ${budget}\n`);
}

print('entry chunk that activation loads', `${(entrySize() / 1000).toFixed(1)} kB`, '≤ 60 kB');
print('VSIX', `${(statSync(packagedVsix).size / 1e6).toFixed(2)} MB`, '≤ 2.5 MB');

function printTiming(what: string, { wall, sum, calls }: Timing): void {
  print(`${what}, 200 ms a call: round trips`, `${(wall / 200).toFixed(1)} for ${calls} calls`, '≤ 12');
  print('the same, against one call after another', `${(sum / wall).toFixed(1)} × faster`, '≥ 4 ×');
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

const sample = await measureSample();
printTiming('sample incident', sample);
printTiming('incident over four domains', await measureIncident(buildToCluster));
const checklist = await measureChecklist();
const inTrips = (ms: number) => (ms / 200).toFixed(1);
print(
  'checklist, 200 ms a call: round trips',
  `${inTrips(checklist.list)}, whole ${inTrips(checklist.whole)} for ${checklist.calls} calls`,
  '≤ 8',
);
print('case of 500 pieces of evidence, rendered', `${measureRendering(sample.finished, 500).toFixed(1)} ms`, '≤ 50 ms');
print('attack flow of 25 nodes, drawn', `${(await measureDrawing()).toFixed(0)} ms`, '≤ 1,500 ms');

const { grown, kept, calls } = await measureMemory();
print(
  'heap, 50,000 events in the tenant',
  `${(grown / 1e6).toFixed(0)} MB, ${(kept / 1e6).toFixed(0)} MB kept, ${calls} calls`,
  '< 150 MB',
);

const rules = labelledRules();
for (const from of ['name', 'name and description'] as const) {
  const budget = from === 'name' ? '≥ 60 %' : '≥ 75 %';
  if (rules === undefined) print(`tactic from the ${from}`, 'no rules beside the project', budget);
  else {
    const { right, precise, answered } = measureTactics(rules, from);
    print(`tactic from the ${from}`, `${percent(right)}, ${percent(precise)} of ${percent(answered)} answered`, budget);
  }
}

const columns = ['recall', 'precision', 'links', 'folding', 'tactic', 'entry', 'confidence'] as const;
process.stdout.write(`${'incident'.padEnd(24)}${columns.map((column) => column.padStart(11)).join('')}\n`);
for (const row of await measureIncidents()) {
  const counted = (right: number): string => `${right} of ${row.triggers}`;
  const cells = [percent(row.recall), percent(row.precision), percent(row.links), percent(row.folding)];
  const figures = [...cells, counted(row.tactic), counted(row.entry), counted(row.confidence)];
  process.stdout.write(`${row.name.padEnd(24)}${figures.map((figure) => figure.padStart(11)).join('')}\n`);
}

const { ours, idle } = await measureActivation();
print('activation against doing nothing', `${ours} ms / ${idle} ms = ${(ours / idle).toFixed(2)}`, '≤ 1.5');
