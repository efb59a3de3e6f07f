import { bySeverity, severityRank } from '../model/severity.ts';
import { type Tactic, tacticOrder, tactics } from '../model/tactic.ts';
import type { Threat } from '../model/threat.ts';
import type { Sighting } from './ledger.ts';
import { readEvent } from './tactic/classify.ts';
import { bySpecificity } from './tactic/reading.ts';
import { stolenSessions } from './tactic/stolenSession.ts';
import { byTime } from './windowedEvents.ts';

/** What the tenant calls the threats that the events belong to, and the group. Both are roll-ups: of rules, and of tactics. */
type Names = { readonly threats: readonly Pick<Threat, 'name' | 'severity'>[]; readonly group?: string | undefined };

/**
 * The event that a threat or group is told from: the most severe; among equals one whose rule a threat is named after, the worst threat and the
 * rule that it names first, then one of the tactic that the group's name begins with, then the one with the most specific tactic, then the
 * earliest: never the order of an answer's rows.
 */
export function telling(events: readonly Sighting[], { threats, group }: Names): Sighting | undefined {
  const stolen = stolenSessions(events);
  const ranked = events.toSorted(byTime).map((event) => {
    const tactic = (stolen(event) ?? readEvent(event.value))?.tactic;
    return { event, tactic, named: namedBy(event, threats), goal: goalRank(tactic, group) };
  });
  const [first] = ranked.toSorted(
    (a, b) =>
      severityRank(a.event.value.severity) - severityRank(b.event.value.severity) ||
      byName(a.named, b.named) ||
      a.goal - b.goal ||
      bySpecificity(a.tactic, b.tactic),
  );
  return first?.event;
}

/** A threat that is named after an event's rule, alone or among others, and where in its name. */
type Named = { readonly threat: Names['threats'][number]; readonly at: number };

function namedBy({ value: { rule } }: Sighting, threats: Names['threats']): Named | undefined {
  if (rule === undefined) return undefined;
  const found = threats.map((threat) => ({ threat, at: (threat.name ?? '').toLowerCase().indexOf(rule.toLowerCase()) }));
  return found.filter(({ at }) => at >= 0).toSorted(byName)[0];
}

function byName(a: Named | undefined, b: Named | undefined): number {
  if (a === undefined || b === undefined) return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0);
  return bySeverity(a.threat.severity, b.threat.severity) || a.at - b.at;
}

/** Place of the event's tactic in a group's name such as "Execution, Credential Access on Kubernetes Workload". */
function goalRank(tactic: Tactic | undefined, group: string | undefined): number {
  const at = tactic === undefined || group === undefined ? -1 : group.toLowerCase().indexOf(tactics[tactic].name.toLowerCase());
  return at < 0 ? tacticOrder.length * 100 : at;
}
