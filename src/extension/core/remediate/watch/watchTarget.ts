import { code, type Phrase, phrase } from '../../model/phrase.ts';
import type { ProposedAction, Run, Threat } from '../../model/remediation.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { all, equals, type Filter, isQuotable } from '../../tools/filter.ts';
import { type Removed, removedBy } from './removed.ts';
import { sameRule } from './sameRule.ts';
import { sees, type WatchPlace, watchPlaces } from './watchPlaces.ts';

/** An action that ran, as far as a watch needs it. */
export type Ran = { readonly action: Pick<ProposedAction, 'name' | 'removes' | 'surface'>; readonly run: Run };

/** What would fire again if the threat were still there. */
export type WatchTarget = {
  readonly kind: WatchPlace['kind'];
  /** the rule and where, in words */
  readonly what: Phrase;
  /** what the tenant is asked for; it may let more through than `matches`, never less. Absent where nothing of it can stand in a filter */
  readonly filter?: Filter;
  /** the same for everything that happens there, whatever the rule */
  readonly placeFilter?: Filter;
  /** whether an event is of exactly this rule and target */
  readonly matches: (event: SecurityEvent) => boolean;
  /** a container or pod that an action ended for good: no workload of its own brings it back */
  readonly removed?: Removed;
};

/**
 * The rule of the trigger on the widest thing that brings the threat back: its workload, else its pod or container unless an action ended them,
 * else its host, else its cloud account or cluster with the identity that acted there. The trigger itself always matches.
 */
export function watchTarget({ trigger: { value: trigger } }: Pick<Threat, 'trigger'>, ran: readonly Ran[]): WatchTarget {
  const removed = removedBy(ran, trigger.scope);
  const place = watchPlaces(trigger).find(({ kind }) => !removed.some(({ ends }) => ends.some((end) => end === kind)));
  if (place === undefined) throw new Error('the tenant itself is always left');
  const { filter, matches, name } = sameRule(trigger);
  const there = all(...place.attributes.map((attribute) => carried(trigger, attribute)));
  const whole = all(filter, there);
  const ended = place.kind === 'workload' || place.kind === 'pod' ? undefined : removed.find(({ sure }) => sure);
  return {
    kind: place.kind,
    what: phrase`${code(name)} ${place.where}`,
    ...(whole !== undefined && { filter: whole }),
    ...(there !== undefined && { placeFilter: there }),
    matches: (event) => matches(event) && sees(place, event),
    ...(ended !== undefined && { removed: ended }),
  };
}

/** The attribute as the trigger has it, so that the trigger passes its own filter; what it names otherwise is left to `matches`. */
function carried({ labels, fields }: SecurityEvent, attribute: string): Filter | undefined {
  const value = labels[attribute] ?? fields[attribute];
  return value !== undefined && isQuotable(value) ? equals(attribute, value) : undefined;
}
