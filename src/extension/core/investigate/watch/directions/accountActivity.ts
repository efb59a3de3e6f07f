import { awsIdentityOf } from '../../../facts/awsIdentity.ts';
import { parameterOf } from '../../../facts/parameters.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { all, oneOf } from '../../../tools/filter.ts';
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
function assumed(event: SecurityEvent): readonly CloudAccount[] {
  const { account: id, role } = awsIdentityOf(parameterOf(event, 'request', 'rolearn') ?? '');
  return id === undefined || role === undefined || id === event.scope.awsAccount ? [] : [{ cloud: 'aws', id }];
}
