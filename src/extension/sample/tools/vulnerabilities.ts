import * as z from 'zod';
import { parseFilter } from '../filter.ts';
import { notFound } from '../refusal.ts';
import { type AssetRecord, hexId, type VulnerabilityRecord } from '../world.ts';
import { number, text, tool } from './tool.ts';

/** Contract §3.10–§3.13. */
export const vulnerabilityTools = [
  tool({
    name: 'list_vulnerability_findings_by_image',
    description: 'Vulnerabilities of an image',
    args: z.object({
      image_digest: text('sha256:… of the image').optional(),
      severity: text('critical, high, medium or low').optional(),
      limit: number('10 when absent').optional(),
    }),
    access: 'read',
    permissions: [],
    run: ({ image_digest, severity, limit = 10 }, { world }) => {
      const images = world.assets.filter(
        ({ digest, vulnerabilities }) =>
          digest !== undefined && vulnerabilities.length > 0 && (image_digest === undefined || digest === image_digest),
      );
      const data = images.slice(0, limit).map(({ name, digest, vulnerabilities }) => ({
        image: { reference: name, digest },
        findings: vulnerabilities.filter((found) => severity === undefined || found.severity === severity).map(finding),
      }));
      return { data, page: { total: images.length } };
    },
  }),
  tool({
    name: 'list_runtime_scan_results',
    description: 'Scan results of running workloads and hosts',
    args: z.object({
      filter: text('For example kubernetes.workload.name = "storefront"').optional(),
      sort: text('vulnTotalBySeverity or runningVulnTotalBySeverity').optional(),
      order: text('asc or desc').optional(),
      limit: number('50 when absent').optional(),
      cursor: text('Page to continue with').optional(),
    }),
    access: 'read',
    permissions: [],
    run: ({ filter, limit = 50 }, { world }) => {
      const keep = filter === undefined || filter.trim() === '' ? () => true : parseFilter(filter, (name) => name.includes('.'));
      const rows = world.assets.filter(({ scope }) => keep((name) => scope[name]));
      return { data: rows.slice(0, limit).map(runtimeResult), page: { total: rows.length } };
    },
  }),
  tool({
    name: 'get_scan_result',
    description: 'One scan result with its packages and vulnerabilities',
    args: z.object({ result_id: text('resultId of a runtime scan result') }),
    access: 'read',
    permissions: [],
    run: ({ result_id }, { world, begin }) => {
      const asset = world.assets.find(({ name }) => resultId(name) === result_id);
      if (asset === undefined) throw notFound('scan result');
      return scanResult(asset, begin);
    },
  }),
  tool({
    name: 'fetch_threat_intelligence_feed',
    description: 'Curated advisories on current attacks',
    args: z.object({}),
    access: 'read',
    permissions: [],
    run: (_args, { world }) => ({ data: world.feed }),
  }),
];

function resultId(asset: string): string {
  return hexId(`scan/${asset}`);
}

function finding(found: VulnerabilityRecord) {
  const { cve, severity, cvss, exploitable, inUse, packageName, packageVersion, packageType, fixVersion, kevDate } = found;
  return {
    name: cve,
    severity,
    cvssScore: cvss,
    exploitable,
    cisaKev: kevDate !== undefined,
    inUse,
    packageName,
    packageVersion,
    packageType,
    ...(fixVersion === undefined ? {} : { fixVersion }),
  };
}

function runtimeResult(asset: AssetRecord) {
  return {
    resultId: resultId(asset.name),
    resourceId: asset.digest ?? asset.name,
    mainAssetName: asset.name,
    sbomId: null,
    scope: asset.scope,
    isRiskSpotlightEnabled: true,
    policyEvaluationResult: asset.vulnerabilities.length === 0 ? 'passed' : 'failed',
    vulnTotalBySeverity: totals(asset.vulnerabilities),
    runningVulnTotalBySeverity: totals(asset.vulnerabilities.filter(({ inUse }) => inUse)),
  };
}

function totals(found: readonly VulnerabilityRecord[]): Record<string, number> {
  const counts: Record<string, number> = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0 };
  for (const { severity } of found) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}

/** @param begin a scan of a while before the incidents, and the same one whenever it is asked for */
function scanResult(asset: AssetRecord, begin: number) {
  const { kind, name, digest, vulnerabilities } = asset;
  return {
    assetType: kind === 'host' ? 'host' : 'containerImage',
    stage: 'runtime',
    metadata:
      kind === 'host' ? { hostName: name, os: 'linux' } : { pullString: name, imageId: digest, digest, os: 'linux', architecture: 'amd64' },
    packages: Object.fromEntries(vulnerabilities.map((found, index) => [`p${index + 1}`, scannedPackage(found, index)])),
    vulnerabilities: Object.fromEntries(vulnerabilities.map((found, index) => [`v${index + 1}`, scannedVulnerability(found, index)])),
    layers: {},
    baseImages: null,
    policies: { globalEvaluation: vulnerabilities.length === 0 ? 'passed' : 'failed', evaluations: [] },
    producer: { producedAt: new Date(begin - 3 * 3_600_000).toISOString() },
  };
}

function scannedPackage({ packageName, packageVersion, packageType, inUse, fixVersion }: VulnerabilityRecord, index: number) {
  return {
    name: packageName,
    version: packageVersion,
    type: packageType,
    isRunning: inUse,
    isRemoved: false,
    ...(fixVersion === undefined ? {} : { suggestedFix: fixVersion }),
    vulnerabilitiesRefs: [`v${index + 1}`],
    riskAcceptRefs: null,
  };
}

/** `cisaKev` is an empty object where CISA does not list the CVE (contract, trap 37). */
function scannedVulnerability({ cve, severity, cvss, exploitable, fixVersion, kevDate }: VulnerabilityRecord, index: number) {
  return {
    name: cve,
    severity,
    cvssScore: { score: cvss, version: '3.1' },
    exploitable,
    cisaKev: kevDate === undefined ? {} : { publishDate: kevDate },
    ...(fixVersion === undefined ? {} : { fixVersion }),
    packageRef: `p${index + 1}`,
    providersMetadata: null,
    riskAcceptRefs: null,
  };
}
