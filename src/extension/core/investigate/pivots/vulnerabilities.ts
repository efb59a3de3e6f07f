import { given } from '../../facts/given.ts';
import { type Cites, canonical, citing, type Evidence } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import type { Scope } from '../../model/threat.ts';
import type { Finding } from '../../model/vulnerability.ts';
import { worthAsking } from '../correlate/correlate.ts';
import { type Cited, together } from '../correlate/material.ts';
import type { Found, Lead, Pivot, Skipped } from '../pivot.ts';
import { placeName } from '../place.ts';
import { plural } from '../plural.ts';
import { publicSources } from './publicSources.ts';
import { runtimeScan, type Scanned } from './runtimeScan.ts';
import { tellSurface } from './vulnerabilitySurface.ts';

/** Findings of an image that are asked for; the worst are wanted, and the totals come from the scan. */
const mostFindings = 200;
/** I-16: CVEs that public sources are asked about. */
const mostAsked = 5;
const noData = 'no scan data';

/** I-15: what is known to be wrong with the image, and which of it is in use on the workload or host. */
export const vulnerabilities: Pivot = vulnerabilitiesOf('vulnerabilities', ({ scope }) => scope);

/** @param scopeOf whose vulnerabilities: those of the trigger's place, or of one that the chain led to */
export function vulnerabilitiesOf(name: string, scopeOf: (lead: Pick<Lead, 'scope'>) => Scope): Pivot {
  return {
    name,
    part: 'vulnerabilities',
    asked: (lead) => `the vulnerabilities of ${subjectOf(scopeOf(lead)) ?? 'the resource'} and of its packages in use`,
    run: (lead) => run(scopeOf(lead), lead),
  };
}

async function run(scope: Scope, lead: Lead): Promise<Found | Skipped> {
  const subject = subjectOf(scope);
  if (subject === undefined) return { skipped: 'the trigger names no image, no workload and no host' };
  const [image, scanned] = await Promise.all([orFailure(findingsOf(scope, lead)), orFailure(runtimeScan(scope, lead.ledger))]);
  const failure = [image, scanned].find((one) => one instanceof Failure);
  const listed = image instanceof Failure ? undefined : image;
  const running = scanned instanceof Failure ? undefined : scanned;
  const other = running !== undefined && isOther(running, scope);
  const own = other ? { cites: running.cites } : running;
  const findings = joined(listed, own);
  const cites = citesOf(listed, running, failure && lead.ledger.failedCall(failure));
  if (findings.length === 0 && own?.result === undefined && own?.scan?.totals.found === undefined) {
    if (failure !== undefined) throw failure;
    return { skipped: noData, ...(cites !== undefined && { cites }) };
  }
  if (cites === undefined) throw new Error('findings were read without a call');
  return { ...found({ subject, findings, running: own, cites }, lead), ...shortfall(listed, failure, other) };
}

type Read = {
  readonly subject: string;
  readonly findings: readonly Cited<Finding>[];
  readonly running: Scanned | undefined;
  readonly cites: Cites;
};

function found({ subject, findings, running, cites }: Read, lead: Lead): Found {
  const asked = worthAsking(findings, lead.classified.verdict.tactic, mostAsked);
  return {
    cites,
    count: new Set(findings.map((one) => one.value.cve)).size,
    says: `${plural(findings.length, 'vulnerability finding')} on ${subject}.`,
    claims: tellSurface({ subject, findings, scan: running?.scan, cites }),
    material: { findings },
    signals: publicSources(asked),
  };
}

/** What was cut or not got, in words. */
function shortfall(listed: Evidence | undefined, failure: Failure | undefined, other: boolean): Pick<Found, 'truncated' | 'limit'> {
  const limits = [
    failure === undefined ? undefined : `a part could not be read: ${failure.why}`,
    other ? 'the scan that runs there is of another image, so that what is in use is not known' : undefined,
  ].filter((one) => one !== undefined);
  return {
    ...(listed?.truncated && { truncated: listed.truncated }),
    ...(limits.length > 0 && { limit: limits.join('; ') }),
  };
}

async function findingsOf({ image }: Scope, { ledger }: Lead): Promise<Evidence<readonly Finding[]> | undefined> {
  if (image?.digest === undefined) return undefined;
  return ledger.read('list_vulnerability_findings_by_image', {
    digest: image.digest,
    severities: ['critical', 'high'],
    limit: mostFindings,
  });
}

/** One of two ways may fail: what the other brings is told all the same. */
async function orFailure<T>(answer: Promise<T>): Promise<T | Failure> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function isOther({ result }: Scanned, { image }: Scope): boolean {
  const digest = result?.asset.digest;
  return digest !== undefined && image?.digest !== undefined && digest !== image.digest;
}

/** One finding a CVE and package: what the image's list says, completed by what the scan says of it, whatever the order of either. */
function joined(listed: Evidence<readonly Finding[]> | undefined, running: Scanned | undefined): readonly Cited<Finding>[] {
  const byKey = new Map<string, Cited<Finding>>();
  const add = (value: Finding, cites: Cites): void => {
    const key = `${value.cve} ${value.package?.name ?? ''}`;
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? { value, cites } : { value: completed(known.value, value), cites: together(known.cites, cites) });
  };
  if (listed !== undefined) for (const finding of ordered(listed.value)) add(finding, citing(listed));
  if (running !== undefined) for (const finding of ordered(running.result?.findings ?? [])) add(finding, running.cites);
  return [...byKey.values()];
}

/** A package that stands in two places is in use where one of them is. */
function completed(known: Finding, more: Finding): Finding {
  return { ...known, ...more, ...given('inUse', known.inUse === true ? true : (more.inUse ?? known.inUse)) };
}

function ordered(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [canonical(finding), finding]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, finding]) => finding);
}

/** Of everything that was asked, what failed too. */
function citesOf(listed: Evidence | undefined, running: Scanned | undefined, failed: Cites | undefined): Cites | undefined {
  const [first, ...rest] = [listed && citing(listed), running?.cites, failed].filter((one) => one !== undefined);
  return first && together(first, ...rest);
}

/** The image where it is named, else the place. */
function subjectOf(scope: Scope): string | undefined {
  const { repository, tag, digest } = scope.image ?? {};
  if (repository !== undefined) return tag === undefined ? repository : `${repository}:${tag}`;
  if (scope.workload === undefined && scope.host === undefined) return digest;
  return placeName(scope);
}
