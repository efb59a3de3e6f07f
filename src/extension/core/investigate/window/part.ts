import { absent, all, equals, type Filter, oneOf } from '../../tools/filter.ts';
import { compare, compareSeverities, type Measure, severitiesInside, unrated } from './measure.ts';

/** An attribute and the values of it that narrow a part; `refused` where one more can not stand in a filter. */
export type Choice = { readonly field: string; readonly values: readonly string[]; readonly refused?: true };

/** Some of the events that a direction asks for. */
export type Part = {
  /** by attribute, beside the direction's own filter */
  readonly conditions: Readonly<Record<string, Filter>>;
  /** absent: all of them */
  readonly severities?: readonly string[];
  /** absent where the tenant does not count */
  readonly measure?: Measure;
  /** the measure is what was left over of a count: the tenant may have named too few values */
  readonly estimated?: true;
  /** attributes that may narrow it further, in stages: those of one stage are looked up together */
  readonly untried: readonly (readonly string[])[];
  /** several values share this part: they can be told apart without another look */
  readonly known?: Choice;
};

/** @param base the direction's own filter */
export function filterOf(base: Filter | undefined, { severities, conditions }: Part): Filter | undefined {
  const severity = severities && (severities.includes(unrated) ? absent('severity') : oneOf('severity', severities));
  return all(base, severity, ...Object.values(conditions));
}

export function withValues(part: Part, { field, values }: Choice, measure?: Measure): Part {
  const [only] = values;
  const narrowed = after(part, field, measure);
  // Several values share a call, and are told apart only if that call is still too large.
  const known = values.length > 1 ? { known: { field, values } } : {};
  if (field === 'severity') return { ...narrowed, ...known, severities: values };
  const condition = only !== undefined && values.length === 1 ? equals(field, only) : oneOf(field, values);
  return { ...narrowed, ...known, conditions: { ...part.conditions, [field]: condition } };
}

/** The events that lack the attribute: an ML event has no rule, a cloud event no pod. */
export function withoutValue(part: Part, field: string, measure?: Measure): Part {
  const narrowed = after(part, field, measure);
  if (field === 'severity') return { ...narrowed, severities: [unrated] };
  const estimated = measure === undefined ? {} : ({ estimated: true } as const);
  return { ...narrowed, ...estimated, conditions: { ...part.conditions, [field]: absent(field) } };
}

function after(part: Part, field: string, measure: Measure | undefined): Part {
  const { known: _known, measure: _measure, estimated: _estimated, ...kept } = part;
  return { ...kept, untried: untriedAfter(part, field), ...(measure !== undefined && { measure }) };
}

export function canNarrow(part: Part): boolean {
  return part.untried.length > 0 || part.known !== undefined;
}

/** As narrow as it gets: what it holds is listed as far as one call goes. */
export function final(part: Part): Part {
  const { known: _known, ...kept } = part;
  return { ...kept, untried: [] };
}

/** Without the attribute and those before it in its stage, which did not split. */
export function untriedAfter(part: Part, field: string): Part['untried'] {
  return part.untried.map((stage) => stage.slice(stage.indexOf(field) + 1)).filter((stage) => stage.length > 0);
}

/** The most severe first, then by the filter's text, so that what is read does not depend on which answer came first. */
export function bySeverity(a: Part, b: Part): number {
  return compareSeverities(mostSevere(a), mostSevere(b)) || compare(filterOf(undefined, a) ?? '', filterOf(undefined, b) ?? '');
}

export function mostSevere({ measure, severities = [] }: Part): string {
  const [first] = measure === undefined ? severities.toSorted(compareSeverities) : severitiesInside(measure);
  return first ?? unrated;
}
