import type { Indicator } from '../../model/intelligence.ts';
import type { Finding } from '../../model/vulnerability.ts';
import { indicatorsOf } from '../../tools/schemas/indicators.ts';
import type { Sighting } from '../ledger.ts';
import { byTime } from '../windowedEvents.ts';
import { type Cited, type SeenIndicator, together } from './material.ts';

/** Every address, domain, hash and CVE that stands in the events and among the findings, each once with all that shows it (I-17). */
export function seenIndicators(events: readonly Sighting[], findings: readonly Cited<Finding>[]): readonly SeenIndicator[] {
  const inEvents = events.toSorted(byTime).flatMap((event) => {
    const { fields, output = '' } = event.value;
    return indicatorsOf(...Object.values(fields), output).map((value): SeenIndicator => ({ value, cites: [event.id] }));
  });
  const inFindings = findings.map(({ value, cites }): SeenIndicator => ({ value: { kind: 'cve', value: value.cve.toUpperCase() }, cites }));
  const seen = new Map<string, [SeenIndicator, ...SeenIndicator[]]>();
  for (const one of [...inEvents, ...inFindings]) {
    const there = seen.get(keyOf(one.value));
    if (there === undefined) seen.set(keyOf(one.value), [one]);
    else there.push(one);
  }
  const once = [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, alike]) => alike);
  return once.map(([first, ...more]) => ({ value: first.value, cites: together(first.cites, ...more.map(({ cites }) => cites)) }));
}

/** Equal for the same thing, however a feed writes it. */
export function keyOf({ kind, value }: Indicator): string {
  return `${kind} ${value}`;
}
