import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../../src/extension/headlessOptions.ts';

describe('headless options', () => {
  it.each([
    [['--sample', '--top'], { tenant: { kind: 'sample' }, target: { kind: 'top' }, json: false }],
    [['--sample', 'abc', '--json', '--out', 'd'], { tenant: { kind: 'sample' }, target: { kind: 'id', id: 'abc' }, json: true, out: 'd' }],
    [
      ['--url', 'https://t.example/mcp', '--token-env', 'T', 'abc'],
      { tenant: { kind: 'url', url: new URL('https://t.example/mcp'), tokenEnv: 'T' }, target: { kind: 'id', id: 'abc' }, json: false },
    ],
  ])('[X-15] reads %j', (args, options) => {
    expect(parseOptions(args)).toEqual({ status: 'ok', options });
  });

  it.each([
    [[]],
    [['--sample']],
    [['abc']],
    [['--sample', '--url', 'https://t.example', 'abc']],
    [['--sample', '--top', 'abc']],
    [['--sample', 'abc', 'def']],
    [['--sample', '']],
    [['--sample', '--token-env', 'T', 'abc']],
    [['--url', 'file:///etc/passwd', 'abc']],
    [['--url', 'no address', 'abc']],
    [['--url']],
    [['--sample', '--token', 'secret', 'abc']],
  ])('[X-15] refuses %j in one line', (args) => {
    const parsed = parseOptions(args);
    expect(parsed.status === 'usage' && parsed.why).toMatch(/^[^\n]{10,160}$/);
  });
});
