import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../../src/extension/headlessOptions.ts';

describe('headless options', () => {
  const usual = { json: false, resume: 'refresh', format: 'markdown', intelligence: true };
  const sample = { kind: 'sample' };
  const abc = { kind: 'id', id: 'abc' };
  it.each([
    [['--sample', '--top'], { ...usual, tenant: sample, target: { kind: 'top' } }],
    [['--sample', 'abc', '--json', '--out', 'd'], { ...usual, tenant: sample, target: abc, json: true, out: 'd' }],
    [['--sample', 'abc', '--resume', 'continue'], { ...usual, tenant: sample, target: abc, resume: 'continue' }],
    [['--sample', 'abc', '--format', 'both'], { ...usual, tenant: sample, target: abc, format: 'both' }],
    [['--sample', 'abc', '--no-intelligence'], { ...usual, tenant: sample, target: abc, intelligence: false }],
    [
      ['--url', 'https://t.example/mcp', '--token-env', 'T', 'abc'],
      { ...usual, tenant: { kind: 'url', url: new URL('https://t.example/mcp'), tokenEnv: 'T' }, target: abc },
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
    [['--sample', '--resume', 'later', 'abc']],
    [['--sample', '--resume', 'continue', '--json', 'abc']],
    [['--sample', '--format', 'pdf', 'abc']],
    [['--sample', '--format', 'html', '--json', 'abc']],
  ])('[X-15] refuses %j in one line', (args) => {
    const parsed = parseOptions(args);
    expect(parsed.status === 'usage' && parsed.why).toMatch(/^[^\n]{10,160}$/);
  });
});
