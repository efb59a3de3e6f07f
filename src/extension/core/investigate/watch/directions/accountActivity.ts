import type { SecurityEvent } from '../../../model/threat.ts';
import { all, oneOf } from '../../filter.ts';
import { sourcesOf } from '../../pivots/integrations.ts';
import { isOwnAccount, nameOf } from '../../pivots/look.ts';
import { accountFilter, accountsOf, type CloudAccount } from '../../scopeFilter.ts';
import { sources } from '../../sources.ts';
import { spanFrom } from '../span.ts';
import { type Direction, isCovered, watched } from './direction.ts';

/** What was done in the account from the hit on, and in the account of a role that was assumed in it. */
export const accountActivity: Direction = {
  kind: 'activity of accounts',
  looks: ({ value }, lead) => {
    const span = spanFrom(value.at, lead);
    const accounts = [...accountsOf(value.scope), ...assumed(value)].filter((one) => !(isOwnAccount(one, lead) && isCovered(span, lead)));
    return accounts.map((account) =>
      watched('activity in', {
        key: `watch account ${account.cloud} ${account.id}`,
        place: nameOf(account),
        filter: all(accountFilter(account), oneOf('source', [...sourcesOf[account.cloud], ...sources.okta])),
        span,
      }),
    );
  },
};

/** The account that AssumeRole leads into, where it is another one: the role's ARN names it. */
function assumed({ fields, scope }: SecurityEvent): readonly CloudAccount[] {
  const request = fields['ct.request.rolearn'] ?? fields['ct.request'];
  const id = /arn:aws[\w-]*:iam::(\d{12}):role\//.exec(request ?? '')?.[1];
  return id === undefined || id === scope.awsAccount ? [] : [{ cloud: 'aws', id }];
}
