import { citing, type Evidence } from '../../model/evidence.ts';
import { phrase } from '../../model/phrase.ts';
import { ifFound } from '../ifFound.ts';
import { foldGroups, type Listed, titleOf, toFoldedGroup } from '../incident/foldGroups.ts';
import type { Extent } from '../incident/relation.ts';
import type { Found, Lead, Pivot } from '../pivot.ts';
import { mergeScopes } from '../place.ts';
import { triggerSpan } from '../trigger.ts';
import { groupImage, groupThreats } from './groupThreats.ts';

const pageSize = 100;
const mostPages = 5;
/** Groups near in time whose threats are read to see whether they run the same image. */
const mostImages = 10;

/** I-05: which other open groups are the same incident, and which came near and are not. Their threats are signals, followed at once. */
export const incidentScope: Pivot = {
  name: 'incident scope',
  part: 'incident',
  asked: () => 'the other open groups, for those of the same incident',
  run,
};

async function run(lead: Lead): Promise<Found | { skipped: string }> {
  const pages = await openGroups(lead);
  const [first, ...rest] = pages.answers;
  if (first === undefined) return { skipped: 'the tenant has no threats engine' };
  const origin: Extent = { scope: lead.scope, ...triggerSpan(lead.trigger) };
  const all = pages.answers.flatMap((page) => page.value.groups.map((group) => ({ group, page })));
  const own = ownGroup(lead);
  const others = all.filter(
    ({ group }, index) => group.id !== own?.group.id && all.findIndex((one) => one.group.id === group.id) === index,
  );
  const { folded, refused, undecided } = foldGroups(origin, others);
  const mine = own === undefined ? [] : [toFoldedGroup(own, phrase`the group of the trigger`)];
  const said =
    folded.length === 0
      ? 'No other open group is the same incident.'
      : `Same incident: ${folded.map((one) => titleOf(one.listed.group)).join(', ')}.`;
  const limits = [
    pages.limit,
    undecided.length > mostImages ? `only ${mostImages} of ${undecided.length} groups near in time were compared by image` : undefined,
  ];
  const limit = limits.filter((one) => one !== undefined).join('; ');
  return {
    cites: citing(first, ...rest),
    says: said,
    folded: [...mine, ...folded.map(({ listed, why }) => toFoldedGroup(listed, why))],
    refused: refused.map(({ listed, why }) => toFoldedGroup(listed, why)),
    signals: [
      ...folded.map(({ listed }) => groupThreats(listed.group)),
      ...undecided.slice(0, mostImages).map((one) => groupImage(one, origin)),
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

/** The trigger's own group: fetched with the trigger, where it has one. */
function ownGroup(lead: Lead): Listed | undefined {
  const { group } = lead.trigger;
  return group && { group: { ...group.value, scope: mergeScopes(group.value.scope, lead.scope) }, page: group as Evidence };
}
