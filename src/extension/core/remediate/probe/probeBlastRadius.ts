import { type BlastRadius, blastTopics } from '../../model/blastRadius.ts';
import type { Evidence, EvidenceId } from '../../model/evidence.ts';
import { type Unknown, unknown } from './answered.ts';
import { accountOf } from './askAccount.ts';
import { inventoryOf } from './askInventory.ts';
import { clusterCloudLines, markedRoleLines, namedIdentityLines } from './cloudLines.ts';
import { disruptionLines } from './disruptionLines.ts';
import { inboundLines } from './inboundLines.ts';
import { inventoryLines } from './inventoryLines.ts';
import type { Line } from './line.ts';
import { networkPolicyLine } from './networkPolicyLines.ts';
import type { ProbeDoors, ProbeTarget } from './probeTarget.ts';
import { type NamespaceReads, readNamespace, unreadNamespace } from './readNamespace.ts';
import { type PodReads, readPods, unreadPods } from './readPods.ts';
import { revisionLines } from './revisionLines.ts';
import { rightsLines } from './rightsLines.ts';
import { findSubject } from './subject.ts';
import { workloadLines } from './workloadLines.ts';

/**
 * What a step against the threat's target would touch. Reads only; whatever can not be read is a gap. Inventory, cluster and the
 * identities that the threat names are asked at once, the cluster in three rounds; the role that the cluster names comes after, in two.
 * Rejects only where `signal` fires.
 */
export async function probeBlastRadius(target: ProbeTarget, doors: ProbeDoors, signal: AbortSignal): Promise<BlastRadius> {
  const [inventory, others] = await Promise.all([
    inventoryLines(target, inventoryOf(doors.sysql, signal)),
    clusterAndCloudLines(target, doors, signal),
  ]);
  return inOrder([...inventory, ...others]);
}

async function clusterAndCloudLines(target: ProbeTarget, doors: ProbeDoors, signal: AbortSignal): Promise<readonly Line[]> {
  const { aws, clock } = doors;
  const account = accountOf(
    aws && { place: aws.place, account: aws.account, asking: { commands: aws.commands, clock, signal } },
    unknown('AWS was not asked'),
  );
  // A threat on a host or an account alone has no Kubernetes side: nothing of it is missing.
  if (target.namespace === undefined) return namedIdentityLines(target, account);
  const [{ subject, namespace, pods }, identities] = await Promise.all([
    readCluster(target.namespace, target, { doors, signal }),
    namedIdentityLines(target, account),
  ]);
  return [
    ...workloadLines(target, { subject, namespace, pods }),
    ...revisionLines(subject, namespace),
    ...inboundLines(subject, namespace, pods),
    networkPolicyLine('inbound', subject, namespace, pods),
    networkPolicyLine('outbound', subject, namespace, pods),
    ...clusterCloudLines(target, pods),
    ...(await markedRoleLines(target, pods, account)),
    ...identities,
    ...disruptionLines(subject, namespace, pods),
    ...rightsLines(subject, namespace, pods),
  ];
}

type ClusterReads = { readonly subject: ReturnType<typeof findSubject>; readonly namespace: NamespaceReads; readonly pods: PodReads };

async function readCluster(
  name: string,
  target: ProbeTarget,
  { doors: { kubectl, clock }, signal }: { readonly doors: ProbeDoors; readonly signal: AbortSignal },
): Promise<ClusterReads> {
  if (kubectl === undefined) return unreadCluster(unknown('kubectl was not asked'));
  const asking = { commands: kubectl.commands, context: kubectl.context, clock, signal };
  const namespace = await readNamespace(name, target, asking);
  const subject = findSubject(target, namespace);
  return { subject, namespace, pods: await readPods(subject, namespace, asking) };
}

function unreadCluster(why: Unknown): ClusterReads {
  return { subject: why, namespace: unreadNamespace(why), pods: unreadPods(why) };
}

/** Lines by topic, in each topic as they were told; evidence by the first line that rests on it. */
function inOrder(lines: readonly Line[]): BlastRadius {
  const sorted = blastTopics.flatMap((topic) => lines.filter(({ line }) => line.topic === topic));
  const evidence = new Map<EvidenceId, Evidence>();
  for (const one of sorted.flatMap((line) => line.evidence)) if (!evidence.has(one.id)) evidence.set(one.id, one);
  return { lines: sorted.map(({ line }) => line), evidence: [...evidence.values()] };
}
