import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, redactableValues, redactionClasses } from '../../../src/extension/core/handoff/redactableValues.ts';
import { findRedactable, redact } from '../../../src/extension/core/handoff/redaction.ts';
import { hostile } from '../report/hostile.ts';
import { eventId, goldenMarkdown, goldenNames } from './cases.ts';

const one = (text: string, ...classes: Parameters<typeof redact>[1]) =>
  redact([text], classes.length === 0 ? redactionClasses : classes, [eventId]).texts[0];

describe('what can be taken out', () => {
  it.each([
    ['mail to `dana@acme.example` and ops\\@acme.example', 'mail to `‹e-mail 1›` and ‹e-mail 2›'],
    ['`a.b[@]evil[.]example`', '`‹e-mail 1›`'],
    [
      'AWS account 123456789012, arn:aws:iam::123456789012:role/x, acme-logs-123456789012',
      'AWS account ‹account 1›, arn:aws:iam::‹account 1›:role/x, acme-logs-‹account 1›',
    ],
    ['`123456789012.dkr.ecr.eu-west-1.amazonaws.com/x`', '`‹host 1›/x`'],
    ['Azure subscription 7d9c1f20-5a3e-4b58-9c06-2f1e8a44b0d7', 'Azure subscription ‹account 1›'],
    ['/subscriptions/7d9c1f20-5a3e-4b58-9c06-2f1e8a44b0d7/resourceGroups/x', '/subscriptions/‹account 1›/resourceGroups/x'],
    ['GCP project acme-pay, then acme-pay again', 'GCP project ‹account 1›, then ‹account 1› again'],
    ['`198[.]51[.]100[.]23` is 198.51.100.23, not 10.0.3.17', '`‹address 1›` is ‹address 1›, not 10.0.3.17'],
    ['hxxp://198[.]51[.]100[.]23:8080/i.sh', 'hxxp://‹address 1›:8080/i.sh'],
    ['from 2a01:4f8:c17:b8f::2: a shell, not from fe80::1 or at 09:12:43', 'from ‹address 1›: a shell, not from fe80::1 or at 09:12:43'],
    ['2a00::1 and [2606:4700::1111]:443 and ::1', '‹address 1› and [‹address 2›]:443 and ::1'],
    ['host ip-10-20-3-41.eu-west-1.compute.internal and node gcp-node-7', 'host ‹host 1› and node ‹host 2›'],
    ['`pool[.]example:3333`, hxxps://git[.]acme[.]com/x.git', '`‹host 1›:3333`, hxxps://‹host 2›/x.git'],
    ['host.hostName = \\"bastion\\", later on bastion', 'host.hostName = \\"‹host 1›\\", later on ‹host 1›'],
    ['`vault.corp:8200` and db.prod.internal', '`‹host 1›:8200` and ‹host 2›'],
  ])('[X-08] %s', (given, expected) => {
    expect(one(given)).toBe(expected);
  });

  it.each([
    'java -jar catalina.jar ran i.sh, health.jsp and auth.log by libc.so.6',
    'kubernetes.workload.name = \\"storefront\\" and aws.accountId',
    'org.apache.catalina.startup.Bootstrap started at 2026-06-10 09:12:43Z',
    'container 320491817654 (pid 48213) read 3,112 rows; 1718010763000 ms',
    'docker.io/acme/storefront:4.2.1 called sts.amazonaws.com, see kubernetes.io/arch',
    'the node role of a host namespace; 127.0.0.1 and 169.254.169.254',
    'version 1.2.3, step 4.5, CVE-2022-22965, T1059.004, @/app/.env',
    '/var/lib/app.io/x and ./site.com/index',
  ])('[X-08] nothing in: %s', (text) => {
    expect(redact([text], redactionClasses, [])).toEqual({ texts: [text], removed: [] });
  });

  it('[X-08] an address is taken out of the host’s name that carries it', () => {
    expect(one('198.51.100.23 is ec2-198-51-100-23.compute-1.amazonaws.com', 'addresses')).toBe(
      '‹address 1› is ec2-‹address 1›.compute-1.amazonaws.com',
    );
  });

  it('[X-08] what the case knows to be a host is taken out where no label says so', () => {
    const text = 'Discovery on bastion (on bastion, medium) in bastions';
    expect(redact([text], ['hosts'], [], { hosts: ['bastion'], accounts: ['medium'] }).texts).toEqual([
      'Discovery on ‹host 1› (on ‹host 1›, medium) in bastions',
    ]);
    expect(redact([text], [], [], { hosts: ['bastion'] }).texts).toEqual([text]);
    expect(redact(['host masked at web, password=x'], ['hosts'], [], { hosts: ['host', 'masked'] }).texts).toEqual([
      '‹host 1› ‹host 2› at web, password=‹masked›',
    ]);
  });

  it('[X-08] only the classes that were asked for, and secrets always', () => {
    const text = 'dana@acme.example from 198.51.100.23 with password=hunter2';
    expect(redact([text], [], [])).toEqual({
      texts: ['dana@acme.example from 198.51.100.23 with password=‹masked›'],
      removed: [{ class: 'secrets', count: 1, values: [] }],
    });
    expect(one(text, 'emails')).toBe('‹e-mail 1› from 198.51.100.23 with password=‹masked›');
  });

  it('[X-08] the preview names each value with its count, as it is recorded after', () => {
    const markdown = 'AWS account 123456789012 at `pool[.]example:3333` and pool.example, then `198[.]51[.]100[.]23` and 123456789012';
    const found = findRedactable([markdown, '198.51.100.23'], [eventId]);
    expect(found).toEqual([
      { class: 'accounts', count: 2, values: [{ value: '123456789012', count: 2 }] },
      { class: 'addresses', count: 2, values: [{ value: '198.51.100.23', count: 2 }] },
      { class: 'hosts', count: 2, values: [{ value: 'pool.example', count: 2 }] },
    ]);
    expect(redact([markdown, '198.51.100.23'], redactionClasses, [eventId]).removed).toEqual(found);
  });

  it('[X-08] one value has one placeholder in every text; a later redaction does not use it again', () => {
    const { texts } = redact(['on db.acme.com', 'db.acme.com and web.acme.com'], ['hosts'], []);
    expect(texts).toEqual(['on ‹host 1›', '‹host 1› and ‹host 2›']);
    expect(one(`${texts[1]}, new.acme.com`)).toBe('‹host 1› and ‹host 2›, ‹host 3›');
  });

  it('[H-07] [X-08] citations, digests, format, seal and the event id stay', () => {
    const digest = '0101010101010101010101010101010101010101010101010101010101010101';
    const audit = `- Format: \`runtime-threats-case/1\`\n- Event: \`${eventId}\`\n- Seal: \`host-1.acme.com 123456789012\`\n\`${digest}\` [E7][E12]`;
    expect(one(`${audit}\nhost-1.acme.com 123456789012`)).toBe(`${audit}\n‹host 1› ‹account 1›`);
    expect(redact(['event 123456789012 on x.123456789012.acme.com'], redactionClasses, ['123456789012']).texts[0]).toBe(
      'event 123456789012 on x.123456789012.acme.com',
    );
  });
});

describe('a redacted text', () => {
  const left = (text: string) => redactionClasses.flatMap((of) => redactableValues(text, of));

  it.each(goldenNames)('[X-08] %s: holds none of the values, has its citations and its event id, and is not redacted again', (name) => {
    const markdown = goldenMarkdown(name);
    const id = /- Event: `(\w+)`/.exec(markdown)?.[1] ?? 'none';
    const { texts, removed } = redact([markdown], redactionClasses, [id]);
    const [text = ''] = texts;
    const fanged = canonical(text);
    for (const { value } of removed.flatMap(({ values }) => values)) expect(fanged).not.toContain(value);
    expect(text.match(/\[E\d+\]/g)).toEqual(markdown.match(/\[E\d+\]/g));
    expect(text.split(id).length).toBe(markdown.split(id).length);
    expect(text.split('\n')).toHaveLength(markdown.split('\n').length);
    expect(redact([text], redactionClasses, [id])).toEqual({ texts: [text], removed: [] });
  });

  it('[X-08] the same for any text', () => {
    const value = fc.constantFrom(
      'dana@acme.example',
      'x.y@mail.acme.com',
      '123456789012',
      '198.51.100.23',
      '203[.]0[.]113[.]77',
      '2a01:4f8::2',
      'pool[.]example',
      'db.prod.internal',
      'ip-10-20-3-41.eu-west-1.compute.internal',
      'host web-7',
      'GCP project acme-pay',
      'acme-pay',
      `[E7]`,
      eventId,
      'https://git.acme.com/x',
      'password=hunter2 ',
      '‹host 3›',
    );
    const glue = fc.constantFrom(' ', ', ', ':', '/', '`', '\n', '-', '_', '(', '[', '"', '=', '.', '@', 'a', '1', '|');
    void fc.assert(
      fc.property(fc.array(fc.tuple(value, glue), { maxLength: 14 }), (parts) => {
        const given = parts.flat().join('');
        const [text = ''] = redact([given], redactionClasses, [eventId]).texts;
        const kept = left(text).filter((found) => !found.includes(eventId));
        expect([given, text, kept]).toEqual([given, text, []]);
        expect(redact([text], redactionClasses, [eventId]).texts).toEqual([text]);
        expect(text.match(/\[E7\]/g)).toEqual(given.match(/\[E7\]/g));
      }),
      { numRuns: 2_000 },
    );
  });

  it('[X-08] hostile text costs one pass', () => {
    const started = performance.now();
    for (const text of [
      ...hostile,
      'a.'.repeat(50_000),
      '1.'.repeat(50_000),
      'a:'.repeat(50_000),
      `${'a@'.repeat(50_000)}`,
      '://'.repeat(30_000),
    ])
      one(text);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
