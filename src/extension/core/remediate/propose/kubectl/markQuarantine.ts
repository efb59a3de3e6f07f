import { code, phrase } from '../../../model/phrase.ts';
import type { Reversibility } from '../../../model/remediation.ts';
import { annotateObject, labelObject } from '../../surfaces/kubectlWrites.ts';
import type { Maker } from '../draft.ts';
import { inWorkload, onWorkload, runOrRead, workloadMaker } from './kubectlAction.ts';
import { attempt, probedPod } from './objects.ts';

/** The same key on pods and workloads, so that one selector finds all that a case has marked. */
export const quarantineKey = 'runtime-threats/quarantine';

const taken: Reversibility = {
  kind: 'inverse',
  how: phrase`The same command with what ${code(quarantineKey)} was before, or without it`,
};

/** Marks the threat's pod for whoever looks at it, and for policies that select by the label. */
export const labelPod: Maker = (input, seen) => {
  const told = inWorkload(input, seen);
  const pod = probedPod(input);
  const { kubectl } = input.reach;
  if (!kubectl.usable || pod === undefined || told.length === 0) return [];
  const { namespace, name } = pod;
  const command = attempt(() => labelObject(kubectl.scope, { kind: 'pods', namespace, name }, { [quarantineKey]: input.threat.eventId }));
  if (command === undefined) return [];
  return [
    {
      ...{ stage: 'containment', effect: 'mark', name: 'kubectl label', verb: 'Label for quarantine', surface: 'kubectl' },
      on: phrase`pod ${onWorkload(pod)}`,
      ...runOrRead(command, true),
      does: phrase`Puts label ${code(quarantineKey)} with the id of the event on pod ${code(name)}`,
      expected: phrase`Whoever looks at the pod sees that it is kept for a case; nothing restarts`,
      breaks: [],
      watch: phrase`A NetworkPolicy that selects by this label holds for the pod from then on`,
      ...{ reversibility: taken, needs: [], storage: false, removes: false, unresolved: [], told },
    },
  ];
};

/** Marks the workload itself; its pods are left as they are. */
export const annotateWorkload = workloadMaker({
  ...{ stage: 'containment', effect: 'mark', name: 'kubectl annotate', verb: 'Annotate for quarantine' },
  command: (scope, { kind, namespace, name }, { threat }) =>
    annotateObject(scope, { kind, namespace, name }, { [quarantineKey]: threat.eventId }),
  consequences: (_input, workload) => ({
    does: phrase`Puts annotation ${code(quarantineKey)} with the id of the event on ${onWorkload(workload)}`,
    expected: phrase`Whoever deploys or looks at it sees that a case is open; nothing restarts`,
    breaks: [],
    watch: phrase`A deployment tool that owns every annotation takes it away with its next run`,
  }),
  reversibility: () => taken,
});
