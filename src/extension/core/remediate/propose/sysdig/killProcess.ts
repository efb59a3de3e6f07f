import { code, phrase } from '../../../model/phrase.ts';
import type { Consequence } from '../../../model/remediation.ts';
import type { ProcessNode } from '../../../model/threat.ts';
import { counted, listed, verb } from '../../probe/line.ts';
import { knownBreak, unknownBreak } from '../draft.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { processTargets } from '../targets/containers.ts';
import { everyNode } from '../targets/machine.ts';
import type { Target } from '../targets/target.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Ends one process. Ids are given anew, so the beginning of the process goes with it (contract, trap 29). */
export const killProcess = sysdigMaker({
  ...{ type: 'KILL_PROCESS', verb: 'Kill process', stage: 'destruction', effect: 'endProcess', removes: true },
  targets: processTargets,
  consequences: (input, target) => ({
    does: phrase`Ends ${target.on}`,
    expected: phrase`The process is gone, with its memory and connections`,
    breaks: familyBreaks(input, target),
    watch: phrase`The same program under another process id`,
  }),
  needs: (_input, { values }) =>
    values['startTime'] === undefined
      ? []
      : [{ what: phrase`The process id still belongs to the process that began then`, met: 'unknown' }],
  otherwise: { kind: 'never', recovery: phrase`Start the program again, if it was a wanted one` },
});

/** What of the process's family runs on, by the event itself and by the tree of the trigger. */
function familyBreaks({ threat }: ProposalInput, { values, told: [event] }: Target): readonly Consequence[] {
  const parent = event?.value.fields['proc.pname'];
  const above =
    event === undefined || parent === undefined
      ? []
      : [knownBreak(phrase`${code(parent)}, which started it, runs on and can start it anew`, [event.id])];
  const node = threat.tree?.value.roots.flatMap(everyNode).find(({ pid }) => String(pid) === values['process.id']);
  if (threat.tree === undefined || node === undefined) return [...above, unknownBreak('What it has started itself', 'the process tree')];
  return [...above, ...childBreaks(node.children, threat.tree.id)];
}

function childBreaks(children: readonly ProcessNode[], tree: Parameters<typeof knownBreak>[1][0]): readonly Consequence[] {
  if (children.length === 0) return [];
  const names = listed(children.map(({ name, exe }) => phrase`${code(name ?? exe ?? '')}`));
  const words = phrase`${counted(children.length, 'process', 'processes')} that it started (${names}) ${verb(children.length, 'runs', 'run')} on`;
  return [knownBreak(words, [tree])];
}
