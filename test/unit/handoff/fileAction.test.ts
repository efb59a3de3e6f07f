import { describe, expect, it } from 'vitest';
import { type Filings, fileTicket } from '../../../src/extension/core/handoff/fileTicket.ts';
import { isTextOf, wordQuery } from '../../../src/extension/core/handoff/handoffKey.ts';
import { jiraRest } from '../../../src/extension/core/handoff/jiraRest.ts';
import { jiraTools } from '../../../src/extension/core/handoff/jiraTools.ts';
import { draftTicket, type TicketDraft, withEdits } from '../../../src/extension/core/handoff/ticket.ts';
import { atlassianTools } from '../../fakes/atlassianTools.ts';
import { account, createPath, jiraServer } from '../../fakes/jiraServer.ts';
import type { Fault } from '../../fakes/localServer.ts';
import { action, proposed } from './actions.ts';
import { draft, eventId, failureOf, hurriedClock, patience } from './cases.ts';

function actionDraft(id: string): TicketDraft {
  return draftTicket(action({ action: proposed({ id }) }), { projectKey: 'RUNTIME', redact: [] });
}

async function world({ searchLag = 0 } = {}) {
  const server = await jiraServer({ searchLag });
  const clock = hurriedClock();
  const filings: Filings = new Map();
  const door = jiraRest({ site: server.origin, ...account }, { send: fetch, clock });
  const file = (of: TicketDraft) => fileTicket(door, of, { clock, filings }, patience());
  return { server, clock, file, filings, created: () => server.of(createPath).length };
}

describe('[R-18] the ticket of an action is filed once', () => {
  it('two actions of one event and the event itself have a ticket each, and none has two', async () => {
    const { server, file, filings } = await world();
    const drafts = [actionDraft('a1'), actionDraft('a10'), draft()];
    for (const one of drafts) expect(await file(one)).toMatchObject({ status: 'created', attached: 'done' });
    for (const known of [true, false]) {
      // The second time round it is the search that knows.
      if (!known) for (const key of [`Jira ${eventId} a1`, `Jira ${eventId} a10`, `Jira ${eventId}`]) filings.delete(key);
      const keys = ['RUNTIME-101', 'RUNTIME-102', 'RUNTIME-103'];
      for (const [index, one] of drafts.entries()) {
        expect(await file(one)).toMatchObject({ status: 'alreadyFiled', ticket: { key: keys[index] } });
      }
    }
    expect(server.issues.map(({ attachments }) => attachments.length)).toEqual([0, 0, 1]);
  });

  it('two actions are two while the search shows neither yet', async () => {
    const { file, created } = await world({ searchLag: 100 });
    await file(actionDraft('a1'));
    expect(await file(actionDraft('a2'))).toMatchObject({ status: 'created' });
    expect(await file(actionDraft('a1'))).toMatchObject({ status: 'alreadyFiled' });
    expect(created()).toBe(2);
  });

  it.each<Fault>(['acceptedThenReset', 'acceptedThenHang', 'acceptedThenNonsense'])('%s: it is found, not filed again', async (fault) => {
    const { server, clock, file, created } = await world();
    await file(actionDraft('a1'));
    server.fail(createPath, fault);
    const filing = file(actionDraft('a2'));
    await server.heard(createPath, 2);
    if (fault === 'acceptedThenHang') clock.expire();
    expect(await filing).toMatchObject({ status: 'alreadyFiled', ticket: { key: 'RUNTIME-102' } });
    expect([created(), server.issues.length]).toEqual([2, 2]);
  });

  it('not found after its answer was lost: the failure names the label of the action', async () => {
    const { server, file } = await world({ searchLag: 9 });
    server.fail(createPath, 'acceptedThenReset');
    const filed = await file(actionDraft('a1'));
    expect(filed.status === 'unknown' && filed.failure.fix).toMatch(/label sysdig-action-a1 .*; what to run stands in the checklist$/);
  });

  it.each([
    ['a field that is not right', { status: 400, body: { errors: { summary: 'too grand' } } }, 'invalid', /summary: too grand/],
    ['403', { status: 403, body: { errorMessages: ['no'] } }, 'forbidden', /write:jira-work/],
    ['429', { status: 429, body: '' }, 'rateLimited', /too many requests/],
  ] as const)('[H-05] %s is told with the way out, and it can be filed after that', async (_what, fault, reason, why) => {
    const { server, file } = await world();
    server.fail(createPath, fault);
    const failure = await failureOf(file(actionDraft('a1')));
    expect(failure).toMatchObject({ reason, why: expect.stringMatching(why) });
    expect(failure.fix).toMatch(/what to run stands in the checklist$/);
    expect(await file(actionDraft('a1'))).toMatchObject({ status: 'created' });
    expect(server.issues).toHaveLength(1);
  });

  it('[H-04] goes as it was edited, and is found all the same', async () => {
    const { server, file, filings } = await world();
    await file(withEdits(actionDraft('a1'), { summary: 'Please scale it', labels: [] }));
    expect(server.issues[0]?.fields).toMatchObject({ summary: 'Please scale it', issuetype: { name: 'Task' } });
    filings.delete(`Jira ${eventId} a1`);
    expect(await file(actionDraft('a1'))).toMatchObject({ status: 'alreadyFiled' });
  });
});

describe('[R-18] through the tools of the window', () => {
  it('accepted and never answered: it is found by event and action, and another action is filed', async () => {
    const { tools, issues, created } = atlassianTools({ faults: ['acceptedThenHang'] });
    const clock = hurriedClock();
    const door = jiraTools(tools, clock);
    if (door === undefined) throw new Error('no door');
    const file = (of: TicketDraft) => fileTicket(door, of, { clock, filings: new Map() }, patience());
    const filing = file(actionDraft('a1'));
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    clock.expire();
    expect(await filing).toMatchObject({ status: 'alreadyFiled', ticket: { key: 'RUNTIME-7' } });
    expect(await file(actionDraft('a2'))).toMatchObject({ status: 'created' });
    expect(await file(draft())).toMatchObject({ status: 'created' });
    expect([created(), issues.length]).toEqual([3, 3]);
  });

  it('[H-02] is told by its text where no labels can be set: neither for another action nor for the event', () => {
    const { body } = actionDraft('a10');
    const asked = (key: Parameters<typeof isTextOf>[1]) => [isTextOf(body, key), isTextOf(draft().body, key)];
    expect(asked({ eventId, actionId: 'a10' })).toEqual([true, false]);
    expect(asked({ eventId, actionId: 'a1' })).toEqual([false, false]);
    expect(asked({ eventId })).toEqual([false, true]);
    expect(isTextOf(body.replaceAll('_', '\\_'), { eventId })).toBe(false);
    expect(wordQuery({ eventId: 'e1', actionId: 'a" OR b' })).toBe(
      'description ~ "\\"event_id e1\\"" AND description ~ "\\"action_id a  OR b\\"" ORDER BY created ASC',
    );
    expect(wordQuery({ eventId: 'e1' })).toContain(' AND description !~ "\\"audit action_id\\""');
  });
});
