import { beforeEach, describe, expect, it } from 'vitest';
import { notedHandoff, type Outcome } from '../../../../src/extension/editor/handOff/outcome.ts';
import { failure } from '../../../fakes/readTools.ts';
import { editor } from '../../../fakes/vscode.ts';
import { eventId, live, prompts, titleOf, user, world } from './handOffWorld.ts';
import type { Request } from './services.ts';

beforeEach(() => editor.reset());

const project = [
  [titleOf.redaction, []],
  [titleOf.project, 'RUNTIME'],
] as const;
const toJira = [[titleOf.destination, 'Jira'], ...project] as const;
const both = { jira: true, pagerDuty: true } as const;
const filed = { destination: 'jira', ticket_key: 'RUNTIME-1', ticket_url: 'https://acme.atlassian.net/browse/RUNTIME-1' };
const isCreate = ({ method, url }: Request) => method === 'POST' && url.pathname.endsWith('/issue');
const refusing = { before: (request: Request) => (isCreate(request) ? { status: 403, body: {} } : undefined) };

describe('[H-06] the shared state is saved whatever the user does', () => {
  it.each([
    ['a ticket', both, [...toJira, [titleOf.ticket, 'Submit']], filed],
    [
      'a page',
      both,
      [
        [titleOf.destination, 'PagerDuty'],
        [titleOf.redaction, []],
        [titleOf.page, 'Submit'],
      ],
      { destination: 'pagerduty' },
    ],
    [
      'both',
      both,
      [[titleOf.destination, 'Both'], ...project, [titleOf.ticket, 'Submit'], [titleOf.page, 'Submit']],
      { ...filed, destination: 'both' },
    ],
    ['both, the page declined', both, [[titleOf.destination, 'Both'], ...project, [titleOf.ticket, 'Submit']], filed],
    [
      'both, the ticket declined',
      both,
      [[titleOf.destination, 'Both'], ...project, [titleOf.ticket, 'Cancel'], [titleOf.page, 'Submit']],
      { destination: 'pagerduty' },
    ],
    ['a ticket that was refused', { ...both, service: refusing }, [...toJira, [titleOf.ticket, 'Submit']], { destination: 'skip' }],
    ['just the path', both, [[titleOf.destination, 'Just show the path']], { destination: 'skip' }],
    ['Escape at the destination', both, [], { destination: 'skip' }],
    ['Escape at the redaction', both, [[titleOf.destination, 'Jira']], { destination: 'skip' }],
    ['Escape at the project', both, toJira.slice(0, 2), { destination: 'skip' }],
    ['Escape at the preview', both, toJira, { destination: 'skip' }],
  ] as const)('%s', async (_what, setting, steps, handoff) => {
    const { noted, run, saved } = await world(setting);
    user(...steps);
    await run();
    expect(noted()).toMatchObject({ event_id: eventId, cluster: 'prod-eu-1', tactic: 'execution', completed: live.completedAt });
    expect(noted()?.handoff).toEqual(handoff);
    expect(saved.length).toBeGreaterThan(0);
  });

  it('with findings and a no as well', async () => {
    const finding = { code: 'changed', severity: 'error', line: 0, from: 0, to: 1, message: 'x', cites: [] } as const;
    const { noted, run } = await world({ ...both, verdict: { standing: 'failed', findings: [finding] } });
    await run();
    expect(prompts(/^This case has 1 finding/)).toHaveLength(1);
    expect(noted()?.handoff).toEqual({ destination: 'skip' });
  });

  it('a ticket is noted before the page is asked about', async () => {
    const { noted, run } = await world(both);
    const seen: unknown[] = [];
    user([titleOf.destination, 'Both'], ...project, [titleOf.ticket, 'Submit']);
    const answer = editor.answer;
    editor.answer = (shown) => {
      if (titleOf.page.test(shown.text)) seen.push(noted()?.handoff);
      return answer(shown);
    };
    await run();
    expect(seen).toEqual([filed]);
  });

  it('a hand-off that comes to nothing never takes away an earlier one', async () => {
    const entry = { event_id: eventId, tactic: 'c2', handoff: { destination: 'jira', ticket_key: 'RUNTIME-9' }, theirs: 1 };
    const { noted, run, saved } = await world({ ...both, state: { recent_cases: [entry] } });
    await run();
    expect([noted(), saved]).toEqual([entry, []]);
  });

  it('an entry that is there keeps what others wrote into it', async () => {
    const entry = { event_id: eventId, tactic: 'c2', completed: '2026-06-10T11:00:00Z', case_file: 'theirs.md' };
    const { noted, run } = await world({ ...both, state: { recent_cases: [entry] } });
    user(...toJira, [titleOf.ticket, 'Submit']);
    await run();
    expect(noted()).toEqual({ ...entry, handoff: filed });
  });
});

describe('[K-09] a preference', () => {
  const preferences = (saved: readonly { readonly data: Readonly<Record<string, unknown>> }[]) => {
    const { preferred_handoff, preferred_jira_project } = saved.at(-1)?.data ?? {};
    return [preferred_handoff, preferred_jira_project];
  };

  it.each([
    ['a destination that was chosen', [[titleOf.destination, 'PagerDuty']], ['pagerduty', undefined]],
    ['a path that was enough', [[titleOf.destination, 'Just show the path']], ['skip', undefined]],
    ['nothing on Escape', [], [undefined, undefined]],
    ['a project that was picked, also where the ticket was then declined', toJira, ['jira', 'RUNTIME']],
  ] as const)('is %s', async (_what, steps, expected) => {
    const { run, saved } = await world(both);
    user(...steps);
    await run();
    expect(preferences(saved)).toEqual(expected);
  });

  it('is no project that the environment names', async () => {
    const { run, saved } = await world({ jira: true, variables: { JIRA_PROJECT: 'ENV' } });
    user([titleOf.destination, 'Jira'], [titleOf.redaction, []], [titleOf.ticket, 'Submit']);
    await run();
    expect(preferences(saved)).toEqual(['jira', undefined]);
  });

  it('is the project that was picked in the preview instead', async () => {
    const { run, saved } = await world({ jira: true, variables: { JIRA_PROJECT: 'ENV' } });
    user(
      [titleOf.destination, 'Jira'],
      [titleOf.redaction, []],
      [titleOf.ticket, 'Project'],
      [titleOf.project, 'SEC'],
      [titleOf.ticket, 'Submit'],
    );
    await run();
    expect(preferences(saved)).toEqual(['jira', 'SEC']);
  });
});

describe('[K-09] the state of another tenant', () => {
  it.each([
    ['another name', { name: 'other', region: 'eu1', sample: false }],
    ['another region', { ...live.tenant, region: 'us2' }],
    ['the sample tenant of that name', { ...live.tenant, sample: true }],
    ['no tenant', undefined],
  ])('is left alone with %s connected, and the case goes out all the same', async (_what, connectedTo) => {
    const { run, saved, services } = await world({ jira: true, connectedTo });
    user(...toJira, [titleOf.ticket, 'Submit']);
    await run();
    expect([saved, services.issues.length]).toEqual([[], 1]);
  });

  it('that can not be saved is told beside the ticket, and loses nothing', async () => {
    const { run, services } = await world({ jira: true, saveFails: 9 });
    user(...toJira, [titleOf.ticket, 'Submit']);
    await run();
    expect(services.issues).toHaveLength(1);
    expect(editor.shown.filter(({ kind, text }) => kind === 'error' || text.startsWith('RUNTIME-1')).map(({ kind }) => kind)).toEqual([
      'information',
      'error',
    ]);
  });

  it('that was left meanwhile is told beside the ticket', async () => {
    const { disconnect, run, saved, services } = await world({ jira: true });
    user(...toJira, [titleOf.ticket, 'Submit']);
    const answer = editor.answer;
    editor.answer = (shown) => {
      if (titleOf.ticket.test(shown.text)) disconnect();
      return answer(shown);
    };
    await run();
    expect([services.issues.length, saved.length]).toEqual([1, 0]);
    expect(editor.shown.map(({ text }) => text).join('\n')).toMatch(
      /RUNTIME-1 filed[\s\S]*The hand-off was not noted in the shared state\./,
    );
  });

  it('that can not be saved keeps nobody from the next destination', async () => {
    const { run, services } = await world({ ...both, saveFails: 9 });
    user([titleOf.destination, 'Both'], ...project, [titleOf.ticket, 'Submit'], [titleOf.page, 'Submit']);
    await run();
    expect([services.issues.length, services.pages.length]).toEqual([1, 1]);
  });

  it('that can not be saved at first is saved with what came after it', async () => {
    const { noted, run } = await world({ ...both, saveFails: 1 });
    user([titleOf.destination, 'Both'], ...project, [titleOf.ticket, 'Submit'], [titleOf.page, 'Cancel']);
    await run();
    expect(noted()?.handoff).toEqual(filed);
  });

  it('is not noted for a group that names no event, which goes out by its own ID', async () => {
    const { eventId: _none, ...trigger } = live.trigger;
    const { run, saved, services } = await world({ jira: true, told: { ...live, trigger } });
    user(...toJira, [titleOf.ticket, 'Submit']);
    await run();
    expect(JSON.stringify(services.issues[0]?.fields)).toContain(trigger.id);
    expect(saved.map(({ data }) => data['recent_cases'])).toEqual([[]]);
  });
});

it('[H-06] one note is made of what happened before and now', () => {
  const ticket = { key: 'R-2', link: 'https://x' };
  const arrived: Outcome = { status: 'arrived', way: 'jira', ticket };
  const unclear: Outcome = { status: 'unclear', way: 'jira', failure: failure('timeout', 'x') };
  expect(notedHandoff(undefined, undefined)).toEqual({ destination: 'skip' });
  expect(notedHandoff({ destination: 'skip' }, arrived)).toEqual({ destination: 'jira', ticketKey: 'R-2', ticketUrl: 'https://x' });
  expect(notedHandoff({ destination: 'pagerduty' }, arrived)).toMatchObject({ destination: 'both', ticketKey: 'R-2' });
  expect(notedHandoff({ destination: 'both', ticketKey: 'R-1' }, { status: 'arrived', way: 'pagerduty' })).toEqual({
    destination: 'both',
    ticketKey: 'R-1',
  });
  // Sent, and nobody knows the ticket: the destination without one.
  expect(notedHandoff(undefined, unclear)).toEqual({ destination: 'jira' });
  expect(notedHandoff({ destination: 'jira', ticketKey: 'R-1', ticketUrl: 'https://old' }, { ...arrived, ticket: { key: 'R-2' } })).toEqual(
    {
      destination: 'jira',
      ticketKey: 'R-2',
    },
  );
});
