import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Intel } from '../../../src/extension/core/intel/intel.ts';
import { epssAnswer, exploitDbAnswer, ghsaAnswer, kevAnswer, log4Shell, nvdAnswer } from '../../fakes/publicAnswers.ts';
import { failureOf, keys, patience, world } from './ask.ts';

const cveSources = ['nvd', 'kev', 'ghsa', 'exploitDb', 'epss'] as const satisfies readonly (keyof Intel)[];
const unheardOf = 'CVE-2019-99999';

describe('what the sources say of a CVE', () => {
  it('[I-16] NVD: its own score before a vendor’s and the newest CVSS, the English description, real weaknesses only', async () => {
    const { intel, sources } = await world();
    const { value } = await intel.nvd(log4Shell, patience());
    expect(value).toEqual({
      cve: log4Shell,
      status: 'Analyzed',
      published: '2021-12-10T10:15:09.143',
      description: nvdAnswer.vulnerabilities[0]?.cve.descriptions[1]?.value,
      score: 10,
      severity: 'critical',
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
      weaknesses: ['CWE-20', 'CWE-917'],
    });
    expect(sources.of('nvd').map(({ url }) => url)).toEqual([`?cveId=${log4Shell}`]);
  });

  it('[I-16] NVD: a CVE that is not scored yet has no score, and an old one has its CVSS 2 severity', async () => {
    const { intel, sources } = await world();
    const received = { id: log4Shell, vulnStatus: 'Received', descriptions: null, metrics: {} };
    sources.answer('nvd', { body: { totalResults: 1, vulnerabilities: [{ cve: received }] } });
    expect((await intel.nvd(log4Shell, patience())).value).toEqual({ cve: log4Shell, status: 'Received', weaknesses: [] });
    const old = { id: 'CVE-2009-3699', metrics: { cvssMetricV2: nvdAnswer.vulnerabilities[0]?.cve.metrics.cvssMetricV2 } };
    sources.answer('nvd', { body: { totalResults: 1, vulnerabilities: [{ cve: old }] } });
    expect((await intel.nvd('CVE-2009-3699', patience())).value).toMatchObject({ score: 9.3, severity: 'high' });
  });

  it('[I-16] CISA KEV: the dates, what is required, and whether ransomware uses it', async () => {
    const { intel } = await world();
    expect((await intel.kev(log4Shell, patience())).value).toEqual({
      cve: log4Shell,
      name: 'Apache Log4j2 Remote Code Execution Vulnerability',
      added: '2021-12-10',
      due: '2021-12-24',
      action: kevAnswer.vulnerabilities[0]?.requiredAction,
      ransomware: true,
    });
    expect((await intel.kev('CVE-2022-22965', patience())).value).toMatchObject({ ransomware: false });
  });

  it('[I-16] GHSA: packages with the versions that mend them, a withdrawn advisory is none', async () => {
    const { intel, sources } = await world();
    expect((await intel.ghsa(log4Shell, patience())).value).toEqual({
      cve: log4Shell,
      id: 'GHSA-jfh8-c2jp-5v3q',
      summary: 'Remote code injection in Log4j',
      severity: 'critical',
      url: 'https://github.com/advisories/GHSA-jfh8-c2jp-5v3q',
      published: '2021-12-10T00:40:56Z',
      packages: [
        { ecosystem: 'maven', name: 'org.apache.logging.log4j:log4j-core', affected: '>= 2.13.0, < 2.15.0', fixed: '2.15.0' },
        { ecosystem: 'maven', name: 'com.guicedee.services:log4j-core', affected: '<= 1.2.1.2-jre17' },
      ],
    });
    expect(sources.of('ghsa')[0]?.headers).toMatchObject({ accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' });
    sources.answer('ghsa', { body: [{ ...ghsaAnswer[0], cve_id: unheardOf, withdrawn_at: '2024-01-01T00:00:00Z' }] });
    expect((await intel.ghsa(unheardOf, patience())).value).toBeUndefined();
  });

  it('[I-16] Exploit-DB: the rows whose codes name the CVE, not those that begin alike or name it elsewhere; quoted cells are read', async () => {
    const { intel } = await world();
    expect((await intel.exploitDb(log4Shell, patience())).value).toEqual({
      cve: log4Shell,
      exploits: [
        {
          id: '50592',
          title: 'Apache Log4j 2 - Remote Code Execution (RCE)',
          url: 'https://www.exploit-db.com/exploits/50592',
          published: '2021-12-14',
          type: 'remote',
          platform: 'java',
          verified: false,
        },
        expect.objectContaining({ id: '50590', title: 'Apache Log4j2 2.14.1 - "JNDI", Information Disclosure', verified: true }),
      ],
    });
  });

  it('[I-16] EPSS: numbers that came as strings', async () => {
    const { intel } = await world();
    const { value } = await intel.epss(log4Shell, patience());
    expect(value).toEqual({ cve: log4Shell, probability: 0.94405, percentile: 0.99967, date: '2026-06-10' });
  });

  it.each(cveSources)('[I-16] %s does not know a CVE: that is an answer with its evidence, not a failure', async (source) => {
    const { intel, sources } = await world();
    sources.answer('nvd', { body: { resultsPerPage: 0, totalResults: 0, vulnerabilities: [] } });
    sources.answer('ghsa', { body: [] });
    sources.answer('epss', { body: { ...epssAnswer, total: 0, data: [] } });
    const answer = await intel[source](unheardOf, patience());
    expect(answer.value).toBeUndefined();
    expect(answer.failure).toBeUndefined();
    expect(answer.raw).not.toBe('');
    expect(answer.id).toContain(unheardOf);
  });
});

describe('the evidence', () => {
  it.each(cveSources)(
    '[I-16] %s: address, instant, digest of what is kept, an id of its own for each CVE, and no timer left',
    async (source) => {
      const { intel, clock } = await world();
      const answer = await intel[source](log4Shell, patience());
      expect(clock.sleeping()).toBe(0);
      expect(answer).toMatchObject({ at: new Date(clock.now()).toISOString(), source: { kind: 'http' } });
      expect(answer.id).toBe(`GET ${answer.source.kind === 'http' ? answer.source.url : ''}`);
      expect(answer.digest).toBe(createHash('sha256').update(answer.raw).digest('hex'));
      expect(answer.id).toContain(log4Shell);
    },
  );

  it('[I-16] keeps the whole answer of a question, and of a catalogue the one record', async () => {
    const { intel } = await world();
    expect(JSON.parse((await intel.nvd(log4Shell, patience())).raw)).toEqual(nvdAnswer);
    expect(JSON.parse((await intel.kev(log4Shell, patience())).raw)).toEqual(kevAnswer.vulnerabilities[0]);
    const lines = exploitDbAnswer.split('\n');
    expect((await intel.exploitDb(log4Shell, patience())).raw.split('\n')).toEqual([lines[0], lines[2], lines[3]]);
    expect(JSON.parse((await intel.kev(unheardOf, patience())).raw)).toEqual({
      catalogVersion: kevAnswer.catalogVersion,
      dateReleased: kevAnswer.dateReleased,
      count: 2,
    });
  });
});

describe('asked once', () => {
  it('[I-16] the same CVE is asked once, at the same time and later', async () => {
    const { intel, sources } = await world();
    const [one, two] = await Promise.all([intel.nvd(log4Shell, patience()), intel.nvd(log4Shell, patience())]);
    expect(two).toBe(one);
    expect(await intel.nvd(log4Shell, patience())).toBe(one);
    expect(sources.of('nvd')).toHaveLength(1);
  });

  it('[I-16] a catalogue is fetched once for all CVEs and again a day later', async () => {
    const { intel, sources, clock } = await world();
    for (const cve of [log4Shell, 'CVE-2022-22965', unheardOf]) await intel.kev(cve, patience());
    await clock.pass(86_000);
    await intel.kev(log4Shell, patience());
    expect(sources.of('kev')).toHaveLength(1);
    await clock.pass(500);
    await intel.kev(log4Shell, patience());
    expect(sources.of('kev')).toHaveLength(2);
  });

  it('[I-16] one who gives up does not take the answer from another who waits for it', async () => {
    const { intel, sources } = await world();
    const impatient = new AbortController();
    const given = intel.nvd(log4Shell, impatient.signal);
    const kept = intel.nvd(log4Shell, patience());
    impatient.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    expect((await kept).value?.cve).toBe(log4Shell);
    expect(sources.of('nvd')).toHaveLength(1);
  });
});

describe('strict inputs', () => {
  const hostile = [
    'CVE-2021-1',
    'cve-2021-44228',
    'CVE-2021-44228&x=1',
    'CVE-2021-44228\n',
    ' CVE-2021-44228',
    '../CVE-2021-44228',
    'GHSA-jfh8-c2jp-5v3q',
    '',
  ];

  it.each(cveSources)('[I-16] %s: what is not written as a CVE makes no request and is not repeated', async (source) => {
    const { intel, fetch } = await world();
    for (const text of hostile) {
      const failure = await failureOf(intel[source](text, patience()));
      expect(failure.reason).toBe('invalid');
      if (text !== '') expect(failure.message).not.toContain(text.trim());
    }
    expect(fetch).not.toHaveBeenCalled();
  });
});

it('[I-16] a key goes into its header alone, and raises the pace that is kept', async () => {
  const { intel, sources } = await world({ keys });
  await Promise.all(Array.from({ length: 12 }, (_, index) => intel.nvd(`CVE-2021-${44_220 + index}`, patience()).catch(() => undefined)));
  expect(sources.of('nvd')).toHaveLength(12);
  await intel.ghsa(log4Shell, patience());
  expect(sources.of('nvd')[0]?.headers['apikey']).toBe(keys.nvd);
  expect(sources.of('ghsa')[0]?.headers['authorization']).toBe(`Bearer ${keys.github}`);
  expect(sources.received.map(({ url }) => url).join()).not.toMatch(/secret/);
});
