import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { FeedEntry } from '../../../src/extension/core/model/intelligence.ts';
import { parseSeverity } from '../../../src/extension/core/model/severity.ts';
import type { SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { type FakeIntelOptions, fakeIntel } from '../../fakes/intel.ts';
import { type FakeTenant, failure } from '../../fakes/readTools.ts';
import { citing, unsupported, words } from './read.ts';
import { event, groups, ids, pod, prepare, proc, storefront } from './scenario.ts';

const covered = (investigated: Case, name: string) => investigated.coverage.find((one) => one.name === name);
const told = ({ indicators }: Case): readonly string[] =>
  indicators.status === 'done' ? indicators.value.map((one) => words(one.phrase)) : [indicators.reason];

/** What the feed's direction says. */
const fed = (investigated: Case): readonly string[] => told(investigated).filter((one) => one.includes('feed'));

async function look(trigger: string, tenant: FakeTenant, options: FakeIntelOptions = {}) {
  const { ctx, tools } = prepare(tenant);
  const sources = fakeIntel(options);
  const investigated = await investigate(trigger, { ...ctx, intel: sources });
  return { investigated, sources, tools };
}

const alone = (...events: readonly SecurityEvent[]): FakeTenant => ({ events, groups: [], threats: [] });

describe('the threat-intelligence feed', () => {
  const feed: readonly FeedEntry[] = [
    {
      title: 'Web shells dropping kdevtmpfsi variants',
      indicators: [
        { kind: 'address', value: '198.51.100.23' },
        { kind: 'cve', value: 'CVE-2022-22965' },
        { kind: 'domain', value: 'pool.example' },
        { kind: 'hash', value: '6f'.repeat(32) },
      ],
    },
    { title: 'Another campaign', indicators: [{ kind: 'address', value: '192.0.2.99' }] },
  ];

  it('[I-17] is read once, and every address, domain, hash and CVE of the incident is held against it', async () => {
    const spring = { cve: 'CVE-2022-22965', package: { name: 'spring-beans' } };
    const findings = { [pod.image?.digest ?? '']: [spring] };
    const { investigated, tools } = await look(groups.web, { ...storefront(), feed, findings });
    expect(tools.asked.filter(({ tool }) => tool === 'fetch_threat_intelligence_feed')).toHaveLength(1);
    const titled = ': “Web shells dropping kdevtmpfsi variants”.';
    expect(fed(investigated)).toEqual([
      `The threat-intelligence feed names 198.51.100.23${titled}`,
      `The threat-intelligence feed names CVE-2022-22965${titled}`,
      `The threat-intelligence feed names pool.example${titled}`,
      `The threat-intelligence feed names ${'6f'.repeat(32)}${titled}`,
    ]);
    expect(covered(investigated, 'threat-intelligence feed')).toMatchObject({ status: 'done', found: 4 });
  });

  it('[I-17] what it names cites the feed and the event in which it was seen', async () => {
    const { investigated } = await look(groups.web, { ...storefront(), feed });
    if (investigated.indicators.status !== 'done') throw new Error(investigated.indicators.reason);
    const [first] = investigated.indicators.value;
    const cited = first?.cites.map((id) => investigated.evidence.find((one) => one.id === id)?.source) ?? [];
    expect(cited).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ tool: 'fetch_threat_intelligence_feed' }),
        expect.objectContaining({ tool: 'get_event_info' }),
      ]),
    );
  });

  it('[I-17] a feed that names none of them says so, with 0 found', async () => {
    const { investigated } = await look(ids.drop, { ...storefront(), feed: [feed[1] as FeedEntry] });
    expect(fed(investigated)).toEqual([
      expect.stringMatching(/^Of \d+ indicators that were seen the threat-intelligence feed names none\.$/),
    ]);
    expect(covered(investigated, 'threat-intelligence feed')).toMatchObject({ status: 'done', found: 0 });
  });

  it('[I-17] [I-28] a feed that cannot be read is a failed part, and the case goes on', async () => {
    const fail = (tool: string) => (tool === 'fetch_threat_intelligence_feed' ? failure('server', 'status code: 503') : undefined);
    const { ctx } = prepare(storefront(), { fail });
    const investigated = await investigate(ids.drop, ctx);
    expect(covered(investigated, 'threat-intelligence feed')).toMatchObject({ status: 'failed', reason: 'status code: 503' });
    expect(investigated.flow.status).toBe('done');
  });
});

describe('file reputation', () => {
  const sha256 = '6f'.repeat(32);
  const malware = { sha256, malicious: 41, suspicious: 1, harmless: 0, undetected: 28, label: 'trojan.kdevtmpfsi' };

  it('[I-18] asks VirusTotal about the hash of the trigger', async () => {
    const { investigated, sources } = await look(ids.drop, storefront(), { known: { file: { [sha256]: malware } } });
    expect(sources.asked.filter(({ source }) => source === 'file')).toEqual([{ source: 'file', about: sha256 }]);
    expect(told(investigated)).toContain(`VirusTotal: 41 of 70 engines call the file ${sha256} malicious, as trojan.kdevtmpfsi.`);
  });

  it('[I-18] a trigger without a hash looks at the other events of its container', async () => {
    const shell = event({
      id: '1'.repeat(32),
      ago: 10,
      rule: 'Run shell untrusted',
      scope: pod,
      fields: proc('bash', 'bash', 'java', 7, 1),
    });
    const drift = event({
      id: '2'.repeat(32),
      ago: 3 * 1440,
      rule: 'Drift detected',
      scope: pod,
      fields: { 'proc.hash.sha256': sha256, 'proc.name': 'x' },
    });
    const elsewhere = event({
      id: '3'.repeat(32),
      ago: 2 * 1440,
      rule: 'Drift detected',
      scope: { ...pod, container: 'ffffffffffff' },
      fields: { 'proc.hash.sha256': 'ab'.repeat(32), 'proc.name': 'y' },
    });
    const { sources } = await look(shell.id, alone(shell, drift, elsewhere));
    expect(sources.asked.filter(({ source }) => source === 'file').map(({ about }) => about)).toEqual([sha256]);
  });

  it('[I-18] a file that VirusTotal has never seen is a finding, not an error', async () => {
    const { investigated } = await look(ids.drop, storefront());
    expect(told(investigated)).toContain(`VirusTotal has never seen the file ${sha256}.`);
    expect(covered(investigated, 'VirusTotal')).toMatchObject({ status: 'done', found: 0 });
  });

  it('[I-18] without a key it is skipped: no API key; without a hash it is skipped too', async () => {
    const { investigated, sources } = await look(ids.drop, storefront(), { off: { virusTotal: 'no API key' } });
    expect(covered(investigated, 'VirusTotal')).toMatchObject({ status: 'skipped', reason: 'no API key' });
    expect(sources.asked.map(({ source }) => source)).not.toContain('file');
    const { investigated: without } = await look(ids.other, storefront());
    expect(covered(without, 'VirusTotal')).toMatchObject({ status: 'skipped', reason: expect.stringContaining('SHA-256') });
  });

  it('[I-24] five engines or more lift what correlates by one', async () => {
    const critical = parseSeverity('critical');
    const finding = {
      cve: 'CVE-2026-0001',
      cvss: 9.8,
      exploitable: true,
      package: { name: 'tomcat-libs' },
      ...(critical && { severity: critical }),
    };
    const findings = { [pod.image?.digest ?? '']: [finding] };
    const score = async (malicious: number) => {
      const known = { file: { [sha256]: { ...malware, malicious } } };
      const { correlation } = (await look(ids.drop, { ...storefront(), findings }, { known })).investigated;
      return correlation.status === 'done' ? correlation.value.rows.map((row) => row.score) : correlation.reason;
    };
    expect(await score(4)).toEqual([]);
    expect(await score(5)).toEqual([4]);
  });
});

describe('geolocation', () => {
  const connecting = (id: string, ago: number, ...addresses: readonly string[]) =>
    event({
      id,
      ago,
      rule: 'Outbound connection',
      scope: pod,
      fields: { ...proc('curl', `curl ${addresses.slice(1).join(' ')}`, 'bash', 5, 4), 'fd.rip': addresses[0] ?? '' },
    });

  it('[I-19] each public address of the incident is asked about once; private, reserved and documentation addresses never', async () => {
    const trigger = connecting('1'.repeat(32), 5, '45.9.20.9', '10.0.0.1', '169.254.169.254', '198.51.100.23', '45.9.20.10', '45.9.20.9');
    const place = { '45.9.20.9': { address: '45.9.20.9', country: 'CH', city: 'Zürich', network: 'AS64500 Example Hosting' } };
    const { investigated, sources } = await look(trigger.id, alone(trigger), { known: { place } });
    expect(sources.asked.filter(({ source }) => source === 'place').map(({ about }) => about)).toEqual(['45.9.20.9', '45.9.20.10']);
    expect(told(investigated)).toEqual(
      expect.arrayContaining([
        '45.9.20.9 is registered in Zürich, CH, in the network of AS64500 Example Hosting.',
        'Of 45.9.20.10 no place is known.',
      ]),
    );
  });

  it('[I-19] no public address: skipped with that reason, and nobody is asked', async () => {
    const { investigated, sources } = await look(ids.drop, storefront());
    expect(covered(investigated, 'geolocation')).toMatchObject({ status: 'skipped', reason: 'no public remote address was seen' });
    expect(sources.asked.filter(({ source }) => source === 'place')).toEqual([]);
  });

  it('[I-19] ten addresses at most, and the rest is told', async () => {
    const many = Array.from({ length: 14 }, (_one, index) => `45.9.21.${index + 1}`);
    const trigger = connecting('1'.repeat(32), 5, ...many);
    const { investigated, sources } = await look(trigger.id, alone(trigger));
    expect(sources.asked.filter(({ source }) => source === 'place')).toHaveLength(10);
    expect(covered(investigated, 'geolocation')?.truncated).toEqual({ shown: 10, total: 14 });
  });

  it('[I-19] [I-28] both services failing is a failed part that cites the calls; one switched off leaves the other', async () => {
    const trigger = connecting('1'.repeat(32), 5, '45.9.20.9');
    const fail: FakeIntelOptions['fail'] = (source) => (source === 'place' ? 'ipinfo.io: HTTP 500; ip-api.com: HTTP 500' : undefined);
    const { investigated } = await look(trigger.id, alone(trigger), { fail });
    expect(covered(investigated, 'geolocation')).toMatchObject({ status: 'failed', reason: expect.stringContaining('ipinfo.io') });
    const one = await look(trigger.id, alone(trigger), { off: { ipinfo: 'switched off in settings' } });
    expect(covered(one.investigated, 'geolocation')?.status).toBe('done');
    const both = { ipinfo: 'switched off in settings', ipApi: 'switched off in settings' };
    const none = await look(trigger.id, alone(trigger), { off: both });
    expect(covered(none.investigated, 'geolocation')).toMatchObject({ status: 'skipped', reason: 'switched off in settings' });
  });
});

describe('the whole case with public sources', () => {
  const critical = parseSeverity('critical');
  const springs = ['CVE-2022-22965', 'CVE-2022-22963'].map((cve) => ({
    cve,
    cvss: 9.8,
    exploitable: true,
    inUse: true,
    package: { name: 'spring-beans', version: '5.3.17', type: 'java' },
    ...(critical && { severity: critical }),
  }));
  const tenant = (): FakeTenant => ({
    ...storefront(),
    findings: { [pod.image?.digest ?? '']: springs },
    sysql: (query) => (query.includes('VIOLATES') ? [{ name: 'Privileged container', severity: 'High' }] : [{ name: 'cart' }]),
    feed: [{ title: 'Active attacks', indicators: [{ kind: 'address', value: '198.51.100.23' }] }],
  });
  const options: FakeIntelOptions = {
    known: {
      kev: { 'CVE-2022-22965': { cve: 'CVE-2022-22965', added: '2022-04-04', ransomware: false } },
      file: { ['6f'.repeat(32)]: { sha256: '6f'.repeat(32), malicious: 41, suspicious: 0, harmless: 0, undetected: 1 } },
    },
    fail: (source) => (source === 'epss' ? 'rate-limited' : undefined),
  };

  it('[I-27] every identifier of a sentence occurs in what it cites, and every citation resolves', async () => {
    const { investigated } = await look(groups.web, tenant(), options);
    const byId = new Map(investigated.evidence.map((one) => [one.id as string, one]));
    const sentences = citing(investigated).filter((one) => one.phrase !== undefined);
    for (const { phrase, cites } of sentences) {
      const cited = cites.map((id) => byId.get(id)!);
      expect(cited).not.toContain(undefined);
      expect({ said: words(phrase!), missing: unsupported(phrase!, cited) }).toEqual({ said: words(phrase!), missing: [] });
    }
    expect(sentences.map(({ phrase }) => words(phrase!)).join('\n')).toMatch(/CISA lists CVE-2022-22965/);
  });

  it('[I-27] the same case comes out whatever the order of arrival', async () => {
    const expected = JSON.stringify((await look(groups.web, tenant(), options)).investigated);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const before = () => scheduler.schedule(Promise.resolve());
        const { ctx } = prepare(tenant(), { before });
        const sources = fakeIntel({ ...options, before });
        const investigated = await scheduler.waitFor(investigate(groups.web, { ...ctx, intel: sources }));
        expect(JSON.stringify(investigated)).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('never puts the same question twice', async () => {
    const { sources } = await look(groups.web, tenant(), options);
    const keys = sources.asked.map(({ source, about }) => `${source} ${about}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
