import type { AccessKey } from '../../model/blastRadius.ts';
import { code, type Phrase, phrase, text } from '../../model/phrase.ts';
import { accessKeyLastUsed, listOfUser } from '../surfaces/aws.ts';
import { type Answered, combine, unknown } from './answered.ts';
import { type Account, principalName } from './askAccount.ts';
import * as iam from './iamAnswers.ts';
import { counted, instant, type Line, lineOf, listed, type Question, type Told } from './line.ts';

/** AWS allows two keys a user, and each is one more call: an answer with many more is none. */
const mostKeys = 10;

const cloud = { topic: 'cloudIdentity', probeWith: 'aws' } as const;
const asked = {
  keys: { ...cloud, about: 'accessKeys', asked: 'which access keys the user has and when they were used last' },
  policies: { ...cloud, about: 'userPolicies', asked: 'what the user may do' },
} as const satisfies Readonly<Record<string, Question>>;

type Given = { readonly user?: string; readonly accessKey?: string };

/** Keys and policies of an AWS user, who is found by the key where only that is known. */
export async function awsUserLines({ user, accessKey }: Given, { id, ask }: Account): Promise<readonly Line[]> {
  const owner = user === undefined ? await ownerOf(accessKey ?? '', ask) : principalName(user, id);
  if ('why' in owner) return Object.values(asked).map((question) => lineOf(question, owner));
  const { name } = owner;
  const [keys, attached, inline, groups] = await Promise.all([
    readKeys(name, ask),
    ask((place) => listOfUser(place, 'list-attached-user-policies', name), iam.attachedPolicies),
    ask((place) => listOfUser(place, 'list-user-policies', name), iam.inlinePolicies),
    ask((place) => listOfUser(place, 'list-groups-for-user', name), iam.userGroups),
  ]);
  const policies = combine([attached, inline, groups], ({ AttachedPolicies }, { PolicyNames }, { Groups }) =>
    tellPolicies(name, {
      attached: AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort(),
      inline: [...PolicyNames].sort(),
      groups: Groups.map(({ GroupName }) => GroupName).sort(),
    }),
  );
  return [lineOf(asked.keys, keys), lineOf(asked.policies, policies)];
}

async function ownerOf(key: string, ask: Account['ask']): Promise<ReturnType<typeof principalName>> {
  const answer = await ask((place) => accessKeyLastUsed(place, key), iam.keyLastUsed);
  if (answer.kind === 'unknown') return answer;
  const name = answer.value.UserName;
  return typeof name === 'string' ? { name } : unknown('AWS does not say whose key it is', ...answer.sources);
}

async function readKeys(user: string, ask: Account['ask']): Promise<Answered<Told>> {
  const listing = await ask((place) => listOfUser(place, 'list-access-keys', user), iam.accessKeys);
  if (listing.kind === 'unknown') return listing;
  const found = listing.value.AccessKeyMetadata.toSorted((a, b) => (a.AccessKeyId < b.AccessKeyId ? -1 : 1));
  if (found.length > mostKeys) return unknown('more keys than a user can have', ...listing.sources);
  const uses = await Promise.all(found.map(({ AccessKeyId }) => ask((place) => accessKeyLastUsed(place, AccessKeyId), iam.keyLastUsed)));
  return combine([listing, ...uses], (_listing, ...used) => {
    const keys = found.map(({ AccessKeyId, Status, CreateDate }, at): AccessKey => {
      const { LastUsedDate, ServiceName } = used[at]?.AccessKeyLastUsed ?? {};
      return {
        ...{ id: AccessKeyId, status: Status },
        ...(typeof CreateDate === 'string' && { created: CreateDate }),
        // A key that was never used has `N/A` as its service and no date.
        ...(typeof LastUsedDate === 'string' && { lastUsed: LastUsedDate, service: ServiceName ?? '' }),
      };
    });
    return tellKeys(user, keys);
  });
}

function tellKeys(user: string, keys: readonly AccessKey[]): Told {
  const value = { about: 'accessKeys', user, keys } as const;
  if (keys.length === 0) return { phrase: phrase`User ${code(user)} has no access key.`, value };
  return { phrase: phrase`User ${code(user)} has ${counted(keys.length, 'access key')}: ${listed(keys.map(tellKey))}.`, value };
}

function tellKey({ id, status, lastUsed, service = '' }: AccessKey): Phrase {
  const used = lastUsed === undefined ? phrase`never used` : phrase`last used at ${instant(lastUsed)} for ${code(service)}`;
  return phrase`${code(id)} (${text(status)}, ${used})`;
}

type Policies = { readonly attached: readonly string[]; readonly inline: readonly string[]; readonly groups: readonly string[] };

function tellPolicies(user: string, found: Policies): Told {
  const all = [...found.attached, ...found.inline].map((name) => phrase`${code(name)}`);
  const has = all.length === 0 ? phrase`no policy of its own` : phrase`${counted(all.length, 'policy', 'policies')}: ${listed(all)}`;
  const groups = found.groups.length === 0 ? phrase`` : phrase`, and those of ${listed(found.groups.map((name) => phrase`${code(name)}`))}`;
  return { phrase: phrase`User ${code(user)} has ${has}${groups}.`, value: { about: 'userPolicies', ...found } };
}
