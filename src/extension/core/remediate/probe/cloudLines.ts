import { code, phrase } from '../../model/phrase.ts';
import { combine, unknown } from './answered.ts';
import type { Account } from './askAccount.ts';
import { awsRoleLines, tellRoleSharing } from './cloudRoleLines.ts';
import { awsUserLines } from './cloudUserLines.ts';
import { type Line, lineOf, type Question, type Told } from './line.ts';
import type { ProbeTarget } from './probeTarget.ts';
import { cloudRoleOf, type PodReads } from './readPods.ts';
import { place } from './subject.ts';

const names = { aws: 'AWS', gcp: 'Google Cloud', azure: 'Azure' } as const;

const nodeRole: Question = {
  topic: 'cloudIdentity',
  about: 'nodeRole',
  asked: 'which role of AWS its pods have without their service account',
  probeWith: 'aws',
};

/** Which identity at a cloud the pods have, by their service account, and who else in the cluster has it. */
export function clusterCloudLines(
  { awsAccount }: ProbeTarget,
  { account, accounts }: Pick<PodReads, 'account' | 'accounts'>,
): readonly Line[] {
  const topic = { topic: 'cloudIdentity', probeWith: 'kubectl' } as const;
  const found = combine([account], (own): Told => {
    const marked = cloudRoleOf(own);
    if (marked === undefined) return { phrase: phrase`Its service account names no role of a cloud.`, value: { about: 'cloudRole' } };
    const told = phrase`Its service account stands for ${[names[marked.cloud]]} role ${code(marked.name)}.`;
    return { phrase: told, value: { about: 'cloudRole', role: marked } };
  });
  const line = lineOf({ ...topic, about: 'cloudRole', asked: 'which role of a cloud its pods have' }, found);
  if (account.kind === 'answered' && cloudRoleOf(account.value) === undefined) {
    // What AWS gives by the node, or ties to the service account on its own side, does not show in the cluster.
    const why = unknown('no call that may be run tells what AWS gives it by its node or by a pod identity');
    return awsAccount === undefined ? [line] : [line, lineOf(nodeRole, why)];
  }
  const sharing = combine([account, accounts], (own, all) => {
    const role = cloudRoleOf(own)?.name;
    const others = all.filter((one) => cloudRoleOf(one)?.name === role && keyOf(one) !== keyOf(own));
    return tellRoleSharing(others.map((one) => ({ kind: 'ServiceAccount', ...place(one), name: one.metadata.name })));
  });
  return [line, lineOf({ ...topic, about: 'roleSharing', asked: 'which other service accounts have this role' }, sharing)];
}

/** What AWS says of the identities that the threat names; nothing is asked where it names none. */
export async function namedIdentityLines({ role, user, accessKey }: ProbeTarget, aws: Account): Promise<readonly Line[]> {
  const given = { ...(user !== undefined && { user }), ...(accessKey !== undefined && { accessKey }) };
  const [ofRole, ofUser] = await Promise.all([
    role === undefined ? [] : awsRoleLines(role, aws),
    user === undefined && accessKey === undefined ? [] : awsUserLines(given, aws),
  ]);
  return [...ofRole, ...ofUser];
}

/** What AWS says of the role that the service account stands for, where the threat names no role itself. */
export async function markedRoleLines(
  { role }: ProbeTarget,
  { account }: Pick<PodReads, 'account'>,
  aws: Account,
): Promise<readonly Line[]> {
  const marked = account.kind === 'answered' ? cloudRoleOf(account.value) : undefined;
  return role === undefined && marked?.cloud === 'aws' ? awsRoleLines(marked.name, aws) : [];
}

function keyOf({ metadata }: { readonly metadata: { readonly namespace?: string | null | undefined; readonly name: string } }): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
