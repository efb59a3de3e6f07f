import { phrase } from '../../../model/phrase.ts';
import { patchObject } from '../../surfaces/kubectlWrites.ts';
import { knownBreak } from '../draft.ts';
import { onWorkload, workloadMaker } from './kubectlAction.ts';

/** Keeps a CronJob from running again. */
export const suspendCronJob = workloadMaker({
  ...{ stage: 'containment', effect: 'holdBack', name: 'kubectl patch', verb: 'Suspend CronJob', anyway: true },
  command: (scope, { kind, namespace, name }) =>
    kind === 'cronjobs.batch'
      ? patchObject(scope, { kind, namespace, name }, { type: 'merge', body: { spec: { suspend: true } } })
      : undefined,
  consequences: (_input, workload) => ({
    does: phrase`Suspends CronJob ${onWorkload(workload)}`,
    expected: phrase`It starts no new run; one that is under way runs on`,
    breaks:
      workload.cites === undefined
        ? []
        : [knownBreak(phrase`What ${onWorkload(workload)} does on its schedule is not done`, workload.cites)],
    watch: phrase`Runs that were missed may be started at once when it is resumed`,
  }),
  reversibility: () => ({ kind: 'inverse', how: phrase`Patch it back to what it was before` }),
});
