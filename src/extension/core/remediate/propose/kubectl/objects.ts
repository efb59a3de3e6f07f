import type { ObjectRef } from '../../../model/blastRadius.ts';
import type { Cites } from '../../../model/evidence.ts';
import { Failure } from '../../../model/failure.ts';
import type { Threat } from '../../../model/remediation.ts';
import { type WorkloadKind, workloadKinds } from '../../probe/readNamespace.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';

/** An object of the cluster under the word that kubectl is given. */
export type Known = { readonly kind: (typeof workloadKinds)[WorkloadKind]; readonly namespace: string; readonly name: string };

/** `cites` are absent where the probe did not read it: then it is only what the threat names. */
export type KnownWorkload = Known & { readonly ref: ObjectRef; readonly cites?: Cites };

/**
 * What would make the threat's pods anew, as the probe read it. An owner of a kind that is not read would undo what is done to the objects below it,
 * so there is none then.
 */
export function probedWorkload({ radius }: ProposalInput): KnownWorkload | undefined {
  const owners = lookUp(radius, 'owners');
  const ref = owners.kind === 'fact' ? owners.value.chain.at(-1) : undefined;
  if (owners.kind !== 'fact' || ref?.namespace === undefined || !isWorkloadKind(ref.kind)) return undefined;
  return { kind: workloadKinds[ref.kind], namespace: ref.namespace, name: ref.name, ref, cites: owners.cites };
}

/** The workload by the threat's own words, for a person to act on where kubectl may not. */
export function toldWorkload({ threat: { scope } }: { readonly threat: Pick<Threat, 'scope'> }): KnownWorkload | undefined {
  const { namespace, workload: name, workloadType } = scope;
  const kind = Object.keys(workloadKinds).find((one) => one.toLowerCase() === workloadType?.toLowerCase());
  if (namespace === undefined || name === undefined || kind === undefined || !isWorkloadKind(kind)) return undefined;
  return { kind: workloadKinds[kind], namespace, name, ref: { kind, namespace, name } };
}

/** The threat's pod, if the probe saw it running. */
export function probedPod({
  radius,
  threat: { scope },
}: ProposalInput): { readonly namespace: string; readonly name: string; readonly cites: Cites } | undefined {
  const pods = lookUp(radius, 'pods');
  const { namespace, pod: name } = scope;
  if (pods.kind !== 'fact' || namespace === undefined || name === undefined || !pods.value.names.includes(name)) return undefined;
  return { namespace, name, cites: pods.cites };
}

function isWorkloadKind(kind: string): kind is WorkloadKind {
  return Object.hasOwn(workloadKinds, kind);
}

/** What a builder makes; undefined where a name is of no form that may stand in a command. */
export function attempt<T>(build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    if (Failure.is(error, 'invalid')) return undefined;
    throw error;
  }
}
