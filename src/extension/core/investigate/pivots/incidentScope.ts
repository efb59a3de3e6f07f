import { citing } from '../../model/evidence.ts';
import { ifFound } from '../ifFound.ts';
import { foldGroups, titleOf, toFoldedGroup } from '../incident/foldGroups.ts';
import type { Extent } from '../incident/relation.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { triggerSpan } from '../trigger.ts';
import { comparedGroup, groupThreats } from './groupThreats.ts';

const pageSize = 100;
const mostPages = 5;
/** Groups near in time whose threats are read to see whether they share an image or a place that the list does not show. */
const mostCompared = 10;

/** I-05: which other open groups are the same incident, and which came near and are not. Their threats are signals, followed at once. */
export const incidentScope: Pivot = {
  name: 'incident scope',
  part: 'incident',
  asked: () => 'the other open groups, for those of the same incident',
  run,
};

async function run(lead: Lead): Promise<Found | Skipped> {
  const pages = await openGroups(lead);
  const [first, ...rest] = pages.answers;
  if (first === undefined) return { skipped: 'the tenant has no threats engine' };
  const origin: Extent = { scope: lead.scope, ...triggerSpan(lead.trigger) };
  const all = pages.answers.flatMap((page) => page.value.groups.map((group) => ({ group, page })));
  const own = ownGroup(lead);
  const others = all.filter(({ group }, index) => group.id !== own && all.findIndex((one) => one.group.id === group.id) === index);
  const { folded, refused, undecided } = foldGroups(origin, others);
  const said =
    folded.length === 0
      ? 'No other open group is the same incident.'
      : `Same incident: ${folded.map((one) => titleOf(one.listed.group)).join(', ')}.`;
  const limits = [
    pages.limit,
    undecided.length > mostCompared
      ? `only ${mostCompared} of ${undecided.length} groups near in time were compared by their threats`
      : undefined,
  ];
  const limit = limits.filter((one) => one !== undefined).join('; ');
  return {
    cites: citing(first, ...rest),
    says: said,
    folded: folded.map(({ listed, why }) => toFoldedGroup(listed, why)),
    refused: refused.map(({ listed, why }) => toFoldedGroup(listed, why)),
    signals: [
      ...ownSiblings(lead),
      ...folded.map(({ listed }) => groupThreats(listed.group)),
      ...undecided.slice(0, mostCompared).map((one) => comparedGroup(one, origin)),
    ],
    ...(pages.truncated && { truncated: pages.truncated }),
    ...(limit !== '' && { limit }),
  };
}

type GroupsPage = Awaited<ReturnType<typeof firstPage>>;
type Pages = { answers: readonly NonNullable<GroupsPage>[]; truncated?: { shown: number; total?: number }; limit?: string };

function firstPage(lead: Lead) {
  return ifFound(lead.ledger.read('list_threats_engine_groups', { limit: pageSize, status: 'open' }));
}

/** Follows the cursor as long as the server offers one, five pages at most. A tenant without the engine has no page. */
async function openGroups(lead: Lead): Promise<Pages> {
  const answers: NonNullable<GroupsPage>[] = [];
  let page = await firstPage(lead);
  while (page !== undefined) {
    answers.push(page);
    const { next: cursor } = page.value;
    if (cursor === undefined || answers.length === mostPages) break;
    page = await lead.ledger.read('list_threats_engine_groups', { limit: pageSize, status: 'open', cursor });
  }
  const last = answers.at(-1);
  const shown = answers.reduce((sum, answer) => sum + answer.value.groups.length, 0);
  const total = last?.value.total;
  if (last?.value.next === undefined && (total === undefined || total <= shown)) return { answers };
  return { answers, truncated: { shown, ...(total !== undefined && { total }) }, limit: 'the tenant has more open groups than were read' };
}

/** A threat is one of its group's: the others belong to the incident as those of any folded group do. */
function ownSiblings({ trigger }: Lead): readonly Pivot[] {
  return trigger.kind === 'threat' && trigger.group !== undefined ? [groupThreats(trigger.group.value)] : [];
}

/** The trigger's own group is what the others are folded into, and is not listed among them. */
function ownGroup({ trigger }: Lead): string | undefined {
  return trigger.group?.value.id ?? trigger.threat?.value.groupId ?? (trigger.kind === 'group' ? trigger.id : undefined);
}
