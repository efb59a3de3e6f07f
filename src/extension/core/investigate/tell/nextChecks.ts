import { asksTaskCredentials, contactsMetadata, remoteAddresses } from '../../facts/addresses.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { fileAccessOf } from '../../facts/fileAccess.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { processOf } from '../../facts/processOf.ts';
import { type Claim, claim } from '../../model/evidence.ts';
import { code, hash, indicator, join, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { Tactic } from '../../model/tactic.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import type { Member } from '../chain/foldSteps.ts';
import type { Sighting } from '../ledger.ts';
import type { Story } from './story.ts';

const mostChecks = 3;
const mostFiles = 3;

/** What in an event calls for a person's look. */
type Check = (event: Sighting, chain: readonly Sighting[]) => Phrase | undefined;

/** Credentials that may be in use right now. */
const urgent: readonly Check[] = [
  ({ value }) => {
    const call = cloudCallOf(value);
    if (call === undefined || !/^Create(AccessKey|LoginProfile)/.test(call.api)) return undefined;
    const whom = call.targetUser === undefined ? phrase`the user` : code(call.targetUser);
    return phrase`Ask the owner of ${whom} about the credentials made by ${code(call.api)}, and list what used them since: if they are not theirs, whoever made them may still be in.`;
  },
  ({ value }, chain) => {
    if (!contactsMetadata(value) || cloudCallOf(value) !== undefined) return undefined;
    // Calls of its role in the chain have answered the question.
    if (value.scope.instance !== undefined && chain.some((one) => cloudCallOf(one.value)?.sessionInstance === value.scope.instance))
      return undefined;
    if (asksTaskCredentials(value))
      return phrase`List what the task's role did ${[logOf(value)]} after its credentials were asked for: that settles whether they left the task.`;
    const instance = value.scope.instance === undefined ? phrase`the instance` : phrase`${code(value.scope.instance)}`;
    return phrase`List what the credentials of ${instance} did ${[logOf(value)]} after its metadata service was asked: that settles whether they left it.`;
  },
];

/** The more telling first. */
const later: readonly Check[] = [
  ({ value }) => {
    const sum = processOf(value)?.sha256;
    return sum === undefined
      ? undefined
      : phrase`Search other hosts for the file with SHA-256 ${hash(sum)}: that settles how far it has come.`;
  },
  ({ value }) => {
    const request = kubeRequestOf(value);
    if (request?.user === undefined) return undefined;
    // Nobody can ask a program: whoever has its token can be looked for.
    if (request.user.startsWith('system:'))
      return phrase`Find out who or what used the account ${text(request.user)}, and from where: that settles whether its token was stolen.`;
    return phrase`Ask ${text(request.user)} whether they did this, and from where: if not, somebody else has their access.`;
  },
  ({ value }) => {
    const [address] = remoteAddresses(value);
    return address === undefined
      ? undefined
      : phrase`Find out whose address ${indicator(address)} is, and what else it was in touch with: that settles whether it is expected.`;
  },
];

/** The log that tells what credentials of a cloud did; the clouds' names for it differ. */
function logOf({ scope }: SecurityEvent): string {
  if (scope.awsAccount !== undefined || scope.instance !== undefined) return 'in CloudTrail';
  return scope.gcpProject === undefined ? "in the cloud's audit log" : 'in Cloud Audit Logs';
}

/** For a trigger that gives none of the above: where its tactic usually goes on. */
const byTactic: Partial<Record<Tactic, string>> = {
  execution: 'Find out who or what started this, and how it came there: that settles whether it is expected.',
  persistence:
    'Look for accounts, keys, scheduled jobs and start-up files that were left behind: as long as one stays, so does the way back.',
  privilege_escalation:
    'Check what the process or identity can do now that it could not before: that settles what else is within its reach.',
  defense_evasion: 'Check which logs and sensors were changed, and since when: that settles what could happen unseen.',
  credential_access: 'List which secrets were read, and where each was used since: that settles which have to be replaced.',
  discovery: 'Look at what the same process or identity did next: that settles whether it only looked round.',
  exfiltration: 'Find out what data was within reach and where it went: that settles whether anybody has to be told.',
  impact: 'Check what was deleted, encrypted or used up, and that backups stand: that settles what can be restored.',
};

/** Two or three things for a person to check next, the most urgent first, each with what it would settle. */
export function tellNextChecks({ chain, classified, origin, outcomes }: Story): readonly Claim[] {
  const events = chain.members.map(({ event }) => event);
  const hits = (checks: readonly Check[]) =>
    checks.flatMap((check) => {
      const hit = events.map((event) => ({ event, said: check(event, events) })).find((one) => one.said !== undefined);
      return hit?.said === undefined ? [] : [claim(hit.said, hit.event)];
    });
  const [first, ...rest] = [...hits(urgent), ...plantedFiles(chain.members), ...hits(later)];
  const general = classified.verdict.tactic === undefined ? undefined : byTactic[classified.verdict.tactic];
  const fallback = claim([general ?? askOwner], classified.from ?? origin);
  return [...(first === undefined ? [] : [first]), ...likelyWayIn(outcomes), ...rest, fallback].slice(0, mostChecks);
}

const askOwner = 'Show the raw evidence of the trigger to the owner of the resource: that settles whether this is expected.';

/** Files that were written to stay. */
function plantedFiles(members: readonly Member[]): readonly Claim[] {
  const written = members.flatMap(({ event, tactic }) => {
    const access = tactic === 'persistence' ? fileAccessOf(event.value) : undefined;
    return access?.how === 'written' ? [{ path: access.path, event }] : [];
  });
  const once = written.filter(({ path }, index) => written.findIndex((one) => one.path === path) === index).slice(0, mostFiles);
  const [first, ...rest] = once;
  if (first === undefined) return [];
  const files = join(
    once.map(({ path }) => code(path)),
    ', ',
    ' and ',
  );
  const [them, they] = rest.length === 0 ? ['it', 'it stays'] : ['them', 'they stay'];
  const said = phrase`Keep a copy of ${files} and read ${[them]}: as long as ${[they]}, so may the way back.`;
  return [claim(said, first.event, ...rest.map(({ event }) => event))];
}

/** The vulnerability that explains the trigger best, where one does. */
function likelyWayIn(outcomes: Story['outcomes']): readonly Claim[] {
  const rows = outcomes.flatMap(({ found }) => found?.correlation?.rows ?? []).filter(({ kind }) => kind === 'vulnerability');
  const [best] = rows.toSorted((a, b) => b.score - a.score);
  const [reason] = best?.reasons ?? [];
  if (best === undefined || reason === undefined) return [];
  return [
    {
      phrase: phrase`Check whether ${best.finding} was the way in: until its package is updated, it can be used again.`,
      cites: reason.cites,
    },
  ];
}
