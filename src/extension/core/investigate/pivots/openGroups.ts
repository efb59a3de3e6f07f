import type { Cites } from '../../model/evidence.ts';
import { citing } from '../../model/evidence.ts';
import { ifFound } from '../ifFound.ts';
import type { Listed } from '../incident/foldGroups.ts';
import type { Lead } from '../pivot.ts';

const pageSize = 100;
const mostPages = 5;

/** Open groups without the trigger's own, each once, and the calls that listed them. */
type OpenGroups = {
  readonly groups: readonly Listed[];
  readonly cites: Cites;
  readonly truncated?: { readonly shown: number; readonly total?: number };
  readonly limit?: string;
};

type GroupsPage = NonNullable<Awaited<ReturnType<typeof pageOf>>>;

function pageOf(lead: Lead, limit: number) {
  return ifFound(lead.ledger.read('list_threats_engine_groups', { limit, status: 'open' }));
}

/** Follows the cursor as long as the server offers one, five pages at most. Undefined where the tenant has no threats engine. */
export async function openGroups(lead: Lead): Promise<OpenGroups | undefined> {
  const pages: GroupsPage[] = [];
  let page = await pageOf(lead, pageSize);
  while (page !== undefined) {
    pages.push(page);
    const { next: cursor } = page.value;
    if (cursor === undefined || pages.length === mostPages) break;
    page = await lead.ledger.read('list_threats_engine_groups', { limit: pageSize, status: 'open', cursor });
  }
  const [first, ...rest] = pages;
  if (first === undefined) return undefined;
  const listed = { groups: othersIn(pages, lead), cites: citing(first, ...rest) };
  const last = pages.at(-1)?.value;
  const shown = pages.reduce((sum, one) => sum + one.value.groups.length, 0);
  const total = last?.total;
  if (last?.next === undefined && (total === undefined || total <= shown)) return listed;
  return {
    ...listed,
    truncated: { shown, ...(total !== undefined && { total }) },
    limit: 'the tenant has more open groups than were read',
  };
}

/** The newest few once more: a group that has come up since the first listing is among them. */
export async function newestGroups(lead: Lead, most: number): Promise<OpenGroups | undefined> {
  const page = await pageOf(lead, most);
  return page && { groups: othersIn([page], lead), cites: citing(page) };
}

function othersIn(pages: readonly GroupsPage[], lead: Lead): readonly Listed[] {
  const own = ownGroup(lead);
  const listed = pages.flatMap((page) => page.value.groups.map((group) => ({ group, page })));
  // As the tenant is asked to list them; not every server does.
  const all = listed.sort((a, b) => (b.group.lastSignal ?? 0) - (a.group.lastSignal ?? 0) || (a.group.id < b.group.id ? -1 : 1));
  return all.filter(({ group }, index) => group.id !== own && all.findIndex((one) => one.group.id === group.id) === index);
}

/** The trigger's own group is what the others are folded into, and is not listed among them. */
function ownGroup({ trigger }: Lead): string | undefined {
  return trigger.group?.value.id ?? trigger.threat?.value.groupId ?? (trigger.kind === 'group' ? trigger.id : undefined);
}
