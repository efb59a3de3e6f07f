import { describe, expect, it } from 'vitest';
import { exactCode, jsonCode, readExact, readJson } from '../../../src/extension/core/report/exactCode.ts';
import { hostile } from './hostile.ts';

const addresses = ['http://evil.example/x', 'file:///etc/passwd', 'a//b', 'https:///', '\\//', 'plain/path:1'];

describe('values that stand exactly in a case file', () => {
  it.each([...hostile, ...addresses].map((value) => [value.slice(0, 40), value]))('[K-10] %j is read back as it was', (_short, value) => {
    expect(readExact(exactCode(value))).toBe(value);
    expect(readJson(jsonCode({ filter: value }))).toEqual({ filter: value });
  });

  it.each(addresses)('[K-07] %s is nothing that an editor would make a link of', (value) => {
    for (const shown of [exactCode(value), jsonCode({ [value]: value })]) expect(shown).not.toContain('//');
  });
});
