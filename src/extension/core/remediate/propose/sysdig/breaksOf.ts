import { phrase } from '../../../model/phrase.ts';
import type { Consequence } from '../../../model/remediation.ts';
import type { ProposalInput } from '../proposalInput.ts';
import type { Target } from '../targets/target.ts';
import { isProbed } from '../targets/workloads.ts';

type Told = (input: ProposalInput) => readonly Consequence[];

/** What the probe tells of a target in a cluster, and that it tells nothing where it looked at another workload. */
export function breaksOf(input: ProposalInput, target: Target, ...told: readonly Told[]): readonly Consequence[] {
  if (!isProbed(input, target)) {
    return [{ kind: 'unknown', phrase: phrase`What hangs on it: unknown, only the workload that the threat is on was probed` }];
  }
  if (target.values['kubernetes.namespace.name'] !== undefined) return told.flatMap((one) => one(input));
  // A container that no event places in a cluster may be anybody's.
  if (target.values['container.id'] === undefined) return [];
  return [{ kind: 'unknown', phrase: phrase`What hangs on the container: unknown, the event names no pod for it` }];
}
