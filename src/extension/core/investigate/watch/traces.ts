import { contactsMetadata } from '../../facts/addresses.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { type Phrase, phrase } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import type { Sighting } from '../ledger.ts';
import { counted } from '../plural.ts';
import { byTime } from '../windowedEvents.ts';

/** What a hit leaves behind that later events can be known by. */
type Trace = {
  left(hit: SecurityEvent): readonly (string | undefined)[];
  shown(later: SecurityEvent): readonly (string | undefined)[];
  tell(number: number): Phrase;
};

/** The more telling first. */
const traces: readonly Trace[] = [
  {
    left: (hit) => (contactsMetadata(hit) ? [hit.scope.instance] : []),
    shown: (later) => [cloudCallOf(later)?.sessionInstance],
    tell: (number) => phrase`${counted(number, 'call')} by the role session of that instance since`,
  },
  {
    left: (hit) => {
      const call = cloudCallOf(hit);
      return [call?.createdKey, userKey(call?.account, call?.targetUser)];
    },
    shown: (later) => {
      const call = cloudCallOf(later);
      return [call?.keyId, userKey(call?.account, call?.user)];
    },
    tell: (number) => phrase`${counted(number, 'call')} since by whom it was about`,
  },
  {
    left: (hit) => {
      const request = kubeRequestOf(hit);
      return request?.subresource === undefined ? [] : [podKey(hit, request.namespace, request.target)];
    },
    shown: (later) => [podKey(later, later.scope.namespace, later.scope.pod)],
    tell: (number) => phrase`${counted(number, 'event')} in that pod since`,
  },
  {
    left: (hit) => [cloudCallOf(hit)?.arn],
    shown: (later) => [cloudCallOf(later)?.arn],
    tell: (number) => phrase`${counted(number, 'more call')} by the same identity since`,
  },
  {
    left: (hit) => [hit.scope.container],
    shown: (later) => [later.scope.container],
    tell: (number) => phrase`${counted(number, 'more event')} in that container since`,
  },
  {
    left: (hit) => [hit.scope.host],
    shown: (later) => [later.scope.host],
    tell: (number) => phrase`${counted(number, 'more event')} on that host since`,
  },
];

function podKey({ scope }: SecurityEvent, namespace: string | undefined, pod: string | undefined): string | undefined {
  const { cluster } = scope;
  return cluster === undefined || namespace === undefined || pod === undefined ? undefined : `${cluster} ${namespace} ${pod}`;
}

/** Two unknown accounts are not one. */
function userKey(account: string | undefined, user: string | undefined): string | undefined {
  return account === undefined || user === undefined ? undefined : `${account} ${user}`;
}

/** What was seen of a hit afterwards, by the most telling trace that it left; undefined where nothing was. */
export function seenSince(
  hit: Sighting,
  events: readonly Sighting[],
): { readonly told: Phrase; readonly later: readonly Sighting[] } | undefined {
  for (const { left, shown, tell } of traces) {
    const keys = new Set(left(hit.value).filter((key) => key !== undefined));
    if (keys.size === 0) continue;
    const later = events.filter((event) => byTime(hit, event) < 0 && shown(event.value).some((key) => key !== undefined && keys.has(key)));
    if (later.length > 0) return { told: tell(later.length), later };
  }
  return undefined;
}
