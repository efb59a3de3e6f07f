import { type Claim, claim } from '../../model/evidence.ts';
import { code, hash, indicator, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { Tactic } from '../../model/tactic.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { asksTaskCredentials, contactsMetadata, remoteAddresses } from '../facts/addresses.ts';
import { cloudCallOf } from '../facts/cloudCall.ts';
import { kubeRequestOf } from '../facts/k8sRequest.ts';
import { processOf } from '../facts/processOf.ts';
import type { Sighting } from '../ledger.ts';
import type { Story } from './story.ts';

const mostChecks = 3;

/** What in an event calls for a person's look; the more urgent first. */
const checks: readonly ((event: Sighting, chain: readonly Sighting[]) => Phrase | undefined)[] = [
  ({ value }) => {
    const call = cloudCallOf(value);
    if (call === undefined || !/^Create(AccessKey|LoginProfile)/.test(call.api)) return undefined;
    const whom = call.targetUser === undefined ? phrase`the user` : code(call.targetUser);
    return phrase`Ask the owner of ${whom} whether the credentials made by ${code(call.api)} are theirs, and list what used them since.`;
  },
  ({ value }, chain) => {
    if (!contactsMetadata(value) || cloudCallOf(value) !== undefined) return undefined;
    // Calls of its role in the chain have answered the question.
    if (value.scope.instance !== undefined && chain.some((one) => cloudCallOf(one.value)?.sessionInstance === value.scope.instance))
      return undefined;
    if (asksTaskCredentials(value)) return phrase`List what the task's role did ${[logOf(value)]} after its credentials were asked for.`;
    const instance = value.scope.instance === undefined ? phrase`the instance` : phrase`${code(value.scope.instance)}`;
    return phrase`List what the credentials of ${instance} did ${[logOf(value)]} after its metadata service was asked.`;
  },
  ({ value }) => {
    const sum = processOf(value)?.sha256;
    return sum === undefined ? undefined : phrase`Search for the file with SHA-256 ${hash(sum)} on other hosts.`;
  },
  ({ value }) => {
    const request = kubeRequestOf(value);
    if (request?.user === undefined) return undefined;
    // Nobody can ask a program: whoever has its token can be looked for.
    if (request.user.startsWith('system:')) return phrase`Find out who or what used the account ${text(request.user)}, and from where.`;
    return phrase`Ask ${text(request.user)} whether they did this, and from where.`;
  },
  ({ value }) => {
    const [address] = remoteAddresses(value);
    return address === undefined ? undefined : phrase`Find out what else reached ${indicator(address)}, and whether that is expected.`;
  },
];

/** The log that tells what credentials of a cloud did; the clouds' names for it differ. */
function logOf({ scope }: SecurityEvent): string {
  if (scope.awsAccount !== undefined || scope.instance !== undefined) return 'in CloudTrail';
  return scope.gcpProject === undefined ? "in the cloud's audit log" : 'in Cloud Audit Logs';
}

/** For a trigger that gives none of the above: where its tactic usually goes on. */
const byTactic: Partial<Record<Tactic, string>> = {
  execution: 'Find out which process or person started this, and whether it is expected there.',
  persistence: 'Look for what was left behind: accounts, keys, scheduled jobs, start-up files.',
  privilege_escalation: 'Check what the process or identity can do now that it could not before.',
  defense_evasion: 'Check which logs and sensors were changed, and what happened while they were off.',
  credential_access: 'List which secrets were read, and where each was used since.',
  discovery: 'Look at what the same process or identity did next.',
  exfiltration: 'Find out what data was within reach and where it went.',
  impact: 'Check what was deleted, encrypted or used up, and that backups stand.',
};

/** Two or three things for a person to check next. */
export function tellNextChecks({ chain, classified, origin, outcomes }: Story): readonly Claim[] {
  const events = chain.members.map(({ event }) => event);
  const found = checks.flatMap((check) => {
    const hit = events.map((event) => ({ event, said: check(event, events) })).find((one) => one.said !== undefined);
    return hit?.said === undefined ? [] : [claim(hit.said, hit.event)];
  });
  const general = classified.verdict.tactic === undefined ? undefined : byTactic[classified.verdict.tactic];
  const fallback = general ?? 'Look at the raw evidence of the trigger, and ask the owner of the resource whether this is expected.';
  return [...found.slice(0, 1), ...likelyWayIn(outcomes), ...found.slice(1), claim([fallback], classified.from ?? origin)].slice(
    0,
    mostChecks,
  );
}

/** The vulnerability that explains the trigger best, where one does. */
function likelyWayIn(outcomes: Story['outcomes']): readonly Claim[] {
  const rows = outcomes.flatMap(({ found }) => found?.correlation?.rows ?? []).filter(({ kind }) => kind === 'vulnerability');
  const [best] = rows.toSorted((a, b) => b.score - a.score);
  const [reason] = best?.reasons ?? [];
  if (best === undefined || reason === undefined) return [];
  return [{ phrase: phrase`Check whether ${best.finding} was the way in, and update the package that has it.`, cites: reason.cites }];
}
