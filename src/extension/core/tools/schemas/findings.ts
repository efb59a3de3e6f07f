import { parseSeverity, type Severity, type SeverityWord } from '../../model/severity.ts';
import type { Finding, VulnerablePackage } from '../../model/vulnerability.ts';
import { isRecord, rowsOf } from '../unwrap.ts';
import { firstOf, firstText, present, readFlag, readText } from './lenient.ts';
import { type Parsed, pageCut, parseRows } from './rows.ts';
import { digestIn } from './scope.ts';

type Source = Readonly<Record<string, unknown>>;

const listKeys = ['findings', 'vulnerabilities', 'vulns', 'images'] as const;

/** Findings, flat or grouped by image; what says itself that it is of another image is left out (contract §3.10). */
export function parseFindings(tool: string, value: unknown, asked: { digest: string; limit: number }): Parsed<readonly Finding[]> {
  const body = isRecord(value) && isRecord(value['data']) ? value['data'] : value;
  const entity = isRecord(body) ? listKeys.find((key) => key in body) : undefined;
  const listed = isRecord(body) && 'image' in body && entity !== undefined ? [body] : rowsOf(tool, body, entity ?? 'findings');
  const ofImage = listed.filter((row) => (digestIn(row) ?? asked.digest) === asked.digest).flatMap(ungrouped);
  const { value: findings, rows, skipped, truncated } = parseRows(tool, ofImage, parseFinding);
  const cut = truncated ?? pageCut(value, listed.length, asked.limit);
  // A page of images counts images.
  const counted = listed.every((row, index) => row === ofImage[index]) ? cut : cut && { shown: findings.length };
  return { value: findings, rows, skipped, ...(counted && { truncated: counted }) };
}

function ungrouped(row: unknown): readonly unknown[] {
  if (!isRecord(row)) return [row];
  const key = listKeys.find((one) => Array.isArray(row[one]) || row[one] === null);
  const list = key === undefined ? undefined : row[key];
  return key === undefined ? [row] : Array.isArray(list) ? list : [];
}

/** One finding under any of the names that are in use; undefined without an id. */
export function parseFinding(raw: unknown): Finding | undefined {
  if (!isRecord(raw)) return undefined;
  const source: Source = isRecord(raw['vulnerability']) ? { ...raw, ...raw['vulnerability'] } : raw;
  const cve = firstText(source, 'cve', 'cveId', 'vulnerabilityName', 'vulnerability', 'name');
  if (cve === undefined) return undefined;
  const fix = firstText(source, 'fixVersion', 'fixedInVersion', 'fix_version');
  // The word "None" stands for no fix (contract §3.12).
  const unfixed = fix !== undefined && /^none$/i.test(fix);
  return {
    cve,
    ...present({
      severity: severityIn(source['severity']),
      cvss: firstOf(source, readScore, ...cvssKeys),
      vector: firstOf(source, readVector, 'cvssVector', 'cvss_vector', ...cvssKeys),
      exploitable: firstOf(source, readFlag, 'exploitable', 'hasExploit', 'has_exploit'),
      kev: firstOf(source, readListing, 'cisaKev', 'knownExploited', 'cisa_kev', 'known_exploited'),
      inUse: firstOf(source, readFlag, ...inUseKeys),
      package: packageIn(source),
      fixVersion: unfixed ? undefined : fix,
      fixable: fix === undefined ? firstOf(source, readFlag, 'hasFix', 'has_fix') : !unfixed,
    }),
  };
}

const cvssKeys = ['cvssScore', 'cvss', 'cvss_score'] as const;
export const inUseKeys = ['inUse', 'isRunning', 'in_use', 'is_running'] as const;

function packageIn(source: Source): VulnerablePackage | undefined {
  const inner = isRecord(source['package']) ? source['package'] : {};
  const pick = (key: string) => firstText(source, `package${key}`, `package_${key.toLowerCase()}`) ?? firstText(inner, key.toLowerCase());
  const name = pick('Name') ?? readText(source['package']);
  return name === undefined ? undefined : { name, ...present({ version: pick('Version'), type: pick('Type'), path: pick('Path') }) };
}

/** Words only: a number would be on a scale of which nothing is known, the policies' one is another (contract §1.3). */
function severityIn(value: unknown): Severity | undefined {
  const severity = parseSeverity(value);
  return severity === undefined || /^\d+$/.test(severity.raw) ? undefined : severity;
}

/** CISA's listing is a flag, or an object that is empty, null or missing for what is not listed (contract, trap 37). */
function readListing(value: unknown): boolean | undefined {
  if (value === null) return false;
  return isRecord(value) ? Object.keys(value).length > 0 : readFlag(value);
}

/** A CVSS score: bare, `{score}` or `{value: {score}}`. */
function readScore(value: unknown): number | undefined {
  if (isRecord(value)) return readScore(value['score'] ?? value['value']);
  const score = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof score === 'number' && score >= 0 && score <= 10 ? score : undefined;
}

/** A CVSS vector, which in version 2 has no prefix: bare, or beside the score. */
function readVector(value: unknown): string | undefined {
  if (isRecord(value)) return readVector(value['vector'] ?? value['vectorString'] ?? value['value']);
  const vector = readText(value);
  return vector !== undefined && /^(CVSS:\d|AV:)/.test(vector) ? vector : undefined;
}

/**
 * The severities as the tool's input schema takes them, and none at all where it takes none or refuses them: text holds only one of them.
 * The scanner's own word for the least severe is "negligible".
 */
export function severityForms(
  offered: ReadonlyMap<string, unknown>,
  severities: readonly SeverityWord[] | undefined,
): readonly Readonly<Record<string, unknown>>[] {
  const name = ['severity', 'severities'].find((candidate) => offered.has(candidate));
  if (name === undefined || severities === undefined || severities.length === 0) return [{}];
  const words = severities.map((word) => (word === 'info' ? 'negligible' : word));
  if (takesList(offered.get(name))) return [{ [name]: words }, {}];
  return words.length === 1 ? [{ [name]: words[0] }, {}] : [{}];
}

function takesList(schema: unknown): boolean {
  if (!isRecord(schema)) return false;
  const types = [schema['type']].flat();
  const alternatives = [schema['anyOf'], schema['oneOf']].flatMap((one) => (Array.isArray(one) ? one : []));
  return types.includes('array') || alternatives.some(takesList);
}
