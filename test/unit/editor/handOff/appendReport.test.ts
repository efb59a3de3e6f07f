import { beforeEach, describe, expect, it } from 'vitest';
import type { GivenReport } from '../../../../src/extension/editor/handOff/handedReport.ts';
import type { End } from '../../../../src/extension/editor/handOff/outcome.ts';
import { editor } from '../../../fakes/vscode.ts';
import { eventId, file, live, prompts, rowsOf, settled, titleOf, user, world } from './handOffWorld.ts';
import type { Request } from './services.ts';

beforeEach(() => editor.reset());

const markdown = '## Remediation log\n\n`scale` was done by dana@acme.example. Undo: scale back.\n';
const none = /^No ticket or page of event/;
const link = 'https://acme.atlassian.net/browse/RUNTIME-9';
const own = (handoff: object) => ({ recent_cases: [{ event_id: eventId, handoff }] });
const isComment = ({ url }: Request) => url.pathname.endsWith('/comment');

async function reportWorld(setting: Parameters<typeof world>[0] = {}, over: Partial<GivenReport> = {}) {
  const there = await world({ jira: true, ...setting });
  const later: End[] = [];
  const given = { eventId, tenant: live.tenant, markdown, told: live, file, ...over };
  const append = async () => {
    const end = await there.registered.appendReport(given, (one) => later.push(one));
    await settled();
    return end;
  };
  const filed = () => there.services.issues.push({ key: 'RUNTIME-1', fields: { labels: [`sysdig-event-${eventId}`], summary: 'x' } });
  return { ...there, later, append, filed };
}

describe('[R-21] the report of a remediation', () => {
  it('goes below the ticket of its event, redacted, previewed and with its own yes', async () => {
    const { append, filed, services, saved, log } = await reportWorld();
    filed();
    user([titleOf.redaction, ['e-mail address']], [titleOf.ticket, 'Submit']);
    expect(await append()).toEqual({ status: 'arrived', where: 'RUNTIME-1' });
    expect(rowsOf(prompts(titleOf.ticket)[0])).toMatchObject({ 'Comment on': 'RUNTIME-1', Redacted: '1 e-mail address' });
    expect(services.comments.map(({ key }) => key)).toEqual(['RUNTIME-1']);
    expect(services.comments[0]?.body).toContain('Remediation log');
    expect(services.comments[0]?.body).toContain(eventId);
    expect(services.comments[0]?.body).not.toContain('dana@');
    expect([services.issues.length, services.attached.length, saved.length]).toEqual([1, 0, 0]);
    expect(editor.shown.at(-1)).toMatchObject({ text: expect.stringMatching(/^The remediation of event .* was added to RUNTIME-1\./) });
    expect(log.join('\n')).toContain(`The remediation of event ${eventId} hands its report back`);
  });

  it.each(['Cancel', undefined])('is declined for %s at its preview', async (last) => {
    const { append, filed, services } = await reportWorld();
    filed();
    user([titleOf.redaction, []], ...(last === undefined ? [] : [[titleOf.ticket, last] as const]));
    expect(await append()).toEqual({ status: 'declined' });
    expect(services.comments).toEqual([]);
  });

  it('goes to ticket and page where the case went to both, declining one leaves the other', async () => {
    const state = own({ destination: 'both', ticket_key: 'RUNTIME-9', ticket_url: link });
    const { append, services, noted } = await reportWorld({ pagerDuty: true, state });
    user([titleOf.redaction, []], [titleOf.ticket, 'Cancel'], [titleOf.page, 'Submit']);
    expect(await append()).toEqual({ status: 'arrived', where: 'PagerDuty' });
    expect(prompts(titleOf.ticket).map((shown) => rowsOf(shown)['Comment on'])).toEqual(['RUNTIME-9']);
    expect(rowsOf(prompts(titleOf.page)[0])['Dedup key']).toBe(`sysdig-${eventId} · if that incident is resolved, this is a new one`);
    expect(services.pages).toMatchObject([{ dedup_key: `sysdig-${eventId}`, event_action: 'trigger' }]);
    expect(services.pages[0]).toMatchObject({ payload: { custom_details: { event_id: eventId, report: markdown } } });
    expect(services.comments).toEqual([]);
    expect(noted()).toEqual(state.recent_cases[0]);
  });

  it('does not go to a ticket that the shared state names at another site or that looks like none', async () => {
    for (const handoff of [
      { destination: 'jira', ticket_key: 'RUNTIME-9', ticket_url: 'https://other.atlassian.net/browse/RUNTIME-9' },
      { destination: 'jira', ticket_key: 'RUNTIME-9' },
      { destination: 'jira', ticket_key: '../../x', ticket_url: link },
    ]) {
      const { append, registered, services } = await reportWorld({ state: own(handoff) });
      expect(await append()).toEqual({ status: 'declined' });
      expect(services.comments).toEqual([]);
      registered.dispose();
    }
    expect(prompts(none)).toHaveLength(3);
    expect(prompts(titleOf.ticket)).toEqual([]);
  });

  it('that knows no ticket says so, and becomes one by itself only if that is wanted', async () => {
    const { append, services } = await reportWorld();
    user([none, 'Leave it in the case']);
    expect(await append()).toEqual({ status: 'declined' });
    expect(services.issues).toEqual([]);
    user(
      [none, 'Hand the report off by itself…'],
      ['Where should the report go?', 'Jira'],
      [titleOf.redaction, []],
      [titleOf.project, 'RUNTIME'],
      [titleOf.ticket, 'Submit'],
    );
    expect(await append()).toEqual({ status: 'arrived', where: 'RUNTIME-1' });
    expect(services.issues[0]?.fields.summary).toBe('[Sysdig Runtime] Remediation log: Cryptominer dropped through storefront web shell');
    // The next one goes below it.
    user([titleOf.redaction, []], [titleOf.ticket, 'Submit']);
    expect(await append()).toEqual({ status: 'arrived', where: 'RUNTIME-1' });
    expect([services.issues.length, services.comments.length]).toEqual([1, 1]);
  });

  it('of a remediation without a case is told of its event alone', async () => {
    const { told: _told, file: _file, ...bare } = { told: live, file, eventId, tenant: live.tenant, markdown };
    const { filed, registered, services } = await reportWorld();
    filed();
    user([titleOf.redaction, []], [titleOf.ticket, 'Submit']);
    expect(await registered.appendReport(bare, () => undefined)).toEqual({ status: 'arrived', where: 'RUNTIME-1' });
    expect(services.comments[0]?.body).toContain(eventId);
  });

  it('[H-05] for a place of tickets without comments says what to do instead, before anything is previewed', async () => {
    const strings = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    editor.lmTools = ['mcp_linear_create_issue', 'mcp_linear_list_issues'];
    editor.lmSchemas.set('mcp_linear_create_issue', { properties: strings('title', 'description', 'team'), required: [] });
    editor.lmSchemas.set('mcp_linear_list_issues', { properties: strings('query'), required: [] });
    editor.lmAnswer = async () => JSON.stringify({ issues: [{ identifier: 'SEC-1', description: `event_id=${eventId}` }] });
    const { append } = await reportWorld({ jira: false });
    user([titleOf.redaction, []]);
    expect(await append()).toEqual({ status: 'failed', where: 'SEC-1' });
    expect(editor.shown.at(-1)?.text).toMatch(
      /^The report was not added to SEC-1\. .* no way to comment\. Add it by hand: the report is in /,
    );
    expect(prompts(/^Linear/)).toEqual([]);
  });

  it('[H-05] that was refused says so and can be tried again', async () => {
    let refuses = true;
    const before = (request: Request) => (isComment(request) && refuses ? { status: 403, body: {} } : undefined);
    const { append, filed, later, services } = await reportWorld({ service: { before } });
    filed();
    user(
      [titleOf.redaction, []],
      [titleOf.ticket, 'Submit'],
      [/^The report was not added to RUNTIME-1/, 'Retry'],
      [titleOf.ticket, 'Submit'],
    );
    const answer = editor.answer;
    editor.answer = (shown) => {
      if (shown.kind === 'error') refuses = false;
      return answer(shown);
    };
    expect(await append()).toEqual({ status: 'failed', where: 'RUNTIME-1' });
    await settled();
    expect(later).toEqual([{ status: 'arrived', where: 'RUNTIME-1' }]);
    expect(services.comments).toHaveLength(1);
  });

  it('that was cancelled while its ticket was looked for is not sent', async () => {
    const before = ({ url }: Request, signal: AbortSignal) => {
      if (!url.pathname.endsWith('/search/jql')) return undefined;
      editor.progress.at(-1)?.cancel();
      return Promise.reject(signal.reason);
    };
    const { append, services } = await reportWorld({ service: { before } });
    expect(await append()).toEqual({ status: 'declined' });
    expect(services.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
