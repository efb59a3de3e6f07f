import { phrase, text } from '../../model/phrase.ts';
import { all, oneOf } from '../../tools/filter.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { plural } from '../plural.ts';
import { accountFilter, accountsOf, type CloudAccount, providerFilter } from '../scopeFilter.ts';
import { sources } from '../sources.ts';
import { sourcesOf, withoutIntegration } from './integrations.ts';
import { around, nameOf, noTime, others, windowAround } from './look.ts';

const inNoAccount = { skipped: 'the resource is in no cloud account', inapplicable: true } as const;

/** I-12: everything that its integrations saw of the cloud account that the resource is in, and the people who sign in to it. */
export const cloudAccount: readonly Pivot[] = [
  {
    name: 'cloud account',
    part: 'resource',
    asked: (lead) => {
      const [account] = accountsOf(lead.scope);
      return `cloud events in ${account === undefined ? 'its cloud account' : nameOf(account)}, ${around(lead)}`;
    },
    run: async (lead) => {
      const [account, ...more] = accountsOf(lead.scope);
      if (account === undefined) return inNoAccount;
      const found = await sweep(lead, account);
      return 'skipped' in found ? found : { ...found, signals: more.map(otherAccount) };
    },
  },
  {
    name: 'identity provider',
    part: 'resource',
    asked: (lead) => `Okta detections of the tenant, ${around(lead)}`,
    run: async (lead) => (accountsOf(lead.scope).length === 0 ? inNoAccount : signIns(lead)),
  },
];

/** Another account that the incident's groups or resources name (I-13). */
export function otherAccount(account: CloudAccount): Pivot {
  return {
    name: `cloud events in ${nameOf(account)}`,
    key: `account ${account.cloud} ${account.id}`,
    part: 'resource',
    asked: (lead) => `cloud events in ${nameOf(account)}, ${around(lead)}`,
    run: (lead) => sweep(lead, account),
  };
}

type Answer = Exclude<Awaited<ReturnType<typeof others>>, Skipped>;

async function sweep(lead: Lead, account: CloudAccount): Promise<Found | Skipped> {
  if (lead.at === undefined) return noTime;
  const spellings = [...sourcesOf[account.cloud], ...sources.okta];
  const window = windowAround(lead.at, lead);
  const answer = await others(lead, { filter: all(accountFilter(account), oneOf('source', spellings)), window });
  if ('skipped' in answer) return answer;
  if (answer.sightings.length > 0) return tell(answer, account);
  const [missing, labelled] = await Promise.all([
    withoutIntegration(lead, sourcesOf[account.cloud]),
    others(lead, { filter: all(providerFilter(account), oneOf('source', spellings)), window }),
  ]);
  if ('skipped' in labelled) return labelled;
  if (labelled.sightings.length > 0) return tell(labelled, account);
  if (missing === undefined || lead.trigger.events.some(({ value }) => spellings.includes(value.source ?? '')))
    return tell(answer, account);
  return missing;
}

function tell(answer: Answer, account: CloudAccount): Found {
  const place = nameOf(account);
  return {
    ...answer,
    seen: { when: 'around', place: phrase`in ${text(place)}` },
    says: `${plural(answer.sightings.length, 'other cloud event')} in ${place}.`,
  };
}

/** Okta's detections name no cloud account: they are read across the tenant, and the chain takes those of the same person. */
async function signIns(lead: Lead): Promise<Found | Skipped> {
  if (lead.at === undefined) return noTime;
  const answer = await others(lead, { filter: oneOf('source', sources.okta), window: windowAround(lead.at, lead) });
  if ('skipped' in answer) return answer;
  const missing = answer.sightings.length > 0 ? undefined : await withoutIntegration(lead, sources.okta);
  if (missing !== undefined) return { ...missing, skipped: 'no Okta integration in tenant' };
  return {
    ...answer,
    // Quiet it says nothing of a place: only what was seen is told.
    ...(answer.sightings.length > 0 && { seen: { when: 'around', source: 'Okta', place: ['in the tenant'] } }),
    says: `${plural(answer.sightings.length, 'Okta detection')} in the tenant.`,
  };
}
