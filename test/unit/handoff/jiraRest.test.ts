import { describe, expect, it } from 'vitest';
import { addToTicket } from '../../../src/extension/core/handoff/addToTicket.ts';
import { jiraRest, jiraSite } from '../../../src/extension/core/handoff/jiraRest.ts';
import { withEdits } from '../../../src/extension/core/handoff/ticket.ts';
import { Failure } from '../../../src/extension/core/model/failure.ts';
import { account, createPath, jiraServer, searchPath } from '../../fakes/jiraServer.ts';
import type { Fault } from '../../fakes/localServer.ts';
import { caseFile, draft, eventId, failureOf, handoffCase, hurriedClock, patience } from './cases.ts';

async function world(token: string = account.token) {
  const server = await jiraServer();
  const clock = hurriedClock();
  return { server, clock, door: jiraRest({ site: server.origin, email: account.email, token }, { send: fetch, clock }) };
}

describe('Jira by its REST API', () => {
  it('[H-02] lists the projects of every page, and those that a query names', async () => {
    const { server, door } = await world();
    const all = await door.projects?.('', patience());
    expect([all?.length, all?.[0], all?.at(-1)?.key]).toEqual([62, { key: 'RUNTIME', name: 'Runtime security' }, 'TEAM59']);
    expect(server.received.map(({ query }) => query.get('startAt'))).toEqual(['0', '50']);
    expect((await door.projects?.('runtime', patience()))?.map(({ key }) => key)).toEqual(['RUNTIME']);
  });

  it('[H-05] 400 names the fields and what is wrong with each', async () => {
    const { door } = await world();
    const wrong = withEdits(draft(), { projectKey: 'NOPE', issueType: 'Bug' });
    const failure = await failureOf(door.create(wrong, patience()));
    expect(failure.why).toMatch(/answered 400: project: valid project is required; issue type: Specify a valid issue type$/);
    expect(failure.fix).toBe(`Edit these fields and submit again, or choose another destination; the case is in ${caseFile}`);
  });

  it('[H-05] 401, 403, 404, 410 and a redirect each say why and what to do', async () => {
    const { server, door } = await world();
    const why = async (fault: Fault) => {
      server.fail(createPath, fault);
      const { reason, why, fix } = await failureOf(door.create(draft(), patience()));
      return [reason, why.replace(/^\S+ /, ''), fix.split(', or choose')[0]];
    };
    expect(await why({ status: 401, body: 'Client must be authenticated' })).toEqual([
      'unauthenticated',
      'answered 401: the e-mail address or the API token is not right',
      'Set up Jira again',
    ]);
    expect((await why({ status: 404, body: '<html>' }))[0]).toBe('notFound');
    expect((await why({ status: 410, body: '' }))[0]).toBe('unsupported');
    expect(await why({ status: 302, headers: { location: 'https://evil.example/' } })).toEqual([
      'refused',
      'answered 302: it sends on to another address',
      "Enter the site's own address, such as acme.atlassian.net",
    ]);
    server.fail(createPath);
    const locked = await failureOf(door.create(draft({}, 'LOCKED'), patience()));
    expect(locked.why).toContain('403: the account lacks `write:jira-work` for project LOCKED');
  });

  it('[H-04] [H-07] adds a case to a ticket that is there, as a document that Jira takes', async () => {
    const { server, door } = await world();
    await door.create(draft(), patience());
    expect(await door.comment?.('RUNTIME-101', draft(), patience())).toEqual({ status: 'added' });
    expect(JSON.stringify(server.issues[0]?.comments)).toContain(eventId);
  });

  it.each<[Fault, string | undefined]>([
    [{ status: 403, body: '' }, 'forbidden'],
    [{ status: 404, body: '' }, 'notFound'],
    [{ status: 503, body: '' }, undefined],
    ['acceptedThenReset', undefined],
  ])('[H-05] a comment that meets %j is refused or unclear, and never sent twice', async (fault, reason) => {
    const { server, door } = await world();
    await door.create(draft(), patience());
    server.fail('/rest/api/3/issue/RUNTIME-101/comment', fault);
    const commenting = addToTicket(door, { key: 'RUNTIME-101' }, draft(), patience());
    if (reason === undefined)
      expect(await commenting).toMatchObject({ status: 'unclear', failure: { fix: expect.stringContaining('RUNTIME-101') } });
    else expect(await failureOf(commenting)).toMatchObject({ reason, what: 'The case was not added to RUNTIME-101' });
    expect(server.of('/rest/api/3/issue/RUNTIME-101/comment')).toHaveLength(1);
    expect(server.of('/rest/api/3/issue/RUNTIME-101/attachments')).toEqual([]);
  });

  it('[H-05] a page in HTML instead of an answer: a ticket may be there, and a list is not', async () => {
    const { server, door } = await world();
    server.fail(createPath, { status: 200, body: '<html>Sign in</html>' });
    expect(await door.create(draft(), patience())).toMatchObject({ status: 'unclear', failure: { reason: 'malformed' } });
    server.fail(searchPath, { status: 200, body: '<html>Sign in</html>' });
    expect((await failureOf(Promise.resolve(door.find?.({ eventId }, patience())))).message).not.toContain('html');
  });

  it('[H-05] 429 is waited for once where it asks for a short pause, and told where it asks for a long one or none', async () => {
    const { server, clock, door } = await world();
    server.fail(createPath, { status: 429, headers: { 'retry-after': '7' } });
    expect(await door.create(draft(), patience())).toMatchObject({ status: 'created' });
    expect([clock.pauses, server.issues.length]).toEqual([[7_000], 1]);
    for (const headers of [{ 'retry-after': '11' }, {}]) {
      server.fail(createPath, { status: 429, headers });
      expect(await failureOf(door.create(draft(), patience()))).toMatchObject({ reason: 'rateLimited' });
    }
    server.fail(createPath, { status: 429, headers: { 'retry-after': '1' } }, { status: 429, headers: { 'retry-after': '1' } });
    expect(await failureOf(door.create(draft(), patience()))).toMatchObject({ reason: 'rateLimited' });
    expect(server.issues).toHaveLength(1);
  });

  it('[H-05] nobody listens: certainly nothing was filed', async () => {
    const { server, door } = await world();
    await server.close();
    expect((await failureOf(door.create(draft(), patience()))).why).toContain('ECONNREFUSED');
  });

  it.each<Fault>(['hang', 'reset', { status: 502, body: 'bad gateway' }])('[H-02] %s: whether it was filed is unclear', async (fault) => {
    const { server, clock, door } = await world();
    server.fail(createPath, fault);
    const creation = door.create(draft(), patience());
    await server.heard(createPath);
    if (fault === 'hang') clock.expire();
    expect(await creation).toMatchObject({ status: 'unclear' });
  });

  it('[H-05] every failure has three lines, and the token is in none of them', async () => {
    const { server, door } = await world();
    const faults: readonly Fault[] = [
      { status: 400, body: { errorMessages: ['a\nb', `${'x'.repeat(5_000)}`], errors: { summary: 'no [x](command:evil)' } } },
      { status: 401, body: `Basic ${Buffer.from(account.token).toString('base64')}` },
      { status: 418, body: { errorMessages: 'not a list', errors: ['odd'] } },
      { status: 200, body: 'null' },
    ];
    for (const fault of faults) {
      server.fail(searchPath, fault);
      const failure = await failureOf(door.find?.({ eventId: 'e1' }, patience()) ?? Promise.resolve());
      expect(failure).toBeInstanceOf(Failure);
      expect(failure.message.split('\n')).toHaveLength(3);
      expect(failure.message).not.toContain(account.token);
      expect(failure.message).not.toContain(Buffer.from(account.token).toString('base64').slice(0, 12));
    }
  });

  it('[H-02] searches by JQL where the old search is gone, and an event id can not break out of the query', async () => {
    const { server, door } = await world();
    expect(await door.find?.({ eventId: 'x" OR project = "SECRET' }, patience())).toBeUndefined();
    expect(server.received.map(({ path, query }) => [path, query.get('jql')])).toEqual([
      [
        searchPath,
        'labels = "sysdig-event-x%22%20OR%20project%20%3d%20%22SECRET" AND labels != "sysdig-runtime-action" ORDER BY created ASC',
      ],
    ]);
  });

  it('[H-02] a case of any length is taken', async () => {
    const { server, door } = await world();
    const long = handoffCase().markdown.replace('### Resource context', `${'A person wrote much. '.repeat(4_000)}\n\n### Resource context`);
    expect(await door.create(draft({ markdown: long }), patience())).toMatchObject({ status: 'created' });
    expect(JSON.stringify(server.issues[0]?.fields.description)).toContain(eventId);
  });
});

describe('the address of a site', () => {
  it.each([
    ['acme.atlassian.net', 'https://acme.atlassian.net'],
    [' https://acme.atlassian.net/jira/projects ', 'https://acme.atlassian.net'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('%s is %s', (typed, origin) => {
    expect(jiraSite(typed)).toBe(origin);
  });

  it.each([
    '',
    'acme',
    'http://acme.atlassian.net',
    'https://user:pass@acme.atlassian.net',
    'ftp://acme.atlassian.net',
    'a b.c',
    'javascript:alert(1)',
  ])('%j is none', (typed) => {
    expect(jiraSite(typed)).toBeUndefined();
  });
});
