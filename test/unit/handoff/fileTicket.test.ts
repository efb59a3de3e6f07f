import { describe, expect, it } from 'vitest';
import { type Filings, fileTicket } from '../../../src/extension/core/handoff/fileTicket.ts';
import { jiraRest } from '../../../src/extension/core/handoff/jiraRest.ts';
import { withEdits } from '../../../src/extension/core/handoff/ticket.ts';
import { account, createPath, jiraServer, searchPath } from '../../fakes/jiraServer.ts';
import type { Fault } from '../../fakes/localServer.ts';
import { caseFile, draft, eventId, failureOf, hurriedClock, patience } from './cases.ts';

async function world({ searchLag = 0 } = {}) {
  const server = await jiraServer({ searchLag });
  const clock = hurriedClock();
  const filings: Filings = new Map();
  const door = jiraRest({ site: server.origin, ...account }, { send: fetch, clock });
  const file = (over = draft()) => fileTicket(door, over, { clock, filings }, patience());
  return { server, clock, door, file, filings, created: () => server.of(createPath).length };
}

describe('a ticket is filed once', () => {
  it('[H-02] files the case with its labels and its file', async () => {
    const { server, file } = await world();
    const filed = await file();
    expect(filed).toEqual({
      status: 'created',
      ticket: { key: 'RUNTIME-101', link: `${server.origin}/browse/RUNTIME-101` },
      attached: 'done',
    });
    const [issue] = server.issues;
    expect(issue?.fields).toMatchObject({
      project: { key: 'RUNTIME' },
      issuetype: { name: 'Task' },
      summary: '[Sysdig Runtime] Cryptominer dropped through storefront web shell',
      labels: ['sysdig-runtime-investigation', 'execution', 'severity-high', `sysdig-event-${eventId}`],
    });
    expect(JSON.stringify(issue?.fields.description)).toContain(eventId);
    expect(issue?.attachments).toEqual([{ name: 'sysdig-runtime-investigate-18bc3a1f-20260610-0941.md', text: draft().attachment?.text }]);
  });

  it('[H-02] an event that has a ticket gets no second one, from another window or on a later day', async () => {
    const { file, created, filings, clock } = await world();
    await file();
    filings.delete(`Jira ${eventId}`);
    clock.pass(86_400_000);
    expect(await file()).toMatchObject({ status: 'alreadyFiled', ticket: { key: 'RUNTIME-101' } });
    expect(created()).toBe(1);
  });

  it('[H-02] nor while the search does not show the first one yet', async () => {
    const { file, created } = await world({ searchLag: 100 });
    await file();
    expect(await file()).toMatchObject({ status: 'alreadyFiled', ticket: { key: 'RUNTIME-101' } });
    expect(created()).toBe(1);
  });

  it.each<Fault>(['acceptedThenReset', 'acceptedThenHang', 'acceptedThenNonsense'])(
    '[H-02] %s: the ticket is found, not filed again',
    async (fault) => {
      const { server, clock, file, created } = await world();
      server.fail(createPath, fault);
      const filing = file();
      await server.heard(createPath);
      if (fault === 'acceptedThenHang') clock.expire();
      expect(await filing).toMatchObject({ status: 'alreadyFiled', ticket: { key: 'RUNTIME-101' } });
      expect([created(), server.issues.length, server.issues[0]?.attachments.length]).toEqual([1, 1, 1]);
    },
  );

  it('[H-02] accepted, the answer lost, and found by a later look only', async () => {
    const { server, clock, file, created } = await world({ searchLag: 2 });
    server.fail(createPath, 'acceptedThenReset');
    expect(await file()).toMatchObject({ status: 'alreadyFiled' });
    expect([created(), clock.pauses]).toEqual([1, [2_000, 3_000]]);
  });

  it('[H-02] accepted, the answer lost and the search behind: it is said to be unknown, and a retry does not file', async () => {
    const { server, clock, file, created } = await world({ searchLag: 4 });
    server.fail(createPath, 'acceptedThenReset');
    const first = await file();
    expect(first).toMatchObject({ status: 'unknown' });
    const failure = first.status === 'unknown' ? first.failure : undefined;
    expect(failure?.what).toBe('It is not known whether the Jira ticket was filed');
    expect(failure?.fix).toContain(`RUNTIME for the label sysdig-event-${eventId}`);
    expect(await file()).toMatchObject({ status: 'unknown' });
    clock.pass(60_000);
    expect(await file()).toMatchObject({ status: 'alreadyFiled', ticket: { key: 'RUNTIME-101' } });
    expect([created(), server.issues.length]).toEqual([1, 1]);
  });

  it('[H-02] where there is no search, a ticket that was filed is remembered for good', async () => {
    const { door, clock, filings, created } = await world();
    const { find: _find, ...blind } = door;
    const file = () => fileTicket(blind, draft(), { clock, filings }, patience());
    await file();
    clock.pass(86_400_000);
    expect(await file()).toMatchObject({ status: 'alreadyFiled', ticket: { key: 'RUNTIME-101' } });
    expect(created()).toBe(1);
  });

  it('[H-02] a try is on record before it is sent, and its ticket before the file goes after it', async () => {
    const { door, clock } = await world();
    const order: string[] = [];
    const slowly: Filings = {
      get: () => undefined,
      delete: () => undefined,
      set: async (_key, { ticket }) => {
        await new Promise(setImmediate);
        order.push(`kept ${ticket?.key ?? 'a try'}`);
      },
    };
    const create: typeof door.create = async () => {
      order.push('sent');
      return { status: 'created', ticket: { key: 'RUNTIME-101' } };
    };
    const attach = async () => void order.push('attached');
    await fileTicket({ ...door, create, attach }, draft(), { clock, filings: slowly }, patience());
    expect(order).toEqual(['kept a try', 'sent', 'kept RUNTIME-101', 'attached']);
  });

  it('[H-02] a server that failed before it filed: unknown at first, filed by a retry once the search can be trusted', async () => {
    const { server, clock, file, created } = await world();
    server.fail(createPath, { status: 503, body: 'upstream' });
    expect(await file()).toMatchObject({ status: 'unknown' });
    expect(created()).toBe(1);
    clock.pass(600_000);
    expect(await file()).toMatchObject({ status: 'created' });
    expect(server.issues).toHaveLength(1);
  });

  it('[H-02] a person who cancels while it is sent does not get two either', async () => {
    const { server, clock, filings, door } = await world({ searchLag: 1 });
    server.fail(createPath, 'acceptedThenHang');
    const cancel = new AbortController();
    const filing = fileTicket(door, draft(), { clock, filings }, cancel.signal);
    await server.heard(createPath);
    cancel.abort();
    await expect(filing).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(await fileTicket(door, draft(), { clock, filings }, patience())).toMatchObject({ status: 'unknown' });
    expect(server.of(createPath)).toHaveLength(1);
  });

  it('[H-05] what was refused can be mended and submitted at once', async () => {
    const { server, file } = await world();
    const failure = await failureOf(file(withEdits(draft(), { issueType: 'Bug' })));
    expect(failure).toMatchObject({ reason: 'invalid', what: 'The Jira ticket was not filed' });
    expect(await file()).toMatchObject({ status: 'created' });
    expect(server.issues).toHaveLength(1);
  });

  it('[H-02] no ticket is made where it can not be seen whether there is one', async () => {
    const { server, file, created } = await world();
    server.fail(searchPath, { status: 500, body: '' });
    expect((await failureOf(file())).what).toBe('Tickets could not be searched');
    expect(created()).toBe(0);
  });

  it('[H-05] a file that can not be attached costs no ticket, and its failure says where it is', async () => {
    const { server, file } = await world();
    server.fail('/rest/api/3/issue/RUNTIME-101/attachments', { status: 413, body: '' });
    const filed = await file();
    expect(filed).toMatchObject({ status: 'created', attached: { what: 'The case file was not attached to RUNTIME-101' } });
    expect(filed.status === 'created' && filed.attached instanceof Error && filed.attached.message).toContain(caseFile);
  });

  it('[H-04] a draft that can not be right is not sent', async () => {
    const { server, file } = await world();
    const failure = await failureOf(file(withEdits(draft(), { labels: ['two words'] })));
    expect(failure.why).toContain('labels');
    expect(server.received).toEqual([]);
  });
});
