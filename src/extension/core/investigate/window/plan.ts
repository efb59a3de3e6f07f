import { choose, costOfChoosing, uncounted, whole } from './choose.ts';
import { minus, plus, totalOf } from './measure.ts';
import { boundOf, bySeverities, byValues, inGroups, isCrowded } from './pack.ts';
import { bySeverity, type Choice, canNarrow, final, type Part, untriedAfter, withoutValue, withValues } from './part.ts';
import { countCost, measureOf, type Query, tooManyCalls } from './query.ts';

/**
 * Parts that fit one list each, as far as counts and attributes narrow them; none where nothing lies in the window. Where the tenant does not
 * count, the one part that is all of it.
 */
export async function plan(query: Query): Promise<readonly Part[]> {
  query.left.surveys -= countCost(query);
  const measure = await measureOf(query, whole);
  if (measure === undefined) return [uncounted];
  const ready: Part[] = [];
  let open: readonly Part[] = [{ ...whole, measure }];
  while (open.length > 0) {
    const parts = open.flatMap(bySeverities);
    const crowded = parts.filter((part) => isCrowded(part) && canNarrow(part));
    ready.push(...parts.filter((part) => !crowded.includes(part)));
    open = await narrowAll(query, crowded.sort(bySeverity));
  }
  return ready;
}

/** One step for every part at once: the attributes are looked up together, then the values are counted together. */
async function narrowAll(query: Query, parts: readonly Part[]): Promise<readonly Part[]> {
  const looked = parts.map((part) => ({ part, affordable: affords(query, part) }));
  const chosen = await Promise.all(
    looked.map(async (one) => ({ ...one, choice: one.affordable ? await choose(query, one.part) : undefined })),
  );
  const steps = chosen.map(({ part, affordable, choice }) => {
    if (affordable && choice === undefined) return [{ ...part, untried: part.untried.slice(1) }];
    const groups = choice === undefined ? [] : groupsToCount(query, part, choice);
    return choice === undefined || groups.length === 0 ? [outOfCalls(query, part)] : { part, choice, groups };
  });
  const narrowed = await Promise.all(steps.map((step) => ('groups' in step ? split(query, step) : step)));
  return narrowed.flat();
}

/** Pays for the look-ups of a part, if what is left also pays for a first count. */
function affords(query: Query, part: Part): boolean {
  const cost = costOfChoosing(query, part);
  if (query.left.surveys < cost + 2 * countCost(query)) return false;
  query.left.surveys -= cost;
  return true;
}

/** Pays for the counts. The severe parts come first and take what they need. */
function groupsToCount(query: Query, part: Part, { values }: Choice): readonly (readonly string[])[] {
  const groups = inGroups(values, Math.floor(query.left.surveys / countCost(query)), totalOf(part.measure ?? {}).listed);
  query.left.surveys -= groups.length * countCost(query);
  return groups;
}

function outOfCalls(query: Query, part: Part): Part {
  query.troubles.add(tooManyCalls);
  return final(part);
}

type Step = { readonly part: Part; readonly choice: Choice; readonly groups: readonly (readonly string[])[] };

async function split(query: Query, { part, choice: { field }, groups }: Step): Promise<readonly Part[]> {
  const measures = await Promise.all(groups.map((values) => measureOf(query, withValues(part, { field, values }))));
  const counted = groups.flatMap((values, index) => (measures[index] === undefined ? [] : [{ values, measure: measures[index] }]));
  // Where it can not be counted by this attribute, the next one is tried.
  if (counted.length < groups.length) return [{ ...final(part), untried: untriedAfter(part, field) }];
  const parts = byValues(part, field, counted);
  if (part.known !== undefined) return parts;
  const rest = withoutValue(part, field, minus(part.measure ?? {}, plus(counted.map((one) => one.measure))));
  return boundOf(rest) === 0 ? parts : [...parts, rest];
}
