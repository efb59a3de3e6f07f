import type { RuntimeScan, SeverityCounts } from '../../model/scan.ts';
import { parseSeverity, type SeverityWord } from '../../model/severity.ts';
import type { Scope } from '../../model/threat.ts';
import { isRecord, rowsOf } from '../unwrap.ts';
import { firstText, present, readCount, readFlag, readText, readTextMap } from './lenient.ts';
import { type Parsed, pageCut, parseRows } from './rows.ts';
import { scopeOf } from './scope.ts';

/** The assets of a page with their newest scans. */
export function parseRuntimeScans(tool: string, value: unknown, limit: number): Parsed<readonly RuntimeScan[]> {
  const { value: scans, rows, skipped, truncated } = parseRows(tool, rowsOf(tool, value, 'runtimeResults'), parseRuntimeScan);
  const cut = truncated ?? pageCut(value, rows, limit);
  return { value: scans, rows, skipped, ...(cut && { truncated: cut }) };
}

function parseRuntimeScan(raw: unknown): RuntimeScan | undefined {
  if (!isRecord(raw)) return undefined;
  const labels = readTextMap(raw['scope']);
  const resultId = readText(raw['resultId']);
  const mainAssetName = readText(raw['mainAssetName']);
  if (resultId === undefined && mainAssetName === undefined && Object.keys(labels).length === 0) return undefined;
  return {
    ...present({
      resultId,
      resourceId: readText(raw['resourceId']),
      mainAssetName,
      assetType: labels['asset.type'],
      riskSpotlight: readFlag(raw['isRiskSpotlightEnabled']),
    }),
    scope: scanScope(labels),
    totals: present({ found: countsOf(raw['vulnTotalBySeverity']), inUse: countsOf(raw['runningVulnTotalBySeverity']) }),
  };
}

/** Scans have some labels of their own beside those of events (contract §3.11). */
function scanScope(labels: Readonly<Record<string, string>>): Scope {
  const own = present({
    workload: firstText(labels, 'workload.name'),
    containerName: firstText(labels, 'kubernetes.pod.container.name'),
    awsAccount: firstText(labels, 'aws.account.id'),
    gcpProject: firstText(labels, 'gcp.project.id'),
  });
  return { ...own, ...scopeOf(labels, {}) };
}

function countsOf(value: unknown): SeverityCounts | undefined {
  if (!isRecord(value)) return undefined;
  const counts: Partial<Record<SeverityWord, number>> = {};
  for (const [key, number] of Object.entries(value)) {
    const word = parseSeverity(key)?.word;
    const count = readCount(number);
    if (word !== undefined && count !== undefined) counts[word] = (counts[word] ?? 0) + count;
  }
  return counts;
}
