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
  const seen = new Map<string, SeenIndicator>();
  for (const one of [...inEvents, ...inFindings]) {
    const known = seen.get(keyOf(one.value));
    seen.set(keyOf(one.value), known === undefined ? one : { ...known, cites: together(known.cites, one.cites) });
  }
  return [...seen.values()].sort((a, b) => (keyOf(a.value) < keyOf(b.value) ? -1 : 1));
}

/** Equal for the same thing, however a feed writes it. */
export function keyOf({ kind, value }: Indicator): string {
  return `${kind} ${value}`;
}
