import { statSync } from 'node:fs';
import { entrySize, packagedVsix } from '../../scripts/package.mjs';
import { measureActivation } from './activation.ts';
import { measureInvestigation, measureRendering } from './investigation.ts';

/** Figures, not verdicts: the budgets stand beside them, and the machine decides how fast a clock runs. */
function print(what: string, figure: string, budget: string): void {
  process.stdout.write(`${what.padEnd(44)} ${figure.padStart(28)}   budget ${budget}\n`);
}

print('entry chunk that activation loads', `${(entrySize() / 1000).toFixed(1)} kB`, '≤ 60 kB');
print('VSIX', `${(statSync(packagedVsix).size / 1e6).toFixed(2)} MB`, '≤ 2.5 MB');

const { finished, wall, sum, calls } = await measureInvestigation();
print('investigation, 200 ms a call: round trips', `${(wall / 200).toFixed(1)} for ${calls} calls`, '≤ 12');
print('the same, against one call after another', `${(sum / wall).toFixed(1)} × faster`, '≥ 4 ×');
print('case of 500 pieces of evidence, rendered', `${measureRendering(finished, 500).toFixed(1)} ms`, '≤ 50 ms');

const { ours, idle } = await measureActivation();
print('activation against doing nothing', `${ours} ms / ${idle} ms = ${(ours / idle).toFixed(2)}`, '≤ 1.5');
