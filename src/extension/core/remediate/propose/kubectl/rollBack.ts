import { code, count, join, phrase } from '../../../model/phrase.ts';
import type { Consequence } from '../../../model/remediation.ts';
import { rolloutUndo } from '../../surfaces/kubectlWrites.ts';
import { podBreaks, podsReached } from '../breaks/pods.ts';
import { servingBreaks } from '../breaks/serving.ts';
import { knownBreak } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { onWorkload, workloadMaker } from './kubectlAction.ts';

/** Back to the revision before, where what runs now came with the newest one: only for an image that is another than the one before. */
export const rollBack = workloadMaker({
  ...{ stage: 'destruction', effect: 'replacePods', name: 'kubectl rollout undo', verb: 'Roll back', removes: true },
  command: (scope, { kind, namespace, name }, input) => {
    const before = earlierImage(input);
    return kind !== 'deployments.apps' || before === undefined ? undefined : rolloutUndo(scope, { kind, namespace, name }, before.revision);
  },
  consequences: (input, workload) => ({
    does: phrase`Replaces every pod of ${onWorkload(workload)} by one of revision ${count(earlierImage(input)?.revision ?? '')}`,
    expected: phrase`Its pods run ${join((earlierImage(input)?.images ?? []).map(code), ', ')} again`,
    breaks: [missingAgain, podsReached, (one: ProposalInput) => servingBreaks(one, 'each'), podBreaks].flatMap((told) => told(input)),
    watch: phrase`If the way in was open in that revision too, it is open again; a deployment tool may roll forward by itself`,
  }),
  reversibility: () => ({ kind: 'inverse', how: phrase`Roll forward to the revision that runs now; what was in the pods is lost` }),
});

/** The newest revision before the present one, if its images are others. */
function earlierImage({ radius }: ProposalInput): { readonly revision: number; readonly images: readonly string[] } | undefined {
  const known = lookUp(radius, 'revisions');
  if (known.kind !== 'fact') return undefined;
  const [before, now] = known.value.revisions.slice(-2);
  return before === undefined || now === undefined || before.images.join() === now.images.join() ? undefined : before;
}

function missingAgain({ radius }: ProposalInput): readonly Consequence[] {
  const known = lookUp(radius, 'revisions');
  if (known.kind !== 'fact') return known.consequences;
  const now = known.value.revisions.at(-1);
  return now === undefined
    ? []
    : [
        knownBreak(
          phrase`What came with revision ${count(now.revision)} (${join(now.images.map(code), ', ')}) is missing again`,
          known.cites,
        ),
      ];
}
