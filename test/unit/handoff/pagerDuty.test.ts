import { describe, expect, it } from 'vitest';
import { draftPage, pageProblems, pageSize, withPageEdits } from '../../../src/extension/core/handoff/page.ts';
import { sendPage } from '../../../src/extension/core/handoff/pagerDuty.ts';
import { redactionClasses } from '../../../src/extension/core/handoff/redactableValues.ts';
import type { Fault } from '../../fakes/localServer.ts';
import { enqueuePath, pagerDutyServer, routingKey } from '../../fakes/pagerDutyServer.ts';
import { hostile } from '../report/hostile.ts';
import { action, proposed } from './actions.ts';
import { caseFile, eventId, failureOf, handoffCase, hurriedClock, patience } from './cases.ts';

const page = (over: Parameters<typeof handoffCase>[0] = {}) => draftPage(handoffCase(over), { routingKey, redact: [] });

async function world() {
  const server = await pagerDutyServer();
  const clock = hurriedClock();
  const pager = { send: fetch, clock, routingKey, endpoint: server.origin };
  return { server, clock, pager, send: (draft = page()) => sendPage(draft, pager, patience()), tries: () => server.of(enqueuePath).length };
}

describe('the draft of a page', () => {
  it('[H-03] is the event of the contract', () => {
    expect(page()).toMatchObject({
      keyEnd: 'BCDE',
      dedupKey: `sysdig-${eventId}`,
      summary: '[Sysdig Runtime] Cryptominer dropped through storefront web shell',
      severity: 'error',
      source: 'prod-eu-1/shop/storefront',
      group: 'execution',
      class: 'workload',
      timestamp: '2026-06-10T09:41:04.812Z',
      details: {
        event_id: eventId,
        case_file: 'sysdig-runtime-investigate-18bc3a1f-20260610-0941.md',
        verified: true,
        audit: `audit: event_id=${eventId} | sources=sysdig | verified=yes`,
        case: handoffCase().markdown,
      },
    });
  });

  it.each([
    ['critical', 'critical'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'info'],
    ['info', 'info'],
  ] as const)('[H-03] %s pages as %s', (severity, expected) => {
    expect(page({ severity }).severity).toBe(expected);
  });

  it('[H-03] the routing key is nowhere in it', () => {
    expect(JSON.stringify(page())).not.toContain(routingKey.slice(0, -4));
  });

  it('[H-03] a case beyond 30 KB is cut at a line, counted in bytes, and says so', () => {
    const line = '– ‹é› ein Satz über 日本\n';
    const { details } = page({ markdown: line.repeat(2_000) });
    const text = String(details['case']);
    const bytes = Buffer.byteLength(text);
    expect(bytes).toBeLessThanOrEqual(30_000);
    expect(bytes).toBeGreaterThan(30_000 - Buffer.byteLength(line));
    expect(line.repeat(2_000).startsWith(`${text}\n`)).toBe(true);
    expect(details['case_truncated']).toBe(
      `shows ${bytes} of ${Buffer.byteLength(line) * 2_000} bytes; the whole case is in ${caseFile.split('/').at(-1)}`,
    );
    expect(page().details).not.toHaveProperty('case_truncated');
  });

  it('[H-07] [X-08] redaction leaves the event id', () => {
    const draft = draftPage(handoffCase({ resource: 'host web-7.corp.example' }), { routingKey, redact: redactionClasses });
    expect(draft.details['event_id']).toBe(eventId);
    expect(draft.details['case']).toContain(eventId);
    expect(draft.source).toMatch(/^host ‹host \d+›$/);
    expect(JSON.stringify(draft.details)).not.toMatch(/198\[?\.|123456789012/);
  });

  it('[H-04] edits change the fields, mask secrets, and say what is too long', () => {
    const edited = withPageEdits(page(), { summary: 'Miner\npassword=hunter2', severity: 'critical', source: 'shop' });
    expect(edited).toEqual({ ...page(), summary: 'Miner password=‹masked›', severity: 'critical', source: 'shop' });
    const bad = withPageEdits(page(), { summary: 'x'.repeat(1_025), source: '' });
    expect(pageProblems(bad).map(({ field }) => field)).toEqual(['summary', 'source']);
    expect(pageProblems(edited)).toEqual([]);
  });
});

describe('sending a page', () => {
  it('[R-18] [R-21] each action of an event is an incident of its own, and the report is one more event of the incident of its case', async () => {
    const { server, send } = await world();
    const drafts = ['a1', 'a2', 'a1'].map((id) => action({ action: proposed({ id }) }));
    const report = handoffCase({ kind: 'report', markdown: '## Remediation log' });
    for (const of of [...drafts, handoffCase(), report]) await send(draftPage(of, { routingKey, redact: [] }));
    expect([...server.alerts].map(([key, events]) => [key, events.length])).toEqual([
      [`sysdig-${eventId}-a1`, 2],
      [`sysdig-${eventId}-a2`, 1],
      [`sysdig-${eventId}`, 2],
    ]);
  });

  it('[H-03] [H-05] is accepted, answers with the dedup key, and is as large as the preview said', async () => {
    const { server, send } = await world();
    expect(await send()).toEqual({ status: 'sent', dedupKey: `sysdig-${eventId}` });
    expect([...server.alerts.keys()]).toEqual([`sysdig-${eventId}`]);
    expect(server.received[0]?.body.length).toBe(pageSize(page()));
  });

  it.each(hostile.map((value) => [value.slice(0, 40), value] as const))(
    '[H-03] %j through every field is accepted',
    async (_name, value) => {
      const { server, send } = await world();
      const draft = page({ title: value, resource: value, type: value, firstSentence: value, markdown: value });
      expect(draft.summary).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      await send(draft);
      expect(server.alerts.get(`sysdig-${eventId}`)?.[0]?.payload.custom_details).toMatchObject({ event_id: eventId });
    },
  );

  it.each<Fault>(['acceptedThenReset', 'acceptedThenHang', 'reset', { status: 500 }, { status: 429 }])(
    '[H-03] %j: is sent again and alerts once',
    async (fault) => {
      const { server, clock, send, tries } = await world();
      server.fail(enqueuePath, fault);
      const sending = send();
      await server.heard(enqueuePath);
      if (fault === 'acceptedThenHang') clock.expire();
      await sending;
      expect([tries(), server.alerts.size, clock.pauses]).toEqual([2, 1, [3_000]]);
    },
  );

  it('[H-03] gives up after three tries, each pause longer', async () => {
    const { server, clock, send, tries } = await world();
    server.fail(enqueuePath, { status: 429 }, { status: 429 }, { status: 429 });
    expect(await failureOf(send())).toMatchObject({ reason: 'rateLimited', what: 'PagerDuty was not paged' });
    expect([tries(), clock.pauses]).toEqual([3, [3_000, 10_000]]);
  });

  it.each<Fault>(['reset', 'acceptedThenReset', { status: 503 }])(
    '[H-05] %j at any try leaves open whether it arrived, and says that Retry is safe',
    async (fault) => {
      const { server, send } = await world();
      server.fail(enqueuePath, fault, { status: 429 }, { status: 429 });
      const paged = await send();
      const failure = paged.status === 'unclear' ? paged.failure : undefined;
      expect(failure).toMatchObject({ reason: 'rateLimited', what: 'PagerDuty did not confirm the page, which may have arrived' });
      expect(failure?.fix).toContain(`Retry is safe: dedup key sysdig-${eventId}`);
      expect(`${failure?.message}`).not.toContain(routingKey.slice(0, -4));
    },
  );

  it('[H-05] an answer of megabytes is told in a line', async () => {
    const { server, send } = await world();
    server.fail(enqueuePath, { status: 400, body: { errors: ['x '.repeat(5_000_000)] } });
    expect((await failureOf(send())).why.length).toBeLessThan(400);
  });

  it('[H-03] waits as long as it is asked to, but not for minutes', async () => {
    const { server, clock, send, tries } = await world();
    server.fail(enqueuePath, { status: 429, headers: { 'retry-after': '20' } }, { status: 429, headers: { 'retry-after': '300' } });
    expect(await failureOf(send())).toMatchObject({ reason: 'rateLimited' });
    expect([tries(), clock.pauses]).toEqual([2, [20_000]]);
  });

  it('[H-05] 400 shows the errors and is not repeated', async () => {
    const { send, tries } = await world();
    const failure = await failureOf(send({ ...page(), source: '' }));
    expect(failure.why).toBe("PagerDuty: it answered 400: 'payload.source' is missing or blank");
    expect(failure.fix).toBe(`Edit the fields, or check the routing key, or choose another destination; the case is in ${caseFile}`);
    expect(tries()).toBe(1);
  });

  it('[H-03] [H-05] the routing key is in no failure, only its last four', async () => {
    const { server, pager } = await world();
    const faults: readonly Fault[] = [
      { status: 400, body: { errors: ["'payload.source' is missing"] } },
      { status: 403 },
      { status: 302 },
      { status: 404 },
    ];
    for (const fault of faults) {
      server.fail(enqueuePath, fault);
      const failure = await failureOf(sendPage(page(), pager, patience()));
      expect(failure.message.split('\n')).toHaveLength(3);
      expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`).not.toContain(routingKey.slice(0, -4));
    }
    const bad = await failureOf(sendPage(page(), { ...pager, routingKey: `${routingKey} ` }, patience()));
    expect(bad.message).toContain('BCDE');
    expect(bad.message).not.toContain(routingKey.slice(0, -4));
    expect(server.of(enqueuePath)).toHaveLength(4);
  });

  it('[H-05] nobody listens: three tries, then what failed, why and the fix', async () => {
    const { server, send } = await world();
    await server.close();
    expect((await failureOf(send())).why).toBe('PagerDuty: the connection failed (ECONNREFUSED)');
  });

  it('[H-05] cancelling stops the tries', async () => {
    const { server, pager, tries } = await world();
    server.fail(enqueuePath, 'hang');
    const cancel = new AbortController();
    const sending = sendPage(page(), pager, cancel.signal);
    await server.heard(enqueuePath);
    cancel.abort();
    await expect(sending).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(tries()).toBe(1);
  });
});
