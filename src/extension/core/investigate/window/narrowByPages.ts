import { choose, costOfChoosing } from './choose.ts';
import { inGroups } from './pack.ts';
import { type Choice, canNarrow, type Part, withoutValue, withValues } from './part.ts';
import { type Query, tooManyCalls } from './query.ts';

export type Narrowing = { readonly choice: Choice; readonly parts: readonly Part[] };

/** Narrows parts whose pages were cut, without counts: each part that comes of it is a list. What can not be narrowed is not in the answer. */
export async function narrowByPages(query: Query, parts: readonly Part[]): Promise<ReadonlyMap<Part, Narrowing>> {
  const chosen = await chooseAll(query, parts);
  const narrowings = new Map<Part, Narrowing>();
  let { lists } = query.left;
  for (const { origin, part, choice } of chosen) {
    // One list is for the events that lack the attribute.
    const groups = inGroups(choice.values, lists - 1);
    const parts = groups.map((values) => withValues(part, { field: choice.field, values }));
    if (parts.length === 0) {
      query.troubles.add(tooManyCalls);
      continue;
    }
    if (part.known === undefined) parts.push(withoutValue(part, choice.field));
    narrowings.set(origin, { choice, parts });
    lists -= parts.length;
  }
  return narrowings;
}

type Looking = { readonly origin: Part; readonly part: Part };

/** Stage by stage, all parts at once, until each has an attribute that splits it or none is left. */
async function chooseAll(query: Query, parts: readonly Part[]): Promise<readonly (Looking & { readonly choice: Choice })[]> {
  const chosen = new Map<Part, Looking & { readonly choice: Choice }>();
  let looking: readonly Looking[] = parts.map((part) => ({ origin: part, part }));
  while (looking.length > 0) {
    const paid = looking.filter(({ part }) => affords(query, part));
    const found = await Promise.all(paid.map(async (one) => ({ ...one, choice: await choose(query, one.part) })));
    for (const { origin, part, choice } of found) if (choice !== undefined) chosen.set(origin, { origin, part, choice });
    const next = found
      .filter(({ choice }) => choice === undefined)
      .map(({ origin, part }) => ({ origin, part: { ...part, untried: part.untried.slice(1) } }));
    looking = next.filter(({ part }) => canNarrow(part));
  }
  return parts.flatMap((part) => chosen.get(part) ?? []);
}

function affords(query: Query, part: Part): boolean {
  const cost = costOfChoosing(query, part);
  if (query.left.surveys < cost) {
    query.troubles.add(tooManyCalls);
    return false;
  }
  query.left.surveys -= cost;
  return true;
}
