import { isQuotable } from '../../tools/filter.ts';
import { sourceSpellings } from '../sources.ts';
import type { Choice, Part } from './part.ts';
import { type Query, valuesOf } from './query.ts';

/** I-29: source, then rule; then places, the wide ones first. All of them are attributes that every tenant can filter by (contract §5). */
const stages = [
  ['source', 'ruleName'],
  ['kubernetes.namespace.name', 'kubernetes.workload.name', 'kubernetes.pod.name', 'host.hostName', 'container.image.repo'],
] as const;

/** A count tells the severities; where there is none, they are an attribute like any other. */
export const whole: Part = { conditions: {}, untried: stages };
export const uncounted: Part = { conditions: {}, untried: [['severity'], ...stages] };

/** Characters of all values together: a filter travels in an address. */
const longestValues = 8_000;

const policyScale = ['0', '1', '2', '3', '4', '5', '6', '7'];

/** Calls that it takes to choose. */
export function costOfChoosing(query: Query, part: Part): number {
  if (part.known !== undefined) return 0;
  return (part.untried[0] ?? []).filter((field) => looksUp(query, field)).length;
}

/** The first attribute of the part's stage that tells its events apart; undefined where none does. */
export async function choose(query: Query, part: Part): Promise<Choice | undefined> {
  if (part.known !== undefined) return part.known;
  const choices = await Promise.all((part.untried[0] ?? []).map((field) => choiceOf(query, part, field)));
  return choices.find(splits);
}

async function choiceOf(query: Query, part: Part, field: string): Promise<Choice> {
  const found = looksUp(query, field) ? await valuesOf(query, part, field) : givenValues(field);
  const values = found.filter(isQuotable);
  if (values.length === found.length) return { field, values };
  query.troubles.add('a name with a control character in it can not stand in a filter');
  return { field, values, refused: true };
}

/** Events without a rule are told apart even where all others share one (contract, trap 8). */
function splits({ field, values, refused }: Choice): boolean {
  if (values.join('').length > longestValues) return false;
  return values.length > (field === 'ruleName' || refused ? 0 : 1);
}

function looksUp({ ledger }: Query, field: string): boolean {
  return field !== 'severity' && ledger.offers('discover_runtime_event_field_values');
}

function givenValues(field: string): readonly string[] {
  return field === 'severity' ? policyScale : field === 'source' ? sourceSpellings : [];
}
