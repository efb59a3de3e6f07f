import { describe, expect, it } from 'vitest';
import { words } from './read.ts';
import { event, now, run, threat } from './scenario.ts';

/** What the case says about processes when a threat is described like this. */
async function said(description: string): Promise<readonly string[] | string> {
  const one = event({ id: 'd'.repeat(32), ago: 5, rule: 'Rule', scope: { host: 'vm-1' } });
  const described = { ...threat('t', 'g', [one.id]), start: now, description };
  const { processEvidence } = await run('t', { events: [one], groups: [], threats: [described] });
  return processEvidence.status === 'done' ? processEvidence.value.map((each) => words(each.phrase)) : processEvidence.reason;
}

const started = (parent: string, child: string): string => `The description says that ${parent} started ${child}.`;

describe('what a description says about processes', () => {
  it.each([
    [
      'The java process in storefront spawned bash, which ran curl against 198.51.100.23.',
      [started('java', 'bash'), started('bash', 'curl'), 'The description names the address 198.51.100.23.'],
    ],
    ['bash, child of java, executed kdevtmpfsi from /dev/shm.', [started('java', 'bash'), started('bash', 'kdevtmpfsi')]],
    [
      'systemd spawned sshd, sshd spawned bash, bash ran locale repeatedly.',
      [started('systemd', 'sshd'), started('sshd', 'bash'), started('bash', 'locale')],
    ],
    ['/usr/bin/nc was launched by the python3.11 process.', [started('python3.11', '/usr/bin/nc')]],
    ['Connections to 2001:db8::7 were seen at 12:30:15.', ['The description names the address 2001:db8::7.']],
  ])('[I-08] %s', async (description, expected) => {
    expect(await said(description)).toEqual(expected);
  });

  it.each([
    'dana@acme.example ran kubectl exec on ledger-0.',
    'evil.example started curl.',
    'The page app/run spawned bash.',
    'bash started mail@acme.example.',
    'C:\\Tools\\x started cmd\\y.',
  ])('[I-27] reads no process out of a fragment of an address, a domain or a path: %s', async (description) => {
    expect(await said(description)).toEqual(['The description names no process and no address.']);
  });

  it('[I-08] says nothing where the text names no process and no address', async () => {
    expect(await said('The attacker ran several commands and it was started by another user.')).toEqual([
      'The description names no process and no address.',
    ]);
  });
});
