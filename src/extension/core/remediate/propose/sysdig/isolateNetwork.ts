import { phrase } from '../../../model/phrase.ts';
import { policyBreaks } from '../breaks/disruption.ts';
import { podsReached } from '../breaks/pods.ts';
import { servingBreaks } from '../breaks/serving.ts';
import { workloadTargets } from '../targets/workloads.ts';
import { breaksOf } from './breaksOf.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Cuts a workload off with a NetworkPolicy. */
export const isolateNetwork = sysdigMaker({
  ...{ type: 'ISOLATE_NETWORK', verb: 'Isolate network', stage: 'containment', effect: 'cutNetwork' },
  targets: workloadTargets,
  consequences: (input, target) => ({
    does: phrase`Makes a NetworkPolicy that denies every pod of ${target.on} what comes in and goes out`,
    expected: phrase`New connections of its pods fail, to the attacker and to everybody else`,
    breaks: breaksOf(input, target, podsReached, (one) => servingBreaks(one, 'all'), policyBreaks),
    watch: phrase`Connections that stand already, and the metadata service of the node, are not necessarily cut: look for traffic that goes on`,
  }),
  otherwise: { kind: 'never', recovery: phrase`Delete the NetworkPolicy that the outputs of the execution name` },
});
