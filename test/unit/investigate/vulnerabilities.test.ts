import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { RuntimeScan, ScanResult } from '../../../src/extension/core/model/scan.ts';
import { parseSeverity } from '../../../src/extension/core/model/severity.ts';
import type { Finding } from '../../../src/extension/core/model/vulnerability.ts';
import { type FakeIntelOptions, fakeIntel } from '../../fakes/intel.ts';
import { type FakeOptions, type FakeTenant, failure } from '../../fakes/readTools.ts';
import { words } from './read.ts';
import { call, event, ids, pod, prepare, storefront } from './scenario.ts';

type Parts = Omit<Partial<Finding>, 'severity'> & { cve: string; severity?: string };

const found = ({ severity = 'critical', ...parts }: Parts): Finding => {
  const word = parseSeverity(severity);
  return { ...parts, ...(word && { severity: word }) };
};
const spring = found({
  cve: 'CVE-2022-22965',
  cvss: 9.8,
  exploitable: true,
  kev: true,
  package: { name: 'spring-beans', version: '5.3.17', type: 'java' },
  fixVersion: '5.3.18',
});
const kerberos = found({ cve: 'CVE-2021-36222', severity: 'high', cvss: 7.5, package: { name: 'libkrb5-3', type: 'os' } });
const digest = pod.image?.digest ?? '';

const scan: RuntimeScan = {
  resultId: 'e'.repeat(32),
  mainAssetName: 'docker.io/acme/storefront:2.14.1',
  scope: { workload: 'storefront' },
  riskSpotlight: true,
  totals: { found: { critical: 4, high: 21, medium: 60 }, inUse: { critical: 2, high: 5 } },
};
const result: ScanResult = {
  asset: { kind: 'image', digest },
  findings: [{ ...spring, inUse: true, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
};

type Options = { tenant?: Partial<FakeTenant>; fake?: Partial<FakeOptions>; intel?: FakeIntelOptions; trigger?: string };

async function look({ tenant = {}, fake = {}, intel = {}, trigger = ids.drop }: Options) {
  const { ctx, tools } = prepare({ ...storefront(), ...tenant }, fake);
  const sources = fakeIntel(intel);
  const investigated = await investigate(trigger, { ...ctx, intel: sources });
  return { investigated, tools, sources };
}

const claims = ({ vulnerabilities }: Case): readonly string[] =>
  vulnerabilities.status === 'done' ? vulnerabilities.value.map((one) => words(one.phrase)) : [];
const covered = (investigated: Case, name: string) => investigated.coverage.find((one) => one.name === name);
const shown = ({ correlation }: Case) =>
  correlation.status === 'done' ? correlation.value.rows.map(({ finding, score }) => [finding.text, score]) : correlation.reason;

describe('the vulnerability surface', () => {
  it('[I-15] joins the findings of the image with what its running scan says is in use', async () => {
    const { investigated } = await look({ tenant: { findings: { [digest]: [spring, kerberos] }, scans: [{ scan, result }] } });
    expect(claims(investigated).slice(0, 5)).toEqual([
      'Known vulnerabilities of docker.io/acme/storefront:2.14.1: 4 critical, 21 high and 60 medium.',
      'In packages that are in use: 2 critical and 5 high.',
      'Of the critical and high ones, 1 has a known exploit and 1 is listed by CISA as exploited.',
      'CVE-2022-22965 in spring-beans 5.3.17: critical, in use, exploit known, listed by CISA as exploited, fixed in 5.3.18.',
      'CVE-2021-36222 in libkrb5-3: high.',
    ]);
    expect(covered(investigated, 'vulnerabilities')).toMatchObject({ status: 'done', found: 2 });
    expect(shown(investigated)).toEqual([['CVE-2022-22965', 5]]);
  });

  it('[I-15] where only the image is listed, critical and high ones are told, which are what was asked for', async () => {
    const { investigated } = await look({ tenant: { findings: { [digest]: [spring, kerberos] } } });
    expect(claims(investigated).slice(0, 2)).toEqual([
      'Critical and high vulnerabilities of docker.io/acme/storefront:2.14.1: 1 critical and 1 high.',
      'Which of their packages are in use is not known.',
    ]);
  });

  it('[I-15] without findings of the image the scan of the workload tells alone', async () => {
    const { investigated, tools } = await look({ tenant: { scans: [{ scan, result }] } });
    expect(claims(investigated)).toContain('In packages that are in use: 2 critical and 5 high.');
    const listed = tools.asked.find(({ tool }) => tool === 'list_runtime_scan_results')?.args['filter'];
    expect(listed).toContain('kubernetes.workload.name = "storefront"');
  });

  it('[I-15] without either it is skipped: no scan data', async () => {
    const { investigated } = await look({});
    expect(investigated.vulnerabilities).toEqual({ status: 'skipped', reason: 'no scan data' });
    expect(investigated.correlation.status).toBe('skipped');
    const asked = covered(investigated, 'vulnerabilities')?.cites?.map((id) => investigated.evidence.find((one) => one.id === id)?.source);
    expect(asked).toEqual(expect.arrayContaining([expect.objectContaining({ tool: 'list_runtime_scan_results' })]));
    expect(investigated.status).toBe('done');
  });

  it('[I-15] a scan that was not evaluated yet tells its totals, and one without totals is no data', async () => {
    const { resultId: _none, ...waiting } = scan;
    const { investigated } = await look({ tenant: { scans: [{ scan: waiting, result }] } });
    expect(claims(investigated)[0]).toContain('4 critical, 21 high and 60 medium');
    const bare = await look({ tenant: { scans: [{ scan: { ...waiting, totals: {} }, result }] } });
    expect(bare.investigated.vulnerabilities).toEqual({ status: 'skipped', reason: 'no scan data' });
  });

  it('[I-15] a tenant that does not know a label of scans is asked under the other names of the image', async () => {
    const refuses = /kubernetes|image\.name|container\.image\.repo/;
    const fail: FakeOptions['fail'] = (tool, { filter }) =>
      tool === 'list_runtime_scan_results' && refuses.test(String(filter)) ? failure('invalid', 'unknown label') : undefined;
    const { investigated, tools } = await look({ tenant: { scans: [{ scan, result }] }, fake: { fail } });
    const filters = tools.asked.filter(({ tool }) => tool === 'list_runtime_scan_results').map(({ args }) => args['filter']);
    expect(filters.slice(1)).toEqual(
      ['image.name', 'container.image.repo', 'imageRepo'].map((key) => `${key} = "docker.io/acme/storefront"`),
    );
    expect(covered(investigated, 'vulnerabilities')?.status).toBe('done');
  });

  it('[I-15] the scan of another build of the image says nothing of what is in use here, and that is told', async () => {
    const other = { ...result, asset: { ...result.asset, digest: `sha256:${'0'.repeat(64)}` } };
    const { investigated } = await look({ tenant: { findings: { [digest]: [spring] }, scans: [{ scan, result: other }] } });
    expect(claims(investigated)).toContain(
      'CVE-2022-22965 in spring-beans 5.3.17: critical, exploit known, listed by CISA as exploited, fixed in 5.3.18.',
    );
    expect(covered(investigated, 'vulnerabilities')?.reason).toContain('of another image');
  });

  it('[I-27] the order of findings, packages and scans does not show in the case', async () => {
    const findings = [
      spring,
      kerberos,
      { ...spring, package: { name: 'spring-core' } },
      { ...kerberos, package: { name: 'libkrb5support0' } },
    ];
    const twice = [
      { ...spring, inUse: false },
      { ...spring, inUse: true },
      { ...kerberos, inUse: false },
    ];
    const idle: RuntimeScan = { ...scan, resultId: 'a'.repeat(32), totals: { found: { low: 1 }, inUse: {} } };
    const told = async (turn: <T>(rows: readonly T[]) => readonly T[]) => {
      const scans = turn([
        { scan, result: { ...result, findings: turn(twice) } },
        { scan: idle, result: { ...result, findings: [] } },
      ]);
      const { investigated } = await look({ tenant: { findings: { [digest]: turn(findings) }, scans } });
      return { told: claims(investigated), correlation: investigated.correlation };
    };
    const straight = await told((rows) => rows);
    expect(straight.told.join('\n')).toContain('CVE-2022-22965 in spring-beans 5.3.17: critical, in use');
    expect(await told((rows) => rows.toReversed())).toEqual(straight);
  });

  it('[I-15] one of the two ways failing loses only what it would have brought, and that is told', async () => {
    const fail: FakeOptions['fail'] = (tool) => (tool === 'list_runtime_scan_results' ? failure('server', 'status code: 500') : undefined);
    const { investigated } = await look({ tenant: { findings: { [digest]: [spring] } }, fake: { fail } });
    expect(covered(investigated, 'vulnerabilities')).toMatchObject({
      status: 'done',
      reason: 'a part could not be read: status code: 500',
    });
    const cited = covered(investigated, 'vulnerabilities')?.cites?.map((id) => investigated.evidence.find((one) => one.id === id)?.failure);
    expect(cited).toContain('status code: 500');
    const both: FakeOptions['fail'] = (tool) =>
      /scan_results|findings_by_image/.test(tool) ? failure('server', 'status code: 500') : undefined;
    const none = await look({ fake: { fail: both } });
    expect(none.investigated.vulnerabilities).toEqual({ status: 'failed', reason: 'status code: 500' });
    expect(none.investigated.flow.status).toBe('done');
  });

  it('[I-15] a trigger without a machine looks at the image that its chain began on', async () => {
    const { investigated } = await look({ trigger: ids.access, tenant: { findings: { [digest]: [spring] } } });
    expect(covered(investigated, 'vulnerabilities')).toMatchObject({ status: 'skipped' });
    expect(covered(investigated, 'vulnerabilities of storefront')).toMatchObject({ status: 'done', found: 1 });
    expect(claims(investigated)).toContain(
      'CVE-2022-22965 in spring-beans 5.3.17: critical, exploit known, listed by CISA as exploited, fixed in 5.3.18.',
    );
  });
});

describe('public sources on vulnerabilities', () => {
  const tenant = { findings: { [digest]: [spring, kerberos] } };
  const names = ['NVD', 'CISA KEV', 'GitHub advisories', 'Exploit-DB', 'EPSS'];
  const known: FakeIntelOptions['known'] = {
    nvd: {
      [spring.cve]: {
        cve: spring.cve,
        score: 9.8,
        severity: 'critical',
        description: 'Data binding on JDK 9+ allows remote code execution.',
        weaknesses: [],
      },
    },
    kev: { [spring.cve]: { cve: spring.cve, added: '2022-04-04', ransomware: false } },
    exploitDb: {
      [spring.cve]: {
        cve: spring.cve,
        exploits: [
          { id: '50800', title: 'Spring4Shell', url: 'u', published: undefined, type: undefined, platform: undefined, verified: true },
        ],
      },
    },
  };

  it('[I-16] are asked about what passes the tactic gate, each a direction of its own, and about nothing that is refused', async () => {
    const { investigated, sources } = await look({ tenant, intel: { known } });
    const onCves = sources.asked.filter(({ about }) => about.startsWith('CVE'));
    expect(onCves.map(({ source }) => source)).toEqual(['nvd', 'kev', 'ghsa', 'exploitDb', 'epss']);
    expect(new Set(onCves.map(({ about }) => about))).toEqual(new Set(['CVE-2022-22965']));
    expect(names.map((name) => covered(investigated, name)?.found)).toEqual([1, 1, 0, 1, 0]);
    expect(claims(investigated)).toEqual(
      expect.arrayContaining([
        'NVD has CVE-2022-22965 at 9.8 (critical): Data binding on JDK 9+ allows remote code execution.',
        'CISA lists CVE-2022-22965 as exploited since 2022-04-04.',
        'GitHub advisories knows nothing of 1 CVE that it was asked about.',
        'Exploit-DB has 1 exploit for CVE-2022-22965: number 50800, verified, Spring4Shell.',
      ]),
    );
  });

  it('[I-16] nothing is asked of anybody where the trigger is of another tactic, or of none that is known', async () => {
    const looked = event({ id: 'd'.repeat(32), ago: 5, rule: 'System Geolocation Discovery', tags: ['mitre_discovery'], scope: pod });
    const unknown = event({ id: 'e'.repeat(32), ago: 5, rule: 'Rule 17', scope: pod });
    for (const trigger of [looked, unknown]) {
      const { investigated, sources } = await look({
        trigger: trigger.id,
        tenant: { ...tenant, events: [trigger], groups: [], threats: [] },
      });
      expect(sources.asked.filter(({ about }) => about.startsWith('CVE'))).toEqual([]);
      for (const name of names) {
        expect(covered(investigated, name)).toMatchObject({
          status: 'skipped',
          reason: 'no critical or high vulnerability passes the tactic gate',
        });
      }
      expect(shown(investigated)).toEqual([]);
    }
  });

  it('[I-16] [I-28] one that throttles is failed with its reason, asked once, cited, and the case goes on with the others', async () => {
    const fail: FakeIntelOptions['fail'] = (source) => (source === 'nvd' ? 'rate-limited (HTTP 403)' : undefined);
    const { investigated, sources } = await look({ tenant, intel: { known, fail } });
    const nvd = covered(investigated, 'NVD');
    expect(nvd).toMatchObject({ status: 'failed', reason: 'rate-limited (HTTP 403)' });
    expect(sources.asked.filter(({ source }) => source === 'nvd')).toHaveLength(1);
    const cited = investigated.evidence.find((one) => one.id === nvd?.cites?.[0]);
    expect(cited).toMatchObject({
      source: { kind: 'http', url: 'https://nvd.example/CVE-2022-22965' },
      failure: 'rate-limited (HTTP 403)',
    });
    expect(covered(investigated, 'CISA KEV')?.status).toBe('done');
    expect(investigated.calls.find(({ tool }) => tool === 'nvd')).toMatchObject({ outcome: 'failed', args: { cve: 'CVE-2022-22965' } });
    expect(words(investigated.summary.at(-1)!.phrase)).toContain('NVD failed');
    expect(shown(investigated)).toEqual([['CVE-2022-22965', 5]]);
  });

  it('[I-16] one that answers only some of its questions tells how many, and why not the rest', async () => {
    const second = { ...spring, cve: 'CVE-2022-22963' };
    const fail: FakeIntelOptions['fail'] = (source, about) => (source === 'nvd' && about === spring.cve ? 'rate-limited' : undefined);
    const { investigated } = await look({ tenant: { findings: { [digest]: [spring, second] } }, intel: { fail } });
    expect(covered(investigated, 'NVD')).toMatchObject({ status: 'done', truncated: { shown: 1, total: 2 }, reason: 'rate-limited' });
  });

  it('[I-16] one that is switched off is skipped with that reason, and all are where the host offers none', async () => {
    const { investigated, sources } = await look({ tenant, intel: { off: { ghsa: 'switched off in settings' } } });
    expect(covered(investigated, 'GitHub advisories')).toMatchObject({ status: 'skipped', reason: 'switched off in settings' });
    expect(sources.asked.map(({ source }) => source)).not.toContain('ghsa');
    const { ctx } = prepare({ ...storefront(), ...tenant });
    const without = await investigate(ids.drop, ctx);
    for (const name of [...names, 'VirusTotal', 'geolocation']) {
      expect(covered(without, name)).toMatchObject({ status: 'skipped', reason: 'not offered by this host' });
    }
  });

  it('[I-24] CISA’s listing counts from the source as it does from the scan', async () => {
    const unlisted = found({ cve: spring.cve, cvss: 9.8, exploitable: true, package: { name: 'tomcat-libs', type: 'os' } });
    const score = async (options: FakeIntelOptions) =>
      shown((await look({ tenant: { findings: { [digest]: [unlisted] } }, intel: options })).investigated);
    expect(await score({})).toEqual([]);
    expect(await score({ known: { kev: { [spring.cve]: { cve: spring.cve, ransomware: true } } } })).toEqual([[spring.cve, 4]]);
  });

  it('[I-24] what NVD says of it may still hold it back', async () => {
    const dos = { nvd: { [spring.cve]: { cve: spring.cve, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', weaknesses: [] } } };
    const { investigated } = await look({ tenant, intel: { known: dos } });
    expect(shown(investigated)).toEqual([]);
  });
});

it('[I-15] a cloud call alone has neither image nor machine, and says so', async () => {
  const alone = event({
    id: 'f'.repeat(32),
    ago: 5,
    rule: 'Create Access Key for User',
    source: 'awscloudtrail',
    scope: { awsAccount: '1' },
    fields: call('CreateAccessKey', 'iam'),
  });
  const { investigated } = await look({ trigger: alone.id, tenant: { events: [alone], groups: [], threats: [] } });
  expect(investigated.vulnerabilities).toEqual({ status: 'skipped', reason: 'the trigger names no image, no workload and no host' });
});
