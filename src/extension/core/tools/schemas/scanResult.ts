import type { ScannedAsset, ScanResult } from '../../model/scan.ts';
import type { Finding, VulnerablePackage } from '../../model/vulnerability.ts';
import { isRecord, malformed } from '../unwrap.ts';
import { inUseKeys, parseFinding } from './findings.ts';
import { parseInstant } from './instant.ts';
import { firstOf, firstText, present, readFlag, readText } from './lenient.ts';
import { type Parsed, parseRows } from './rows.ts';
import { isDigest } from './scope.ts';

type Source = Readonly<Record<string, unknown>>;

/** A scan with its packages and vulnerabilities joined; maps in the current release, lists with nested `vulns` in v1beta1 (contract §3.12). */
export function parseScanResult(tool: string, value: unknown): Parsed<ScanResult> {
  const outer = isRecord(value) && isRecord(value['data']) ? value['data'] : value;
  const body = isRecord(outer) && isRecord(outer['result']) ? outer['result'] : outer;
  if (!isRecord(body) || !(isTable(body['packages']) || isTable(body['vulnerabilities']))) {
    throw malformed(tool, 'neither packages nor vulnerabilities are in the answer');
  }
  const { value: findings, rows, skipped, truncated } = parseRows(tool, occurrences(body), findingOf);
  const producer = isRecord(body['producer']) ? body['producer'] : {};
  const producedAt = parseInstant(producer['producedAt'] ?? body['producedAt']);
  return { value: { asset: assetOf(body), ...present({ producedAt }), findings }, rows, skipped, ...(truncated && { truncated }) };
}

/** A vulnerability as it stands in one package, or by itself where the scan names no package for it. */
type Occurrence = { readonly vulnerability: unknown; readonly package?: VulnerablePackage; readonly inUse?: boolean };

function findingOf({ vulnerability, ...where }: Occurrence): Finding | undefined {
  const finding = parseFinding(vulnerability);
  return finding && { ...finding, ...where };
}

function occurrences(body: Source): readonly Occurrence[] {
  const packages = tableOf(body['packages']);
  const vulnerabilities = tableOf(body['vulnerabilities']);
  const inPackages = [...packages.values()].flatMap((one) => {
    const refs = refsOf(one).filter((ref) => vulnerabilities.has(ref));
    // Only the package's own list says that its running copy has the vulnerability.
    const where = present({ package: packageOf(one), inUse: firstOf(one, readFlag, ...inUseKeys) });
    return [...refs.map((ref) => vulnerabilities.get(ref)), ...nested(one)].map((vulnerability) => ({ vulnerability, ...where }));
  });
  const referred = new Set([...packages.values()].flatMap(refsOf));
  const others = [...vulnerabilities]
    .filter(([id]) => !referred.has(id))
    .map(([, vulnerability]) => {
      const ref = readText(vulnerability['packageRef']);
      return { vulnerability, ...present({ package: packageOf(ref === undefined ? {} : (packages.get(ref) ?? {})) }) };
    });
  return [...inPackages, ...others];
}

function refsOf(source: Source): readonly string[] {
  const refs = source['vulnerabilitiesRefs'];
  return Array.isArray(refs) ? refs.map(readText).filter((ref) => ref !== undefined) : [];
}

function nested(source: Source): readonly unknown[] {
  const list = source['vulns'] ?? source['vulnerabilities'];
  return Array.isArray(list) ? list : [];
}

function packageOf(source: Source): VulnerablePackage | undefined {
  const name = readText(source['name']);
  if (name === undefined) return undefined;
  return {
    name,
    ...present({ version: readText(source['version']), type: readText(source['type']), path: firstText(source, 'path', 'packagePath') }),
  };
}

function isTable(value: unknown): boolean {
  return value === null || Array.isArray(value) || isRecord(value);
}

/** Records by their id; a list's ids stand in its records, or they have none that anything could refer to. */
function tableOf(value: unknown): ReadonlyMap<string, Source> {
  const entries = Array.isArray(value)
    ? value.map((row, index) => [idOf(row) ?? `#${index}`, row] as const)
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return new Map(entries.filter((entry): entry is [string, Source] => isRecord(entry[1])));
}

function idOf(row: unknown): string | undefined {
  return isRecord(row) ? firstText(row, 'id', 'ref') : undefined;
}

function assetOf(body: Source): ScannedAsset {
  const metadata = isRecord(body['metadata']) ? body['metadata'] : body;
  const type = firstText(body, 'assetType', 'type') ?? '';
  const digest = firstText(metadata, 'digest');
  const kind = /host/i.test(type) ? 'host' : /image/i.test(type) ? 'image' : undefined;
  return {
    ...(kind && { kind }),
    ...present({
      reference: firstText(metadata, 'pullString'),
      digest: digest !== undefined && isDigest(digest) ? digest : undefined,
      imageId: firstText(metadata, 'imageId'),
      host: firstText(metadata, 'hostName'),
      os: firstText(metadata, 'baseOs', 'os'),
      architecture: firstText(metadata, 'architecture'),
    }),
  };
}
