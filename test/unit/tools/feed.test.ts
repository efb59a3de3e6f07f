import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../../src/extension/core/tools/schemas/feed.ts';
import { indicatorsOf } from '../../../src/extension/core/tools/schemas/indicators.ts';

const malformed = expect.objectContaining({ reason: 'malformed' });
const found = (...texts: string[]) => indicatorsOf(...texts).map(({ kind, value }) => `${kind} ${value}`);

describe('indicators', () => {
  it.each([
    ['Exploits cve-2022-22965.', ['cve CVE-2022-22965']],
    ['C2 at 198.51.100.23:8443.', ['address 198.51.100.23']],
    ['C2 at 198[.]51[.]100[.]23', ['address 198.51.100.23']],
    [
      'C2 at 198.51.100[.]23, 198(.)51(.)100(.)24 and 198[dot]51[dot]100[dot]25',
      ['address 198.51.100.23', 'address 198.51.100.24', 'address 198.51.100.25'],
    ],
    ['C2 at 2001:db8::7 or [2001:DB8::8]:443', ['address 2001:db8::7', 'address 2001:db8::8']],
    ['C2 at 2001[:]db8[::]7', ['address 2001:db8::7']],
    ['C2 at ::ffff:198.51.100.23', ['address 198.51.100.23']],
    ['Pool xmr.evil.example and evil[.]example', ['domain xmr.evil.example', 'domain evil.example']],
    ['Pool evil[dot]example, evil(.)example', ['domain evil.example']],
    ['From hxxps://cdn.evil[.]sh/x.sh and http://plain.example/run.py', ['domain cdn.evil.sh', 'domain plain.example']],
    [
      `Drops sha256:${'AB'.repeat(32)}, ${'c'.repeat(40)} and ${'d'.repeat(32)}`,
      [`hash ${'ab'.repeat(32)}`, `hash ${'c'.repeat(40)}`, `hash ${'d'.repeat(32)}`],
    ],
    ['Twice 198.51.100.23, 198[.]51[.]100[.]23', ['address 198.51.100.23']],
  ])('finds them in %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'Runs /tmp/x.sh, dropper.sh and spring-beans-5.3.18.jar at 09:12:43, version 1.2.3.4.5 or 999.1.1.1',
    'Reads /srv/shop.acme and ../cache.dat',
    'Seen by aa:bb:cc:dd:ee:ff in std::string of v2.14.1',
    `Event ${'a'.repeat(33)} and 019eb0ce-2f6e-7a1c-9b52-3d4e5f607182`,
    '[Read more](https://blog.example/post)',
  ])('finds none in %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each(['a.', '](http:', '::', '[.]', '1.', 'a'.repeat(60)])('reads a megabyte of %s in time', (part) => {
    expect(found(part.repeat(1_000_000 / part.length))).toEqual([]);
  });
});

describe('the threat-intelligence feed', () => {
  const entry = {
    id: 'f'.repeat(32),
    title: 'Web shells dropping kdevtmpfsi variants',
    published_at: '2026-06-02T00:00:00Z',
    summary: 'Active exploitation of CVE-2022-22965 to drop miners.',
    iocs: ['198.51.100.23', { type: 'url', url: 'hxxp://evil[.]example/x' }],
    url: 'https://threats.example/CVE-2021-44228',
  };
  const entries = (value: unknown) => parseFeed('t', value).value.entries;

  it.each([
    ['wrapped', { data: [entry] }],
    ['bare', [entry]],
    ['named', { advisories: [entry] }],
    ['named inside data', { data: { entries: [entry] } }],
  ])('reads a %s list, and takes an entry’s own address for no indicator but for its CVE', (_name, value) => {
    expect(entries(value)).toEqual([
      {
        title: entry.title,
        url: entry.url,
        published: Date.UTC(2026, 5, 2),
        indicators: [
          { kind: 'cve', value: 'CVE-2022-22965' },
          { kind: 'address', value: '198.51.100.23' },
          { kind: 'domain', value: 'evil.example' },
          { kind: 'cve', value: 'CVE-2021-44228' },
        ],
      },
    ]);
  });

  const titles = (value: unknown) => entries(value).map(({ title, indicators }) => [title, ...indicators.map(({ value: text }) => text)]);

  it.each([
    ['headings of one level', '## A\nUses CVE-2024-0001.\n### Hosts\nevil[.]example\n\n## B\n198[.]51[.]100[.]23'],
    ['headings under a title', '# Feed\n\n## A\nUses CVE-2024-0001.\n\nevil[.]example\n\n## B\n198[.]51[.]100[.]23'],
  ])('cuts markdown at %s', (_name, text) => {
    expect(titles(text).slice(-2)).toEqual([
      ['A', 'CVE-2024-0001', 'evil.example'],
      ['B', '198.51.100.23'],
    ]);
  });

  it('cuts text without headings at empty lines, and takes the rest for one entry', () => {
    expect(titles('CVE-2024-0001 is used.\r\n\r\nBy 198.51.100.23.')).toEqual([
      [undefined, 'CVE-2024-0001'],
      [undefined, '198.51.100.23'],
    ]);
    expect(titles({ content: 'CVE-2024-0001 is used.\nBy 198.51.100.23.' })).toEqual([[undefined, 'CVE-2024-0001', '198.51.100.23']]);
  });

  it('takes an empty list for an answer', () => {
    expect(entries({ data: [] })).toEqual([]);
  });

  it.each([{ data: { unexpected: true } }, [{ unexpected: true }], '<html>upstream error</html>', 7])('fails on %j', (value) => {
    expect(() => entries(value)).toThrow(malformed);
  });
});
