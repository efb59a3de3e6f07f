import { beforeEach, describe, expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { apiToken, eventId, file, prompts, routingKey, settled, titleOf, user, world } from './handOffWorld.ts';
import type { Request } from './services.ts';

beforeEach(() => editor.reset());

const toJira = [
  [titleOf.destination, 'Jira'],
  [titleOf.redaction, []],
  [titleOf.project, 'RUNTIME'],
  [titleOf.ticket, 'Submit'],
] as const;
const isCreate = ({ method, url }: Request) => method === 'POST' && url.pathname.endsWith('/issue');
const created = (requests: readonly Request[]) => requests.filter(isCreate).length;
const errors = () => editor.shown.filter(({ kind }) => kind === 'error');

describe('[H-05] a hand-off that fails', () => {
  const forbidden = { status: 403, body: { errorMessages: ['No permission'], errors: {} } };

  it('says what, why, the fix and where the case is, with Retry, another destination and the file', async () => {
    const { log, run } = await world({ jira: true, service: { before: (request) => (isCreate(request) ? forbidden : undefined) } });
    user(...toJira);
    await run();
    const [told] = errors();
    expect(told?.text.split(/(?<=\.) /).length).toBeGreaterThanOrEqual(3);
    expect(told?.text).toContain(file);
    expect(told?.items).toEqual(['Retry', 'Other Destination', 'Show Case File']);
    expect(log.join('\n')).toContain('403');
    expect(JSON.stringify([log, editor.shown, editor.progress])).not.toContain(apiToken);
  });

  it('is tried again from the preview on, with the edits, after a look for a ticket', async () => {
    let refuses = true;
    const before = (request: Request) => (refuses && isCreate(request) ? forbidden : undefined);
    const { run, services } = await world({ jira: true, service: { before } });
    user(
      ...toJira.slice(0, 3),
      [titleOf.ticket, 'Summary'],
      ['Summary', 'Miner in the shop'],
      [titleOf.ticket, 'Submit'],
      [/403|permission/i, 'Retry'],
      [titleOf.ticket, 'Submit'],
    );
    editor.answer = withTurn(editor.answer, /403|permission/i, () => {
      refuses = false;
      services.requests.length = 0;
    });
    await run();
    await settled();
    expect(services.requests[0]?.url.pathname).toMatch(/search\/jql$/);
    expect(services.issues.map(({ fields }) => fields.summary)).toEqual(['Miner in the shop']);
    expect(prompts(titleOf.destination)).toHaveLength(1);
  });

  it('is tried again with the token that was entered meanwhile', async () => {
    const renewed = 'another-api-token';
    const accepts = ({ headers }: Request) => headers['authorization'] === `Basic ${btoa(`me@acme.example:${renewed}`)}`;
    const before = (request: Request) => (isCreate(request) && !accepts(request) ? { status: 401, body: {} } : undefined);
    const { keys, run, services } = await world({ jira: true, service: { before } });
    user(...toJira, [/401/, 'Retry'], [titleOf.ticket, 'Submit']);
    const answer = editor.answer;
    editor.answer = async (shown) => {
      if (shown.kind === 'error') await keys.set('jira', `${await keys.get('jira')}`.replace(apiToken, renewed));
      return answer(shown);
    };
    await run();
    await settled();
    expect(services.issues).toHaveLength(1);
  });

  it('goes elsewhere, or shows the case', async () => {
    for (const [button, id] of [
      ['Other Destination', 'runtimeThreats.handOff'],
      ['Show Case File', undefined],
    ] as const) {
      editor.reset();
      const { run } = await world({ jira: true, service: { before: (request) => (isCreate(request) ? forbidden : undefined) } });
      user(...toJira, [/403|permission/i, button]);
      await run();
      await settled();
      if (id !== undefined) expect(editor.executedWith).toContainEqual([id, file]);
      else expect(editor.editors.map(({ document }) => document.uri.fsPath)).toEqual([file]);
    }
  });

  it('at the pager never tells the key', async () => {
    const body = { status: 'invalid event', errors: ["'routing_key' is [x](command:y) invalid"] };
    const { log, run } = await world({ pagerDuty: true, service: { before: () => ({ status: 400, body }) } });
    user([titleOf.destination, 'PagerDuty'], [titleOf.redaction, []], [titleOf.page, 'Submit']);
    await run();
    expect(errors()[0]?.items).toEqual(['Retry', 'Other Destination', 'Show Case File']);
    expect(errors()[0]?.text).not.toContain('](');
    expect(JSON.stringify([log, editor.shown, editor.progress])).not.toContain(routingKey);
  });

  it('[V-23] is tried again when the other destination is done, not between its questions', async () => {
    const { run } = await world({
      jira: true,
      pagerDuty: true,
      service: { before: (request) => (isCreate(request) ? forbidden : undefined) },
    });
    user(
      [titleOf.destination, 'Both'],
      ...toJira.slice(1),
      [/403|permission/i, 'Retry'],
      [titleOf.page, 'Severity'],
      ['Severity', 'info'],
      [titleOf.page, 'Summary'],
      ['Summary', 'x'],
      [titleOf.page, 'Submit'],
    );
    await run();
    await settled();
    const asked = editor.shown.map(({ text }) => text);
    expect(prompts(titleOf.ticket)).toHaveLength(2);
    expect(asked.findLastIndex((text) => titleOf.ticket.test(text))).toBeGreaterThan(
      asked.findLastIndex((text) => titleOf.page.test(text)),
    );
  });

  it('at the first of both leaves the second', async () => {
    const { run, services } = await world({
      jira: true,
      pagerDuty: true,
      service: { before: (request) => (isCreate(request) ? forbidden : undefined) },
    });
    user([titleOf.destination, 'Both'], ...toJira.slice(1), [titleOf.page, 'Submit']);
    await run();
    expect([services.issues.length, services.pages.length]).toEqual([0, 1]);
  });
});

describe('[H-02] a retry can not file twice', () => {
  it('shows the ticket that is there, without a preview and without a second one', async () => {
    const { run, services } = await world({ jira: true });
    user(...toJira);
    await run();
    user([titleOf.destination, 'Jira'], [titleOf.redaction, []], [/was filed for event/, 'Open']);
    await run();
    expect(services.issues).toHaveLength(1);
    expect(prompts(titleOf.ticket)).toHaveLength(1);
    expect(editor.shown.at(-1)?.text).toMatch(/^RUNTIME-1 was filed for event .* before/);
    expect(editor.opened).toEqual(['https://acme.atlassian.net/browse/RUNTIME-1']);
  });

  it('after Jira took it and answered 502: it is found, and told as filed', async () => {
    const after = (request: Request) => (isCreate(request) ? { status: 502, body: {} } : undefined);
    const { run, services } = await world({ jira: true, service: { after } });
    user(...toJira);
    await run();
    expect([services.issues.length, created(services.requests)]).toEqual([1, 1]);
    expect(editor.shown.at(-1)?.text).toMatch(/^RUNTIME-1 was filed/);
  });

  it('after a cancel while it was sent: it is said to be unknown, and Retry finds it', async () => {
    const after = (request: Request, signal: AbortSignal) => {
      if (!isCreate(request)) return undefined;
      editor.progress.at(-1)?.cancel();
      return new Promise<never>((_resolve, reject) => {
        if (signal.aborted) reject(signal.reason);
      });
    };
    const { log, run, services, noted } = await world({ jira: true, service: { after } });
    user(...toJira);
    await run();
    expect(errors()[0]?.text).toMatch(/^It is not known whether the ticket was filed\..*RUNTIME.*/);
    expect(noted()).toMatchObject({ handoff: { destination: 'jira' } });
    user([titleOf.destination, 'Jira'], [titleOf.redaction, []]);
    await run();
    expect(editor.shown.at(-1)?.text).toMatch(/^RUNTIME-1 was filed/);
    expect([services.issues.length, created(services.requests)]).toEqual([1, 1]);
    expect(log.join('\n')).toContain('cancelled while it was sent');
  });

  it('where the search does not show it yet: it stays unknown, and nothing is sent again', async () => {
    let searches = 0;
    const before = ({ url }: Request) =>
      url.pathname.endsWith('/search/jql') && ++searches > 1 ? { status: 200, body: { issues: [] } } : undefined;
    const after = (request: Request) => (isCreate(request) ? { status: 503, body: {} } : undefined);
    const { run, services } = await world({ jira: true, service: { before, after } });
    user(...toJira, [/^It is not known/, 'Retry'], [titleOf.ticket, 'Submit']);
    await run();
    await settled();
    expect(created(services.requests)).toBe(1);
    expect(errors().every(({ text }) => text.startsWith('It is not known'))).toBe(true);
    expect(errors()).toHaveLength(2);
  });

  it('after a reload, while the search does not show the ticket yet', async () => {
    const before = ({ url }: Request) => (url.pathname.endsWith('/search/jql') ? { status: 200, body: { issues: [] } } : undefined);
    const { memento, run } = await world({ jira: true, service: { before } });
    user(...toJira);
    await run();
    editor.reset();
    const reloaded = await world({ jira: true, memento, service: { before } });
    user(...toJira);
    await reloaded.run();
    expect(created(reloaded.services.requests)).toBe(0);
    expect(editor.shown.at(-1)?.text).toMatch(/^RUNTIME-1 was filed for event/);
  });

  it('since a cancel came while its file was attached: it is told as filed, with why the file is missing', async () => {
    const before = ({ url }: Request, signal: AbortSignal) => {
      if (!url.pathname.endsWith('/attachments')) return undefined;
      editor.progress.at(-1)?.cancel();
      return Promise.reject(signal.reason);
    };
    const { run, services } = await world({ jira: true, service: { before } });
    user(...toJira);
    await run();
    expect(services.issues).toHaveLength(1);
    expect(editor.shown.at(-1)?.text).toMatch(/^RUNTIME-1 filed .*The case file is not attached \(it was cancelled\)/);
  });

  it.each([1, 2])('that was cancelled before anything was sent says so, at look %i', async (at) => {
    let looks = 0;
    const before = (request: Request, signal: AbortSignal) => {
      if (!request.url.pathname.endsWith('/search/jql') || ++looks < at) return undefined;
      editor.progress.at(-1)?.cancel();
      return Promise.reject(signal.reason);
    };
    const { run, services } = await world({ jira: true, service: { before } });
    user(...toJira);
    await run();
    expect(editor.shown.at(-1)?.text).toBe('Nothing was sent to Jira.');
    expect(created(services.requests)).toBe(0);
  });
});

describe('[H-03] a page whose outcome is not known', () => {
  const toPager = [
    [titleOf.destination, 'PagerDuty'],
    [titleOf.redaction, []],
    [titleOf.page, 'Submit'],
  ] as const;

  it('since it was cancelled while it was sent, names the dedup key to look for, and is sent again without a second incident', async () => {
    let cancels = true;
    const after = (_request: Request, signal: AbortSignal) => {
      if (!cancels) return undefined;
      cancels = false;
      editor.progress.at(-1)?.cancel();
      return Promise.reject(signal.reason);
    };
    const { noted, run, services } = await world({ pagerDuty: true, service: { after } });
    user(...toPager, [/^It is not known whether PagerDuty/, 'Retry'], [titleOf.page, 'Submit']);
    await run();
    await settled();
    expect(errors()[0]?.text).toContain(`sysdig-${eventId}`);
    expect(new Set(services.pages.map((page) => page['dedup_key']))).toEqual(new Set([`sysdig-${eventId}`]));
    expect(services.pages).toHaveLength(2);
    expect(noted()).toMatchObject({ handoff: { destination: 'pagerduty' } });
  });

  it('since the connection ended after it was sent, is noted as gone there, and Retry is said to be safe', async () => {
    const before = () =>
      Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) }));
    const { noted, run } = await world({ pagerDuty: true, service: { before } });
    user(...toPager);
    await run();
    expect(errors()[0]?.text).toMatch(/which may have arrived\..*Retry is safe/);
    expect(noted()).toMatchObject({ handoff: { destination: 'pagerduty' } });
  });

  it('since nothing was answered in time, is noted as gone there', async () => {
    const before = () =>
      new Promise<never>(() => {
        setImmediate(() => clock.expire());
      });
    const { clock, noted, run } = await world({ pagerDuty: true, service: { before } });
    user(...toPager);
    await run();
    expect(errors()).toHaveLength(1);
    expect(noted()).toMatchObject({ handoff: { destination: 'pagerduty' } });
  });
});

/** Does something when that notification is answered, then answers it as before. */
function withTurn(answer: typeof editor.answer, text: RegExp, turn: () => void): typeof editor.answer {
  return (shown) => {
    if (shown.kind === 'error' && text.test(shown.text)) turn();
    return answer(shown);
  };
}
