import { severityRank } from '../model/severity.ts';
import { type Tactic, tacticOrder, tactics } from '../model/tactic.ts';
import type { Sighting } from './ledger.ts';
import { readEvent } from './tactic/classify.ts';
import { bySpecificity } from './tactic/reading.ts';
import { stolenSessions } from './tactic/stolenSession.ts';
import { byTime } from './windowedEvents.ts';

/** What the tenant calls the threats that the events belong to, the worst first, and the group. Both are roll-ups: of rules, and of tactics. */
type Names = { readonly threats: readonly (string | undefined)[]; readonly group?: string | undefined };

/**
 * The event that a threat or group is told from: the most severe; among equals one whose rule a threat is named after, then one of the tactic
 * that the group's name begins with, then the one with the most specific tactic, then the earliest: never the order of an answer's rows.
 */
export function telling(events: readonly Sighting[], names: Names): Sighting | undefined {
  const stolen = stolenSessions(events);
  const ranked = events.toSorted(byTime).map((event) => {
    const tactic = (stolen(event) ?? readEvent(event.value))?.tactic;
    return { event, tactic, rule: ruleRank(event, names.threats), goal: goalRank(tactic, names.group) };
  });
  const [first] = ranked.toSorted(
    (a, b) =>
      severityRank(a.event.value.severity) - severityRank(b.event.value.severity) ||
      a.rule - b.rule ||
      a.goal - b.goal ||
      bySpecificity(a.tactic, b.tactic),
  );
  return first?.event;
}

/** Place of the first threat that is named after the event's rule, alone or among others; behind all where none is. */
function ruleRank({ value: { rule } }: Sighting, threats: Names['threats']): number {
  const at = rule === undefined ? -1 : threats.join('\n').toLowerCase().indexOf(rule.toLowerCase());
  return at < 0 ? Number.MAX_SAFE_INTEGER : at;
}

/** Place of the event's tactic in a group's name such as "Execution, Credential Access on Kubernetes Workload". */
function goalRank(tactic: Tactic | undefined, group: string | undefined): number {
  const at = tactic === undefined || group === undefined ? -1 : group.toLowerCase().indexOf(tactics[tactic].name.toLowerCase());
  return at < 0 ? tacticOrder.length * 100 : at;
}
