import { cloudCallOf } from '../../facts/cloudCall.ts';
import { hasFamily } from '../../facts/fields.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { all, oneOf } from '../../tools/filter.ts';
import { hour } from '../hours.ts';
import type { Lead, Pivot } from '../pivot.ts';
import { plural } from '../plural.ts';
import { accountFilter, type CloudAccount } from '../scopeFilter.ts';
import { sourcesOf } from './integrations.ts';
import { isOwnAccount, nameOf, noTime, others } from './look.ts';

/** A session lasts that long at most: whoever began it had come in before. */
const longestSession = 12 * hour;

/** The activity of the AWS account that a call came from, where that is not the trigger's own, since before its session can have begun. */
export function sessionAccounts(event: SecurityEvent, lead: Lead): readonly Pivot[] {
  const account = callerAccount(event);
  return account === undefined || isOwnAccount(account, lead) ? [] : [since(account)];
}

function callerAccount(event: SecurityEvent): CloudAccount | undefined {
  const call = cloudCallOf(event);
  if (call?.account === undefined || call.byService) return undefined;
  return hasFamily(event, 'ct') ? { cloud: 'aws', id: call.account } : undefined;
}

function since(account: CloudAccount): Pivot {
  const name = `activity before sessions of ${nameOf(account)}`;
  return {
    name,
    key: `session account ${account.id}`,
    part: 'resource',
    asked: ({ reach }) => `${name}, from ${longestSession / hour} h before to ${reach.around / hour} h after`,
    run: async (lead) => {
      if (lead.at === undefined) return noTime;
      const window = { from: lead.at - longestSession, to: lead.at + lead.reach.around };
      const answer = await others(lead, { filter: all(accountFilter(account), oneOf('source', sourcesOf.aws)), window });
      if ('skipped' in answer) return answer;
      return { ...answer, says: `${plural(answer.sightings.length, 'event')} in ${nameOf(account)}, where sessions came from.` };
    },
  };
}
