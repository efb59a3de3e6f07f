import { awsIdentityOf } from '../../../facts/awsIdentity.ts';
import type { BlastRadius } from '../../../model/blastRadius.ts';
import type { Cites, EvidenceId } from '../../../model/evidence.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { Consequence } from '../../../model/remediation.ts';
import { counted, instant, listed, verb } from '../../probe/line.ts';
import { knownBreak, unknownBreak } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { listedRefs } from './rights.ts';

/** Who loses a role's rights with it: machines, other service accounts, and whatever its policies were for. `role` is its name. */
export function roleBreaks({ radius, threat }: ProposalInput, role: string): readonly Consequence[] {
  const [policies, instances] = [lookUp(radius, 'rolePolicies'), lookUp(radius, 'roleInstances')];
  const cites = [policies, instances].flatMap((one) => (one.kind === 'fact' ? one.cites : []));
  // The probe looks at one role: what it found says nothing of another one.
  if (cites.length > 0 && !cites.some((id) => asksAbout(radius, id, role))) return [unknownBreak('Who else uses the role', 'aws')];
  return [
    ...(policies.kind === 'unknown' ? policies.consequences : [lostPolicies(policies.value, policies.cites, role)]),
    ...(instances.kind === 'unknown' ? instances.consequences : [lostMachines(instances.value.profiles, instances.cites, role)]),
    ...(threat.scope.namespace === undefined ? [] : sharingBreaks(radius, role)),
  ];
}

function asksAbout({ evidence }: BlastRadius, id: EvidenceId, role: string): boolean {
  const source = evidence.find((one) => one.id === id)?.source;
  return source?.kind === 'command' && source.line.split(/\s+/).includes(role);
}

/** Service accounts that stand for the role of the workload; where it has another role, they are not concerned. */
function sharingBreaks(radius: BlastRadius, role: string): readonly Consequence[] {
  const [own, sharing] = [lookUp(radius, 'cloudRole'), lookUp(radius, 'roleSharing')];
  if (own.kind === 'unknown') return own.consequences;
  if (own.value.role === undefined || roleNameOf(own.value.role.name) !== role) return [];
  if (sharing.kind === 'unknown') return sharing.consequences;
  const { accounts } = sharing.value;
  if (accounts.length === 0) return [];
  const words = phrase`${counted(accounts.length, 'other service account')} (${listedRefs(accounts)}) ${verb(accounts.length, 'loses', 'lose')} role ${code(role)} too`;
  return [knownBreak(words, sharing.cites)];
}

function lostMachines(profiles: readonly string[], cites: Cites, role: string): Consequence {
  if (profiles.length === 0) return knownBreak(phrase`No instance profile hands role ${code(role)} to machines`, cites);
  const names = listed(profiles.map((name) => phrase`${code(name)}`));
  const words = phrase`Every machine of ${counted(profiles.length, 'instance profile')} (${names}) loses role ${code(role)}`;
  return knownBreak(words, cites);
}

function lostPolicies(
  found: { readonly attached: readonly string[]; readonly inline: readonly string[]; readonly lastUsed?: string },
  cites: Cites,
  role: string,
): Consequence {
  const all = [...found.attached, ...found.inline];
  const used = found.lastUsed === undefined ? phrase`` : phrase`; it was last used at ${instant(found.lastUsed)}`;
  const what =
    all.length === 0
      ? phrase`it has no policy`
      : phrase`${listed(all.map((name) => phrase`${code(name)}`))} ${verb(all.length, 'counts', 'count')} no more`;
  return knownBreak(phrase`Whatever runs as role ${code(role)} is refused everything: ${what}${used}`, cites);
}

/** The name of a role by its ARN, or as it stands. */
function roleNameOf(role: string): string {
  return awsIdentityOf(role).role ?? role;
}

/** What stops with a key, by its last use, and what the user is left with. */
export function keyBreaks(
  { radius }: ProposalInput,
  { user, key }: { readonly user: string; readonly key: string },
): readonly Consequence[] {
  const looked = lookUp(radius, 'accessKeys');
  if (looked.kind === 'unknown') return looked.consequences;
  const found = looked.value.user === user ? looked.value.keys.find(({ id }) => id === key) : undefined;
  if (found === undefined) return [unknownBreak('When the key was used last', 'aws')];
  const others = looked.value.keys.filter(({ id, status }) => id !== key && status === 'Active');
  const used =
    found.lastUsed === undefined
      ? phrase`Key ${code(key)} was never used`
      : phrase`Whatever uses key ${code(key)} stops: it was last used at ${instant(found.lastUsed)} for ${code(found.service ?? '')}`;
  const left =
    others.length === 0
      ? phrase`user ${code(user)} has no other active key`
      : phrase`user ${code(user)} keeps ${listed(others.map(({ id }) => phrase`${code(id)}`))}`;
  return [knownBreak(phrase`${used}; ${left}`, looked.cites)];
}

/** What a user loses whose rights are all taken. */
export function userBreaks({ radius }: ProposalInput, user: string): readonly Consequence[] {
  const [keys, policies] = [lookUp(radius, 'accessKeys'), lookUp(radius, 'userPolicies')];
  if (keys.kind === 'unknown') return keys.consequences;
  if (keys.value.user !== user) return [unknownBreak('Who else uses the user', 'aws')];
  const active = keys.value.keys.filter(({ status }) => status === 'Active');
  const each = active.map(({ id, lastUsed }) =>
    lastUsed === undefined ? phrase`${code(id)} (never used)` : phrase`${code(id)} (last used at ${instant(lastUsed)})`,
  );
  const lost = active.length === 0 ? phrase`it has no active key` : phrase`${counted(active.length, 'active key')} of it: ${listed(each)}`;
  return [
    knownBreak(phrase`User ${code(user)} is refused everything, with ${lost}`, keys.cites),
    ...(policies.kind === 'unknown' ? policies.consequences : []),
  ];
}
