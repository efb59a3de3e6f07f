import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutJson } from '../../../../src/extension/editor/caseDocument/layOutJson.ts';
import { hostile } from '../../report/hostile.ts';

const shown = (raw: string) => layOutJson(raw, { secrets: 'shown' }).text;
const masked = (raw: string) => layOutJson(raw, { secrets: 'masked' }).text;

describe('[V-12] an answer laid out', () => {
  it('is the same JSON, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json(), (raw) => {
        expect(JSON.parse(shown(raw))).toEqual(JSON.parse(raw));
      }),
    );
  });

  it('looks as JSON.stringify would lay it out', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: true } as never), (raw) => {
        const value: unknown = JSON.parse(raw);
        expect(shown(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2));
      }),
    );
  });

  it('keeps the digits of every number and keys that come twice', () => {
    const raw = '{"timestamp":1781082763123456789,"score":9.0,"tiny":1e-7,"a":1,"a":2}';
    expect(shown(raw)).toBe('{\n  "timestamp": 1781082763123456789,\n  "score": 9.0,\n  "tiny": 1e-7,\n  "a": 1,\n  "a": 2\n}');
  });

  it('that is no JSON is one string', () => {
    expect(JSON.parse(shown('Process tree not available'))).toBe('Process tree not available');
    expect(JSON.parse(shown('{"half":'))).toBe('{"half":');
  });

  it('shows no invisible, bidirectional or control character, and still means it', () => {
    for (const value of hostile) {
      const text = shown(JSON.stringify({ value }));
      expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|[^\P{Cc}\n]/u);
      expect(JSON.parse(text)).toEqual({ value });
    }
  });

  it('of any depth costs one pass', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(shown(deep).replaceAll(/\s/g, '')).toBe(deep);
  });
});

describe('[K-11] secrets in it', () => {
  it('are masked by their name, in lists as well, and by their form', () => {
    const raw = JSON.stringify({
      password: 'hunter22',
      token: ['a1b2', { note: 'kept' }, 'c3d4'],
      cmd: 'curl -H "Authorization: Bearer abcdef" https://u:pw12@x.example',
      name: 'kept',
    });
    const text = masked(raw);
    for (const secret of ['hunter22', 'a1b2', 'c3d4', 'abcdef', 'pw12']) expect(text).not.toContain(secret);
    expect(JSON.parse(text)).toMatchObject({ password: '‹masked›', token: ['‹masked›', { note: 'kept' }, '‹masked›'], name: 'kept' });
  });

  it('do not hide what stands beside them', () => {
    expect(JSON.parse(masked('{"list":[{"password":"hunter22"},"shown"]}'))).toEqual({ list: [{ password: '‹masked›' }, 'shown'] });
  });

  it('are masked in an answer that is no JSON', () => {
    expect(masked('failed: password=hunter22')).not.toContain('hunter22');
  });

  it('stay where they are asked for', () => {
    expect(shown('{"password":"hunter22"}')).toContain('hunter22');
  });
});
