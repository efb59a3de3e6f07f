import { describe, expect, it } from 'vitest';
import { describeDraft } from '../../../src/extension/core/handoff/description.ts';
import { type Filings, fileTicket } from '../../../src/extension/core/handoff/fileTicket.ts';
import type { TicketTools } from '../../../src/extension/core/handoff/ports.ts';
import { draftTicket } from '../../../src/extension/core/handoff/ticket.ts';
import type { TicketDoor } from '../../../src/extension/core/handoff/ticketDoor.ts';
import { ticketToolsDoor } from '../../../src/extension/core/handoff/ticketTools.ts';
import { atlassianTools, firstSite, secondSite } from '../../fakes/atlassianTools.ts';
import { caseFile, draft, eventId, failureOf, handoffCase, hurriedClock, patience } from './cases.ts';

function opened(tools: TicketTools, clock = hurriedClock()): TicketDoor {
  const door = ticketToolsDoor(tools, clock);
  if (door === undefined) throw new Error('no door');
  return door;
}

function world(options: Parameters<typeof atlassianTools>[0] = {}) {
  const fake = atlassianTools(options);
  const clock = hurriedClock();
  const filings: Filings = new Map();
  const door = opened(fake.tools, clock);
  return { ...fake, clock, door, file: (of = draft()) => fileTicket(door, of, { clock, filings }, patience()) };
}

/** A server of one's own, with its own names; `answers` by tool name. */
function otherTools(list: TicketTools['list'], answers: Readonly<Record<string, string>>) {
  const calls: (readonly [string, Readonly<Record<string, unknown>>])[] = [];
  const tools: TicketTools = {
    list,
    call: async (name, input) => {
      calls.push([name, input]);
      return answers[name] ?? '[]';
    },
  };
  return { tools, calls };
}

const schema = (properties: object, ...required: readonly string[]) => ({ type: 'object', properties, required });

describe('Jira through the window’s tools', () => {
  it('[H-02] finds the site, files the case as Markdown with its labels, and links to it', async () => {
    const { issues, file, door } = world();
    expect(door).toMatchObject({ kind: 'tools', product: 'Jira', name: 'mcp_atlassian_createJiraIssue' });
    const ticket = { key: 'RUNTIME-7', link: 'https://acme.atlassian.net/browse/RUNTIME-7', site: firstSite.id };
    expect(await file()).toEqual({ status: 'created', ticket, attached: 'unsupported' });
    expect(issues[0]).toMatchObject({ site: firstSite.id, summary: draft().summary, labels: draft().labels });
    expect(issues[0]?.description).toMatch(
      /^## Cryptominer[\s\S]*The whole case is in the file[\s\S]*event_id=`18bc3a1fd67663c74df811d3543b5a73`/,
    );
  });

  it('[H-02] projects of every site; the ticket goes to the site of its project', async () => {
    const { door, file, issues } = world({ sites: [firstSite, firstSite, secondSite] });
    const listed = await door.projects?.('', patience());
    expect(listed).toEqual([firstSite, secondSite].map(({ id }) => ({ key: 'RUNTIME', name: 'Runtime security', site: id })));
    const failure = await failureOf(file());
    expect(failure.why).toContain('https://acme.atlassian.net, https://acme-labs.atlassian.net');
    const of = draftTicket(handoffCase(), { projectKey: 'RUNTIME', site: secondSite.id, redact: [] });
    expect(await file(of)).toMatchObject({ ticket: { link: 'https://acme-labs.atlassian.net/browse/RUNTIME-7' } });
    expect(issues.map(({ site }) => site)).toEqual([secondSite.id]);
  });

  it('[H-02] an event that has a ticket gets no second one', async () => {
    const { created, file, door } = world();
    await file();
    expect(await door.find?.({ eventId }, patience())).toEqual({
      key: 'RUNTIME-7',
      link: 'https://acme.atlassian.net/browse/RUNTIME-7',
      site: firstSite.id,
    });
    expect(await file()).toMatchObject({ status: 'alreadyFiled' });
    expect(created()).toBe(1);
  });

  it('[H-05] a key that does not look like one is no ticket', async () => {
    const { tools } = otherTools([{ name: 'jira_create_issue' }, { name: 'jira_search' }], {
      jira_create_issue: '{"key": "[x](command:y)\\u001b[31m"}',
      jira_search: '[{"key": "../../admin"}]',
    });
    const door = opened(tools);
    expect(await door.find?.({ eventId }, patience())).toBeUndefined();
    expect(await door.create(draft(), patience())).toMatchObject({ status: 'unclear' });
  });

  it('[H-04] adds a case to the ticket that is there, at its own site', async () => {
    const { door, comments } = world({ sites: [firstSite, secondSite] });
    const of = draftTicket(handoffCase(), { projectKey: 'RUNTIME', site: secondSite.id, redact: [] });
    expect(await door.comment?.('RUNTIME-7', of, patience())).toEqual({ status: 'added' });
    expect(comments).toEqual([{ cloudId: secondSite.id, issueIdOrKey: 'RUNTIME-7', commentBody: expect.stringContaining(eventId) }]);
  });

  it.each(['acceptedThenHang', 'acceptedThenProse'] as const)('[H-02] %s: found, not filed again', async (fault) => {
    const { created, issues, clock, file, calls } = world({ faults: [fault] });
    const filing = file();
    while (fault === 'acceptedThenHang' && created() === 0) await new Promise(setImmediate);
    if (fault === 'acceptedThenHang') clock.expire();
    expect(await filing).toMatchObject({ status: 'alreadyFiled', ticket: { key: 'RUNTIME-7' } });
    expect([created(), issues.length, calls.at(-1)?.name]).toEqual([1, 1, 'mcp_atlassian_searchJiraIssuesUsingJql']);
  });

  it('[H-02] accepted, and the search behind: unknown, and a retry does not file', async () => {
    const { created, file } = world({ faults: ['acceptedThenProse'], searchLag: 3 });
    expect(await file()).toMatchObject({ status: 'unknown' });
    expect(await file()).toMatchObject({ status: 'alreadyFiled' });
    expect(created()).toBe(1);
  });

  it.each([
    [
      { says: 'Failed to create issue: 403 Forbidden' },
      'forbidden',
      /answered 403: the account lacks `write:jira-work` for project RUNTIME/,
    ],
    [{ says: '{"error":true,"message":"You do not have permission to create issues"}' }, 'refused', /permission to create/],
    [{ says: '{"errorMessages":[],"errors":{"issuetype":"Specify a valid issue type"}}' }, 'refused', /Specify a valid issue type/],
    [{ throws: 'MCP error -32602: Invalid arguments' }, 'refused', /Invalid arguments/],
    [{ throws: 'HTTP 401 from upstream' }, 'unauthenticated', /answered 401/],
    [{ throws: 'Status code: 429' }, 'rateLimited', /answered 429/],
  ] as const)('[H-05] %j: certainly not filed', async (fault, reason, why) => {
    const { issues, file } = world({ faults: [fault] });
    const failure = await failureOf(file());
    expect(failure).toMatchObject({ reason, what: 'The Jira ticket was not filed' });
    expect(failure.why).toMatch(why);
    expect(failure.fix).toContain(caseFile);
    expect(failure.message.split('\n')).toHaveLength(3);
    expect(await file()).toMatchObject({ status: 'created' });
    expect(issues).toHaveLength(1);
  });

  it('[H-05] a person who declines the call in the editor has filed nothing', async () => {
    const declined = Object.assign(new Error('Canceled'), { name: 'Canceled' });
    const tools: TicketTools = { list: [{ name: 'jira_create_issue' }], call: () => Promise.reject(declined) };
    const failure = await failureOf(opened(tools).create(draft(), patience()));
    expect(failure).toMatchObject({ reason: 'refused', why: 'jira_create_issue answered: the call was declined in the editor' });
  });

  it.each([{ throws: 'fetch failed' }, { throws: 'HTTP 502' }, { says: 'Internal Server Error 500' }] as const)(
    '[H-02] %j: unclear',
    async (fault) => {
      const { door } = world({ faults: [fault] });
      expect(await door.create(draft(), patience())).toMatchObject({ status: 'unclear' });
    },
  );

  it('[H-02] argument names are the tool’s own; lists as text where it wants text', async () => {
    const create = {
      name: 'mcp_jira_jira_create_issue',
      inputSchema: schema(
        { project_key: { type: 'string' }, summary: {}, issue_type: {}, description: {}, additional_fields: { type: 'string' } },
        'project_key',
        'summary',
        'issue_type',
      ),
    };
    const { tools, calls } = otherTools([create, { name: 'mcp_jira_jira_search', inputSchema: schema({ jql: {}, limit: {} }, 'jql') }], {
      mcp_jira_jira_create_issue: '{"message":"Issue created successfully","issue":{"key":"RUNTIME-9","url":"javascript:alert(1)"}}',
      mcp_jira_jira_search: '{"total":0,"issues":[]}',
    });
    const clock = hurriedClock();
    expect(await fileTicket(opened(tools), draft(), { clock, filings: new Map() }, patience())).toMatchObject({
      status: 'created',
      ticket: { key: 'RUNTIME-9' },
    });
    expect(calls[0]).toEqual([
      'mcp_jira_jira_search',
      { jql: `labels = "sysdig-event-${eventId}" AND labels != "sysdig-runtime-action" ORDER BY created ASC`, limit: 10 },
    ]);
    expect(calls[1]?.[1]).toMatchObject({
      project_key: 'RUNTIME',
      issue_type: 'Task',
      additional_fields: JSON.stringify({ labels: draft().labels }),
    });
  });

  it('[H-02] a link that is not https is none', async () => {
    const create = { name: 'jira_create_issue' };
    const { tools } = otherTools([create], { jira_create_issue: '{"key":"RUNTIME-9","url":"javascript:alert(1)"}' });
    expect(await opened(tools).create(draft(), patience())).toEqual({ status: 'created', ticket: { key: 'RUNTIME-9' } });
  });

  it('[H-05] a tool that requires what we do not know is not called', async () => {
    const create = { name: 'jira_create_issue', inputSchema: schema({ summary: {}, squad: {} }, 'summary', 'squad') };
    const { tools, calls } = otherTools([create], {});
    expect(await failureOf(opened(tools).create(draft(), patience()))).toMatchObject({
      reason: 'unsupported',
      why: expect.stringContaining('squad'),
    });
    expect(calls).toEqual([]);
  });
});

describe('which tools open a door', () => {
  it('[H-01] Jira’s before Linear’s, and none without a tool that files', () => {
    const { tools } = otherTools(
      [{ name: 'mcp_linear_create_issue', inputSchema: schema({ title: {}, description: {} }) }, { name: 'mcp_atlassian_createJiraIssue' }],
      {},
    );
    expect(opened(tools).product).toBe('Jira');
    const none = ['mcp_atlassian_getJiraIssue', 'mcp_atlassian_addCommentToJiraIssue', 'mcp_github_create_issue', 'mcp_linear_get_issue'];
    expect(
      ticketToolsDoor(
        otherTools(
          none.map((name) => ({ name })),
          {},
        ).tools,
        hurriedClock(),
      ),
    ).toBeUndefined();
  });

  it('[H-02] Linear files into a team and finds by the event id in the text', async () => {
    const list = [
      { name: 'mcp_linear_create_issue', inputSchema: schema({ title: {}, description: {}, team: {} }, 'title', 'team') },
      { name: 'mcp_linear_list_issues', inputSchema: schema({ query: {}, limit: {} }) },
      { name: 'mcp_linear_list_teams', inputSchema: schema({}) },
    ];
    const { tools, calls } = otherTools(list, {
      mcp_linear_create_issue: '{"id":"u-u-i-d","identifier":"SEC-12","url":"https://linear.app/acme/issue/SEC-12"}',
      mcp_linear_list_issues: '[{"identifier":"SEC-3","description":"something like it"}]',
      mcp_linear_list_teams: '[{"id":"team-1","name":"Security"},{"id":"team-2","name":"Web"}]',
    });
    const door = opened(tools);
    expect(await door.projects?.('sec', patience())).toEqual([{ key: 'team-1', name: 'Security' }]);
    const filed = await fileTicket(door, draft({}, 'team-1'), { clock: hurriedClock(), filings: new Map() }, patience());
    expect(filed).toMatchObject({ status: 'created', ticket: { key: 'SEC-12', link: 'https://linear.app/acme/issue/SEC-12' } });
    expect(calls.at(-1)?.[1]).toEqual({ team: 'team-1', title: draft().summary, description: describeDraft(draft()).markdown });
  });
});
