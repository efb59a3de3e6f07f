import type { Correlation } from '../../model/case.ts';
import type { Claim } from '../../model/evidence.ts';
import { phrase } from '../../model/phrase.ts';
import { severityRank } from '../../model/severity.ts';
import type { Tactic } from '../../model/tactic.ts';
import type { Finding } from '../../model/vulnerability.ts';
import type { Sighting } from '../ledger.ts';
import { counted } from '../plural.ts';
import { byDanger, isGrave } from './danger.ts';
import { gate } from './gate.ts';
import { type Judged, judge, type TriggerTactic } from './judge.ts';
import type { Cited, Material } from './material.ts';
import { postureCandidate } from './postureCandidate.ts';
import { type Surroundings, usesOf, vulnerabilityCandidate } from './vulnerabilityCandidate.ts';

/** Only what scores as high is shown (I-24). */
const leastShown = 4;
const mostRows = 3;
/** Refusals that are told one by one; the rest is counted. */
const mostRefused = 8;

export type Beside = Pick<Surroundings, 'forebears'> & { readonly trigger: TriggerTactic; readonly event?: Sighting };

/** Every vulnerability and violated control beside the trigger's tactic: what scores 4 or more, and what the gate held back. */
export function correlate(material: Required<Omit<Material, 'feed'>>, beside: Beside): Correlation {
  const { findings, violations, advisories, verdicts } = material;
  const around = { forebears: beside.forebears, advisories, verdicts };
  const vulnerabilities = findings.map((found) => ({
    judged: judge(vulnerabilityCandidate(found, around), beside.trigger),
    grave: isGrave(found.value),
    rank: severityRank(found.value.severity),
  }));
  const posture = violations.map((violation) => ({
    judged: judge(postureCandidate(violation, beside.trigger.tactic, beside.event), beside.trigger),
    grave: true,
    rank: severityRank(violation.value.severity),
  }));
  const all = onceEach([...vulnerabilities, ...posture].toSorted(byScore));
  const rows = all.map(({ judged }) => judged.row).filter((row) => row.score >= leastShown);
  const refused = all.flatMap(({ judged, grave }) => (grave && judged.refused !== undefined ? [judged.refused] : []));
  return { rows: rows.slice(0, mostRows), refused: shortened(refused) };
}

type Ranked = { readonly judged: Judged; readonly grave: boolean; readonly rank: number };

function byScore(a: Ranked, b: Ranked): number {
  const { row: x } = a.judged;
  const { row: y } = b.judged;
  return y.score - x.score || a.rank - b.rank || (x.finding.text < y.finding.text ? -1 : x.finding.text > y.finding.text ? 1 : 0);
}

/** A CVE in several packages is one row, the best of it. */
function onceEach(ranked: readonly Ranked[]): readonly Ranked[] {
  const best = new Map<string, Ranked>();
  for (const one of ranked) {
    const { kind, finding } = one.judged.row;
    const name = `${kind} ${finding.text}`;
    if (!best.has(name)) best.set(name, one);
  }
  return [...best.values()];
}

function shortened(refused: readonly Claim[]): readonly Claim[] {
  const [first, ...rest] = refused.slice(mostRefused);
  if (first === undefined) return refused;
  const more = phrase`${counted(rest.length + 1, 'more finding')} did not pass the tactic gate.`;
  const cites = [...new Set([...first.cites, ...rest.flatMap((one) => one.cites)])] as unknown as Claim['cites'];
  return [...refused.slice(0, mostRefused), { phrase: more, cites }];
}

/** I-16: CVEs that public sources are asked about, the gravest first; one that the gate refuses is never among them. */
export function worthAsking(findings: readonly Cited<Finding>[], tactic: Tactic | undefined, most: number): readonly string[] {
  const passing = findings.filter(
    ({ value }) => isGrave(value) && /^CVE-\d{4}-\d{4,}$/.test(value.cve) && gate(usesOf(value, [])?.tactics ?? [], tactic).passes,
  );
  const ranked = passing.map(({ value }) => value).toSorted(byDanger);
  return [...new Set(ranked.map((finding) => finding.cve))].slice(0, most);
}
