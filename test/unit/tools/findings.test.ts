import { describe, expect, it } from 'vitest';
import { parseFinding, parseFindings } from '../../../src/extension/core/tools/schemas/findings.ts';
import { parseRuntimeScans } from '../../../src/extension/core/tools/schemas/runtimeScans.ts';
import { parseScanResult } from '../../../src/extension/core/tools/schemas/scanResult.ts';

const malformed = expect.objectContaining({ reason: 'malformed' });
const digest = `sha256:${'9b'.repeat(32)}`;
const other = `sha256:${'77'.repeat(32)}`;
const cve = 'CVE-2022-22965';
const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const read = (value: unknown, limit = 50) => parseFindings('t', value, { digest, limit });
const cves = (value: unknown) => read(value).value.map((finding) => finding.cve);

describe('findings of an image', () => {
  it.each([
    ['flat under data', { data: [{ name: cve }] }],
    ['bare', [{ cve }]],
    ['named', { findings: [{ vulnerabilityName: cve }] }],
    ['named inside data', { data: { vulnerabilities: [{ vulnerability: cve }] } }],
    ['grouped by image', { data: [{ image: { reference: 'a', digest }, findings: [{ name: cve }] }] }],
    ['one image', { image: { digest }, vulnerabilities: [{ vulnerability: { name: cve } }] }],
    ['images inside data', { data: { images: [{ image: `a@${digest}`, vulns: [{ cveId: cve }] }] } }],
  ])('reads them %s', (_name, value) => {
    expect(cves(value)).toEqual([cve]);
  });

  it('leaves out what names another image: a server may ignore the filter', () => {
    const grouped = [digest, other].map((one, index) => ({ image: { digest: one }, findings: [{ name: `CVE-2024-000${index}` }] }));
    expect(cves({ data: grouped })).toEqual(['CVE-2024-0000']);
    expect(cves([{ cve, imageDigest: other }])).toEqual([]);
  });

  it.each([[{ data: [] }], [{ findings: null }], [{ data: [{ image: { digest }, findings: null }] }]])('takes %j for none', (value) => {
    expect(cves(value)).toEqual([]);
  });

  it.each([
    [{ severity: 'Critical' }, { severity: { word: 'critical', raw: 'Critical' } }],
    [{ severity: { value: 'high', sourceName: 'nvd' } }, { severity: { word: 'high', raw: 'high' } }],
    [{ severity: 3 }, {}],
    [{ severity: 'unknown' }, {}],
    [{ cvssScore: 9.8 }, { cvss: 9.8 }],
    [{ cvss: '9.8' }, { cvss: 9.8 }],
    [{ cvssScore: { score: 9.8, version: '3.1' } }, { cvss: 9.8 }],
    [{ cvssScore: { value: { score: 9.8 }, sourceName: 'nvd' } }, { cvss: 9.8 }],
    [{ cvssScore: { score: 9.8, vector } }, { cvss: 9.8, vector }],
    [{ cvssScore: { value: { score: 9.8, vector } } }, { cvss: 9.8, vector }],
    [{ cvssVector: vector }, { vector }],
    [{ cvss: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' }, { vector: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' }],
    [{ cvssVector: 'none' }, {}],
    [{ cvssScore: 'n/a' }, {}],
    [{ cvssScore: -1 }, {}],
    [{ exploitable: true }, { exploitable: true }],
    [{ hasExploit: 'false' }, { exploitable: false }],
    [{ inUse: false }, { inUse: false }],
    [{ isRunning: true }, { inUse: true }],
    [{ in_use: true }, { inUse: true }],
    [{ inUse: null }, {}],
    [{ cisaKev: { publishDate: '2022-04-04' } }, { kev: true }],
    [{ knownExploited: true }, { kev: true }],
    [{ cisaKev: {} }, { kev: false }],
    [{ cisaKev: false }, { kev: false }],
    [{ cisaKev: null }, { kev: false }],
    [{ fixVersion: '5.3.18' }, { fixVersion: '5.3.18', fixable: true }],
    [
      { fixedInVersion: '5.3.18', hasFix: true },
      { fixVersion: '5.3.18', fixable: true },
    ],
    [{ fixVersion: 'None' }, { fixable: false }],
    [{ hasFix: true }, { fixable: true }],
    [{ hasFix: false, fixVersion: '' }, { fixable: false }],
    [
      { packageName: 'a', packageVersion: '1', packageType: 'java', packagePath: '/a' },
      { package: { name: 'a', version: '1', type: 'java', path: '/a' } },
    ],
    [{ package: { name: 'a', version: '1' } }, { package: { name: 'a', version: '1' } }],
    [{ package: 'a' }, { package: { name: 'a' } }],
    [{ packageVersion: '1' }, {}],
  ])('reads %j, and leaves absent what is not said', (raw, expected) => {
    expect(parseFinding({ name: cve, ...raw })).toEqual({ cve, ...expected });
  });

  it('tells what a page left out, in findings or, where images are counted, without a total', () => {
    const grouped = { data: [{ image: { digest }, findings: [{ cve }, { cve: 'CVE-2024-0001' }] }], page: { total: 3 } };
    expect(read(grouped).truncated).toEqual({ shown: 2 });
    expect(read({ data: [{ cve }], page: { total: 3 } }).truncated).toEqual({ shown: 1, total: 3 });
    expect(read([{ cve }], 1).truncated).toEqual({ shown: 1 });
    expect(read([{ cve }, { severity: 'high' }])).toMatchObject({ skipped: 1, truncated: { shown: 1, total: 2 } });
    expect(read([{ cve }])).not.toHaveProperty('truncated');
  });

  it.each([{ data: { unexpected: true } }, { image: { digest } }, [{ severity: 'high' }], 'text'])('fails on %j', (value) => {
    expect(() => read(value)).toThrow(malformed);
  });
});

describe('runtime scans', () => {
  const scope = { 'asset.type': 'workload', 'kubernetes.cluster.name': 'prod-eu-1', 'kubernetes.workload.name': 'storefront' };

  it('reads an asset with its place and its totals', () => {
    const row = {
      resultId: '18b6',
      resourceId: 'sha256:77ab0c',
      mainAssetName: 'acme/storefront:2.14.1',
      sbomId: null,
      scope: { ...scope, 'kubernetes.pod.container.name': 'web', 'aws.account.id': 123456789012 },
      isRiskSpotlightEnabled: true,
      vulnTotalBySeverity: { critical: 4, negligible: 90 },
      runningVulnTotalBySeverity: { critical: 2 },
    };
    expect(parseRuntimeScans('t', { data: [row], page: { total: 1 } }, 50).value).toEqual([
      {
        resultId: '18b6',
        resourceId: 'sha256:77ab0c',
        mainAssetName: 'acme/storefront:2.14.1',
        assetType: 'workload',
        riskSpotlight: true,
        scope: { cluster: 'prod-eu-1', workload: 'storefront', containerName: 'web', awsAccount: '123456789012' },
        totals: { found: { critical: 4, info: 90 }, inUse: { critical: 2 } },
      },
    ]);
  });

  it('reads an asset that was not evaluated yet', () => {
    const { value } = parseRuntimeScans('t', [{ resultId: '', scope }], 50);
    expect(value).toEqual([{ assetType: 'workload', scope: { cluster: 'prod-eu-1', workload: 'storefront' }, totals: {} }]);
  });

  it.each([
    [{ total: 2 }, 50, { shown: 1, total: 2 }],
    [{ total: 1 }, 1, undefined],
    [{ next: 'c' }, 50, { shown: 1 }],
    [{}, 1, { shown: 1 }],
    [{}, 50, undefined],
  ])('tells from the page %j and the limit %i what was left out', (page, limit, truncated) => {
    expect(parseRuntimeScans('t', { data: [{ scope }], page }, limit).truncated).toEqual(truncated);
  });

  it.each([{ data: { unexpected: true } }, [{ unexpected: true }], 'text'])('fails on %j', (value) => {
    expect(() => parseRuntimeScans('t', value, 50)).toThrow(malformed);
  });
});

describe('scan results', () => {
  const vulnerability = {
    name: cve,
    severity: 'critical',
    cvssScore: { score: 9.8 },
    exploitable: true,
    cisaKev: {},
    fixVersion: '5.3.18',
  };
  const library = { name: 'spring-beans', version: '5.3.17', type: 'java', isRunning: true, vulnerabilitiesRefs: ['v1'] };
  const finding = {
    cve,
    severity: { word: 'critical', raw: 'critical' },
    cvss: 9.8,
    exploitable: true,
    kev: false,
    fixVersion: '5.3.18',
    fixable: true,
    package: { name: 'spring-beans', version: '5.3.17', type: 'java' },
    inUse: true,
  };
  const findings = (value: unknown) => parseScanResult('t', value).value.findings;
  const nested = {
    ...library,
    vulnerabilitiesRefs: undefined,
    vulns: [
      {
        name: cve,
        severity: { value: 'critical' },
        cvssScore: { value: { score: 9.8 } },
        exploitable: true,
        cisaKev: {},
        fixedInVersion: '5.3.18',
      },
    ],
  };

  it.each([
    ['maps', { packages: { p1: library }, vulnerabilities: { v1: vulnerability } }],
    ['lists', { packages: [{ id: 'p1', ...library }], vulnerabilities: [{ id: 'v1', ...vulnerability }] }],
    ['a wrapper', { data: { packages: { p1: library }, vulnerabilities: { v1: vulnerability } } }],
    ['v1beta1 lists', { result: { type: 'dockerImage', packages: [nested] } }],
  ])('joins packages and vulnerabilities of %s', (_name, value) => {
    expect(findings(value)).toEqual([finding]);
  });

  it('gives a finding for each package that has it, in use only where that package runs', () => {
    const packages = { p1: library, p2: { ...library, path: '/b', isRunning: false }, p3: { ...library, isRunning: undefined } };
    expect(findings({ packages, vulnerabilities: { v1: vulnerability } }).map(({ inUse }) => inUse)).toEqual([true, false, undefined]);
  });

  it('takes the package from the vulnerability where no list of a package has it, and its use for unknown', () => {
    const packages = { p1: { ...library, vulnerabilitiesRefs: null } };
    const [one, ...more] = findings({ packages, vulnerabilities: { v1: { ...vulnerability, packageRef: 'p1' } } });
    expect(one).toMatchObject({ cve, package: { name: 'spring-beans' } });
    expect(one).not.toHaveProperty('inUse');
    expect(more).toEqual([]);
  });

  it('keeps a vulnerability without any package', () => {
    const [one] = findings({ packages: null, vulnerabilities: { v1: vulnerability } });
    expect(one).toMatchObject({ cve });
    expect(one).not.toHaveProperty('package');
  });

  it('takes null tables for a scan that found nothing', () => {
    expect(findings({ packages: null, vulnerabilities: null })).toEqual([]);
  });

  it('reads what was scanned, and when', () => {
    const image = {
      pullString: 'acme/storefront:2.14.1',
      imageId: 'sha256:77ab0c',
      digest,
      baseOs: 'debian 12',
      os: 'linux',
      architecture: 'amd64',
    };
    const empty = { packages: {}, vulnerabilities: {} };
    expect(
      parseScanResult('t', { assetType: 'containerImage', metadata: image, ...empty, producer: { producedAt: '2026-06-10T06:00:00Z' } })
        .value,
    ).toEqual({
      asset: {
        kind: 'image',
        reference: 'acme/storefront:2.14.1',
        imageId: 'sha256:77ab0c',
        digest,
        os: 'debian 12',
        architecture: 'amd64',
      },
      producedAt: Date.UTC(2026, 5, 10, 6),
      findings: [],
    });
    expect(parseScanResult('t', { assetType: 'host', metadata: { hostName: 'vm-1', os: 'linux' }, ...empty }).value.asset).toEqual({
      kind: 'host',
      host: 'vm-1',
      os: 'linux',
    });
  });

  it('counts a vulnerability that cannot be read', () => {
    const packages = { p1: { ...library, vulnerabilitiesRefs: ['v1', 'v2'] } };
    const parsed = parseScanResult('t', { packages, vulnerabilities: { v1: vulnerability, v2: { severity: 'high' } } });
    expect(parsed).toMatchObject({ skipped: 1, truncated: { shown: 1, total: 2 } });
  });

  it.each([{ data: { unexpected: true } }, {}, [], 'text'])('fails on %j', (value) => {
    expect(() => findings(value)).toThrow(malformed);
  });
});
