import { citing } from '../../model/evidence.ts';
import type { Scope, ThreatGroup } from '../../model/threat.ts';
import { fetchEvents } from '../fetchEvents.ts';
import { ifFound } from '../ifFound.ts';
import { eventIdsOf } from '../incident/extents.ts';
import { titleOf } from '../incident/foldGroups.ts';
import type { Found, Lead, Pivot } from '../pivot.ts';
import { plural } from '../plural.ts';
import { accountsOf } from '../scopeFilter.ts';
import { byTime } from '../windowedEvents.ts';
import { otherAccount } from './cloudAccount.ts';
import { otherCluster } from './clusterSweep.ts';
import { isOwnAccount } from './look.ts';
import { otherHost } from './otherHost.ts';

/** Events of one folded group that are fetched; the sweeps bring more of them. */
const mostEvents = 10;
/** Accounts, clusters and hosts of one folded group that are looked at besides the trigger's own. */
const mostAccounts = 2;
const mostClusters = 1;
const mostHosts = 2;

/** I-13: the threats of a folded group with their events, and its resources, which may name accounts and clusters that nothing else does. */
export function groupThreats(group: ThreatGroup): Pivot {
  return {
    name: `threats of ${titleOf(group)}`,
    part: 'incident',
    asked: () => `the threats, events and resources of ${titleOf(group)}`,
    run: (lead) => readThreats(lead, group),
  };
}

async function readThreats(lead: Lead, group: ThreatGroup): Promise<Found> {
  const { ledger } = lead;
  const [{ threats, events, total }, resources] = await Promise.all([
    ownEvents(lead, group),
    ifFound(ledger.read('list_threats_engine_resources_by_group', { groupId: group.id })),
  ]);
  const scopes = [group, ...threats.value, ...(resources?.value ?? []), ...events.map((event) => event.value)].map(({ scope }) => scope);
  const { signals, left } = elsewhere(scopes, lead);
  return {
    cites: citing(threats, ...(resources === undefined ? [] : [resources]), ...events),
    says: `${titleOf(group)}: ${plural(events.length, 'event')}.`,
    sightings: events.toSorted(byTime),
    signals,
    ...(total > events.length && { truncated: { shown: events.length, total } }),
    ...(left.length > 0 && { limit: `not followed into ${left.join(', ')}: the budget of one group` }),
  };
}

async function ownEvents({ ledger }: Lead, group: ThreatGroup) {
  const threats = await ledger.read('list_threats_engine_threats_by_group', { groupId: group.id });
  const ids = eventIdsOf(threats.value);
  const events = await fetchEvents(ids.slice(0, mostEvents), ledger);
  return { threats, events, total: ids.length };
}

/** Other accounts, clusters and hosts that the group's scopes name, in the order of their names, and what is over the budget. */
export function elsewhere(scopes: readonly Scope[], lead: Lead): { readonly signals: readonly Pivot[]; readonly left: readonly string[] } {
  const accounts = scopes.flatMap(accountsOf).filter((account) => !isOwnAccount(account, lead));
  const clusters = scopes.flatMap(({ cluster }) => (cluster === undefined || cluster === lead.scope.cluster ? [] : [cluster]));
  const hosts = scopes.flatMap(({ host, cluster }) =>
    host === undefined || cluster !== undefined || host === lead.scope.host ? [] : [host],
  );
  const [first, over] = cutAt(mostAccounts, accounts.map(otherAccount));
  const [second, more] = cutAt(mostClusters, clusters.map(otherCluster));
  const [third, rest] = cutAt(mostHosts, hosts.map(otherHost));
  return { signals: [...first, ...second, ...third], left: [...over, ...more, ...rest].map((pivot) => pivot.name) };
}

function cutAt(most: number, pivots: readonly Pivot[]): readonly [readonly Pivot[], readonly Pivot[]] {
  const byKey = new Map(pivots.map((pivot) => [pivot.key ?? pivot.name, pivot]));
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pivot]) => pivot);
  return [sorted.slice(0, most), sorted.slice(most)];
}
