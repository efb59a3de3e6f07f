import { beforeEach, describe, expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { apiToken, eventId, file, labelOf, prompts, routingKey, rowsOf, titleOf, user, world } from './handOffWorld.ts';

beforeEach(() => editor.reset());

const offered = () => prompts(titleOf.destination)[0]?.items.map(labelOf);
const skip = 'Just show the path';

describe('[H-01] the destinations', () => {
  it.each([
    [{ jira: true }, ['Jira', skip]],
    [{ pagerDuty: true }, ['PagerDuty', skip]],
    [{ jira: true, pagerDuty: true }, ['Jira', 'PagerDuty', 'Both', skip]],
    [{}, ['Set up Jira…', 'Set up PagerDuty…', skip]],
  ])('with %j are %j', async (setting, expected) => {
    const { run } = await world(setting);
    await run();
    expect(offered()).toEqual(expected);
  });

  it.each([
    ['pagerduty', 'PagerDuty'],
    ['both', 'Both'],
    ['skip', skip],
    ['jira', 'Jira'],
    [null, 'Jira'],
    ['elsewhere', 'Jira'],
  ])('begin, where %j was chosen last time, with %s', async (preferred, first) => {
    const { run } = await world({ jira: true, pagerDuty: true, state: { preferred_handoff: preferred } });
    await run();
    expect(offered()?.[0]).toBe(first);
  });

  it('say where the case went before', async () => {
    const handoff = { destination: 'jira', ticket_key: 'RUNTIME-9\n$(bug)' };
    const { run } = await world({ jira: true, state: { recent_cases: [{ event_id: eventId, handoff }] } });
    await run();
    expect(prompts(titleOf.destination)[0]?.options['placeHolder']).toBe('Handed off before: jira RUNTIME-9 $ (bug)');
  });

  it('just the path sends nothing, and says where the case is', async () => {
    const { run, services } = await world({ jira: true, pagerDuty: true });
    user([titleOf.destination, skip], [/Nothing was sent/, 'Copy Path']);
    await run();
    expect(editor.shown.at(-1)?.text).toContain(file);
    expect([services.requests, editor.clipboard]).toEqual([[], file]);
  });

  it('set up on the way are among the answers then', async () => {
    const { run, services } = await world();
    user(
      [titleOf.destination, 'Set up PagerDuty…'],
      ['PagerDuty routing key', routingKey],
      [titleOf.destination, 'PagerDuty'],
      [titleOf.redaction, []],
    );
    await run();
    expect(prompts(titleOf.page)).toHaveLength(1);
    expect(services.requests).toEqual([]);
  });

  it('that could not be set up are told, and the question comes back', async () => {
    const { run } = await world({ service: { before: () => ({ status: 401, body: {} }) } });
    user(
      [titleOf.destination, 'Set up Jira…'],
      ['Jira site', 'acme.atlassian.net'],
      ['E-mail address of your Atlassian account', 'me@acme.example'],
      ['Jira API token', apiToken],
    );
    await run();
    expect(prompts(titleOf.destination)).toHaveLength(2);
    expect(editor.shown.filter(({ kind }) => kind === 'error')).toHaveLength(1);
  });
});

describe('[C-11] what is detected', () => {
  it.each(['PAGERDUTY_ROUTING_KEY', 'OUR_PD_TOKEN', 'PD_ROUTING_KEY_PROD'])('is a routing key in %s', async (name) => {
    const { run } = await world({ variables: { [name]: ` ${routingKey} ` } });
    await run();
    expect(rowsOf(prompts(titleOf.destination)[0])).toMatchObject({ PagerDuty: `key ends in BCDE · ${name}` });
  });

  it.each([
    ['eu', 'events.eu.pagerduty.com'],
    ['us', 'events.pagerduty.com'],
    ['https://evil.example', 'events.pagerduty.com'],
  ])('goes, for the region %j of the settings, to %s', async (region, host) => {
    const { run, services } = await world({ pagerDuty: true });
    editor.configure('runtimeThreats.pagerDuty.region', region);
    user([titleOf.destination, 'PagerDuty'], [titleOf.redaction, []], [titleOf.page, 'Submit']);
    await run();
    expect(prompts(titleOf.page)[0]?.text).toBe(`PagerDuty · ${host}`);
    expect(services.requests.map(({ url }) => url.host)).toEqual([host]);
  });

  it('is no variable of such a name that holds something else', async () => {
    const { run } = await world({ variables: { PAGERDUTY_URL: 'https://acme.pagerduty.com', PD_TOKEN: 'u+rest-token' } });
    await run();
    expect(offered()).not.toContain('PagerDuty');
  });

  it('is a ticket tool of another extension, by pattern, and the ticket goes through it', async () => {
    const { run, services } = await world();
    const called: [string, unknown][] = [];
    editor.lmTools = ['copilot_search', 'mcp_atlassian_createJiraIssue', 'mcp_atlassian_searchJiraIssuesUsingJql'];
    for (const name of editor.lmTools) editor.lmSchemas.set(name, issueSchema);
    editor.lmAnswer = async (name, input) => {
      called.push([name, input]);
      if (name.includes('search')) return JSON.stringify({ issues: [] });
      return 'Created: {"id":"1","key":"RUNTIME-7","self":"https://api.atlassian.com/ex/jira/1"}';
    };
    user([titleOf.destination, 'Jira'], [titleOf.redaction, []], ['Key of the project', 'RUNTIME'], [titleOf.ticket, 'Submit']);
    await run();
    expect(editor.shown.at(-1)?.text).toMatch(/^RUNTIME-7 filed for event .* add .* by hand\.$/);
    expect(called.map(([name]) => name)).toContain('mcp_atlassian_createJiraIssue');
    expect(called.filter(([name]) => name.endsWith('createJiraIssue'))).toHaveLength(1);
    expect(services.requests).toEqual([]);
  });

  it("is Linear's where it is all that there is; its team is no project of Jira's", async () => {
    editor.lmTools = ['mcp_linear_create_issue'];
    editor.lmSchemas.set('mcp_linear_create_issue', {
      type: 'object',
      properties: { title: { type: 'string' }, description: { type: 'string' }, team: { type: 'string' } },
    });
    editor.lmAnswer = async () => JSON.stringify({ identifier: 'SEC-1', url: 'https://linear.app/acme/issue/SEC-1' });
    const { run, saved } = await world({ state: { preferred_jira_project: 'RUNTIME' }, variables: { JIRA_PROJECT: 'ENV' } });
    user([titleOf.destination, 'Linear'], [titleOf.redaction, []], ['Key of the project', 'SEC'], [/^Linear · /, 'Submit']);
    await run();
    expect(Object.keys(rowsOf(prompts(/^Linear · /)[0]))).not.toEqual(expect.arrayContaining(['Labels']));
    expect(editor.shown.at(-1)?.text).toContain('SEC-1 filed');
    expect(saved.at(-1)?.data).toMatchObject({ preferred_jira_project: 'RUNTIME' });
  });

  it('gives way to what was set up by hand', async () => {
    editor.lmTools = ['mcp_atlassian_createJiraIssue'];
    const { run } = await world({ jira: true });
    await run();
    expect(rowsOf(prompts(titleOf.destination)[0])).toMatchObject({ Jira: 'acme.atlassian.net' });
  });
});

const issueSchema = {
  type: 'object',
  properties: {
    projectKey: { type: 'string' },
    issueTypeName: { type: 'string' },
    summary: { type: 'string' },
    description: { type: 'string' },
    additional_fields: { type: 'object' },
    jql: { type: 'string' },
  },
};

describe('[C-06] a case of the sample tenant', () => {
  const told = storefrontCase;

  it('is offered no destination that was only detected', async () => {
    editor.lmTools = ['mcp_atlassian_createJiraIssue'];
    const { run } = await world({ told, variables: { PAGERDUTY_ROUTING_KEY: routingKey } });
    await run();
    expect(offered()).toEqual(['Set up Jira…', 'Set up PagerDuty…', skip]);
  });

  it('says "sample" in the title of preview and ticket where one was set up', async () => {
    const { run, services } = await world({ told, jira: true });
    user([titleOf.destination, 'Jira'], [titleOf.redaction, []], [titleOf.project, 'RUNTIME'], [titleOf.ticket, 'Submit']);
    await run();
    expect(prompts(titleOf.ticket)[0]?.text).toBe('Jira · acme.atlassian.net · sample');
    expect(services.issues[0]?.fields.summary).toMatch(/^\[Sysdig Runtime\] Sample: /);
  });
});

describe('[H-02] the project', () => {
  const start = [
    [titleOf.destination, 'Jira'],
    [titleOf.redaction, []],
  ] as const;
  const project = () => rowsOf(prompts(titleOf.ticket)[0])['Project'];

  it.each([
    ['the environment', { variables: { SYSDIG_RUNTIME_JIRA_PROJECT: 'ENV' }, state: { preferred_jira_project: 'STATE' } }, 'ENV'],
    ['the variable that is set', { variables: { A_JIRA_PROJECT: '', JIRA_PROJECT_KEY: 'ENV' } }, 'ENV'],
    ['what was chosen before', { state: { preferred_jira_project: 'STATE' } }, 'STATE'],
    [
      'what was chosen before, where the environment names none',
      { variables: { JIRA_PROJECT: 'https://x' }, state: { preferred_jira_project: 'S2' } },
      'S2',
    ],
  ])('comes from %s without a question', async (_what, setting, expected) => {
    const { run } = await world({ jira: true, ...setting });
    user(...start);
    await run();
    expect(project()).toBe(expected);
    expect(prompts(titleOf.project)).toEqual([]);
  });

  it('else from the list of the site, which can be searched there', async () => {
    const { run, services } = await world({ jira: true });
    user(...start, [titleOf.project, 'Search…'], ['Name or key of the project', 'sec'], [titleOf.project, 'SEC']);
    await run();
    expect(prompts(titleOf.project)[0]?.items.map(labelOf)).toEqual(['RUNTIME', 'SEC', 'Search…', 'Enter a key…']);
    expect(services.requests.map(({ url }) => url.searchParams.get('query'))).toContain('sec');
    expect(project()).toBe('SEC');
  });

  it('of thousands: the first are listed, and where the others are is said', async () => {
    const values = Array.from({ length: 50 }, (_, index) => ({ key: `P${index}`, name: '$(bug)\u001b[31m [x](command:y)\n' }));
    const { run, services } = await world({
      jira: true,
      service: {
        before: ({ url }) =>
          url.pathname.endsWith('/project/search') ? { status: 200, body: { values, isLast: false, total: 2_000 } } : undefined,
      },
    });
    user([titleOf.destination, 'Jira'], [titleOf.redaction, []]);
    await run();
    const [asked] = prompts(titleOf.project);
    expect(asked?.options['placeHolder']).toBe('500 listed; Search… asks for others');
    expect(services.requests.filter(({ url }) => url.pathname.endsWith('/project/search'))).toHaveLength(10);
    expect(rowsOf(asked)['P7']).toBe('$ (bug) [x] (command:y)');
  });

  it('else from its key, which is asked for where nothing can be listed', async () => {
    const before = ({ url }: { url: URL }) => (url.pathname.endsWith('/project/search') ? { status: 403, body: {} } : undefined);
    const { run } = await world({ jira: true, service: { before } });
    user(...start, ['Key of the project', 'OPS']);
    await run();
    expect(project()).toBe('OPS');
    const problem = prompts('Key of the project')[0]?.options['validateInput'] as (value: string) => string | undefined;
    expect(['OPS', 'A_1'].map(problem)).toEqual([undefined, undefined]);
    for (const bad of ['', 'a b', '1A', 'x"y']) expect(problem(bad), bad).toBeTypeOf('string');
  });
});
