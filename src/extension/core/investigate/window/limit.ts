import type { Truncation } from '../../model/evidence.ts';
import { compareSeverities, severitiesInside, unrated } from './measure.ts';
import { missingOf } from './missing.ts';
import type { Part } from './part.ts';
import type { Query } from './query.ts';
import type { Read } from './read.ts';

/** Attributes in words, in the order in which a part is narrowed by them. */
const words: Readonly<Record<string, string>> = {
  severity: 'severity',
  source: 'source',
  ruleName: 'rule',
  'kubernetes.namespace.name': 'namespace',
  'kubernetes.workload.name': 'workload',
  'kubernetes.pod.name': 'pod',
  'host.hostName': 'host',
  'container.image.repo': 'image',
};

/** "up to 3,112 events in the window, 214 read after narrowing by severity and rule, all of severity 0 and 1 among them; …" */
export function tellCut(query: Query, reads: readonly Read[], { shown, total }: Truncation): string {
  const by = narrowedBy(reads);
  const after = by.length === 0 ? '' : ` after narrowing by ${inWords(by)}`;
  const whole = wholeSeverities(query, reads);
  const among = whole.length === 0 ? '' : `, all of severity ${inWords(whole)} among them`;
  const there = total === undefined ? 'an unknown number of' : `up to ${written(total)}`;
  const why = query.troubles.size === 0 ? ['no known attribute narrows the rest further'] : [...query.troubles].sort();
  return [`${there} events in the window, ${written(shown)} read${after}${among}`, ...why].join('; ');
}

/** 3112 as 3,112, whatever the machine's locale. */
function written(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

function narrowedBy(reads: readonly Read[]): readonly string[] {
  const fields = new Set(
    partsOf(reads).flatMap(({ severities, conditions }) => [...(severities ? ['severity'] : []), ...Object.keys(conditions)]),
  );
  return Object.entries(words).flatMap(([field, word]) => (fields.has(field) ? [word] : []));
}

function partsOf(reads: readonly Read[]): readonly Part[] {
  return reads.flatMap(({ part, narrowed }) => [part, ...(narrowed === undefined ? [] : partsOf(narrowed.reads))]);
}

/** Severities of which nothing is missing, as far as counts tell. */
function wholeSeverities(query: Query, reads: readonly Read[]): readonly string[] {
  const counted = reads.flatMap((read) =>
    severitiesInside(read.part.measure ?? {}).map((severity) => ({ severity, whole: missingOf(read, query.window) === 0 })),
  );
  const cut = new Set(counted.flatMap(({ severity, whole }) => (whole ? [] : [severity])));
  const present = [...new Set(counted.map(({ severity }) => severity))].filter((severity) => severity !== unrated);
  return present.filter((severity) => !cut.has(severity)).sort(compareSeverities);
}

function inWords(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
