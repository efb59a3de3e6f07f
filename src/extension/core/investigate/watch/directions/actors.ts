import { beginsSession } from '../../../facts/awsSession.ts';
import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { actorElsewhere } from '../../pivots/sameActor.ts';
import { sessionAccounts } from '../../pivots/sessionAccount.ts';
import type { Direction } from './direction.ts';

/** Whoever acted, at the places that the hit does not name: other accounts, clusters, the identity provider and the code host. */
export const sameActorElsewhere: Direction = {
  kind: 'the same actor elsewhere',
  looks: ({ value }, lead) => actorElsewhere(value, lead),
};

/** Where a session was begun from, or a call came from, that is of another account. */
export const sessionOrigin: Direction = {
  kind: 'origins of sessions',
  looks: ({ value }, lead) => {
    const call = cloudCallOf(value);
    const foreign = call !== undefined && (beginsSession(call) || call.account !== value.scope.awsAccount);
    return foreign ? sessionAccounts(value, lead) : [];
  },
};
