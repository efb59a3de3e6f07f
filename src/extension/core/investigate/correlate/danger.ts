import { canonical } from '../../model/evidence.ts';
import { severityRank } from '../../model/severity.ts';
import type { Finding } from '../../model/vulnerability.ts';

/** Critical or high: worth a name, a refusal, and a question to a public source. */
export function isGrave({ severity }: Finding): boolean {
  return severity?.word === 'critical' || severity?.word === 'high';
}

/** Sorts what is in use before what is exploited, before what is only severe; equals by their name, so that arrival order can not show. */
export function byDanger(a: Finding, b: Finding): number {
  const weight = (one: Finding): number => Number(one.inUse ?? 0) * 4 + Number(one.kev ?? 0) * 2 + Number(one.exploitable ?? 0);
  return (
    weight(b) - weight(a) ||
    severityRank(a.severity) - severityRank(b.severity) ||
    (b.cvss ?? 0) - (a.cvss ?? 0) ||
    (canonical([a.cve, a]) < canonical([b.cve, b]) ? -1 : 1)
  );
}
