import { beforeEach, describe, expect, it } from 'vitest';
import type { End } from '../../../../src/extension/editor/handOff/outcome.ts';
import { editor } from '../../../fakes/vscode.ts';
import { action, line, proposed } from '../../handoff/actions.ts';
import { eventId, file, prompts, routingKey, rowsOf, settled, titleOf, user, world } from './handOffWorld.ts';
import type { Request } from './services.ts';

beforeEach(() => editor.reset());

const where = 'Where should the action go?';
const toJira = [
  [where, 'Jira'],
  [titleOf.redaction, []],
  [titleOf.project, 'RUNTIME'],
] as const;
const isCreate = ({ url }: Request) => url.pathname.endsWith('/issue');

/** A window, and what its remediation hears: at once and of retries. */
async function actionWorld(setting: Parameters<typeof world>[0] = {}) {
  const there = await world({ jira: true, ...setting });
  const later: End[] = [];
  const fileIt = async (of = action({ caseFile: file })) => {
    const end = await there.registered.fileAction(of, (one) => later.push(one));
    await settled();
    return end;
  };
  return { ...there, later, fileIt };
}

describe('[R-18] an action that is filed', () => {
  it('[H-04] is previewed as any hand-off, and filed after Submit', async () => {
    const { fileIt, services, log } = await actionWorld();
    user(...toJira, [titleOf.ticket, 'Body'], [titleOf.ticket, 'Submit'], [/filed for event/, 'Open']);
    expect(await fileIt()).toEqual({ status: 'arrived', where: 'RUNTIME-1' });
    const rows = rowsOf(prompts(titleOf.ticket)[0]);
    expect(rows).toMatchObject({
      Project: 'RUNTIME',
      'Issue type': 'Task',
      Summary: '[Sysdig Runtime] Run by hand: kubectl scale on shop/storefront',
      Severity: 'high',
      Redacted: 'none',
    });
    expect(rows).not.toHaveProperty('Attachment');
    const [body] = editor.editors as unknown as { document: { getText(): string } }[];
    expect(body?.document.getText()).toContain(line);
    expect(JSON.stringify(services.issues[0]?.fields['description'])).toContain(line);
    expect(services.attached).toEqual([]);
    expect(editor.shown.at(-1)).toMatchObject({
      text: `RUNTIME-1 filed for event ${eventId}. Undo: open the ticket and close it.`,
      items: ['Open'],
    });
    expect(log.join('\n')).toContain(`The remediation of event ${eventId} hands an action off to a person`);
  });

  it('[K-09] leaves the hand-off of its case as it is noted, and remembers what was chosen', async () => {
    const handoff = { destination: 'pagerduty' };
    const { fileIt, noted, saved } = await actionWorld({ state: { recent_cases: [{ event_id: eventId, handoff }] } });
    user(...toJira, [titleOf.ticket, 'Submit']);
    await fileIt();
    expect(noted()).toEqual({ event_id: eventId, handoff });
    expect(saved.at(-1)?.data).toMatchObject({ preferred_handoff: 'jira', preferred_jira_project: 'RUNTIME' });
  });

  it('[H-02] has one ticket however often it is filed, and another action another', async () => {
    const { fileIt, services, run } = await actionWorld();
    for (const id of ['a1', 'a1', 'a2']) {
      user(...toJira, [titleOf.ticket, 'Submit']);
      const of = action({ action: proposed({ id }), caseFile: file });
      expect(await fileIt(of)).toEqual({ status: 'arrived', where: id === 'a2' ? 'RUNTIME-2' : 'RUNTIME-1' });
    }
    expect(editor.shown.map(({ text }) => text)).toContain(
      `RUNTIME-1 was filed for this action of event ${eventId} before, so no second ticket is.`,
    );
    // The case itself has none of these.
    user([titleOf.destination, 'Jira'], [titleOf.redaction, []], [titleOf.ticket, 'Submit']);
    await run();
    expect(services.issues.map(({ key, fields }) => [key, fields.labels.includes('sysdig-runtime-action')])).toEqual([
      ['RUNTIME-1', true],
      ['RUNTIME-2', true],
      ['RUNTIME-3', false],
    ]);
  });

  it('[H-04] goes as it was edited', async () => {
    const { fileIt, services } = await actionWorld();
    user(...toJira, [titleOf.ticket, 'Summary'], ['Summary', 'Please scale it'], [titleOf.ticket, 'Submit']);
    await fileIt();
    expect(services.issues[0]?.fields.summary).toBe('Please scale it');
  });

  it('[H-03] pages with a dedup key of its own, and to both it is one answer', async () => {
    const { fileIt, services } = await actionWorld({ pagerDuty: true });
    user([where, 'Both'], ...toJira.slice(1), [titleOf.ticket, 'Submit'], [titleOf.page, 'Submit']);
    expect(await fileIt()).toEqual({ status: 'arrived', where: 'RUNTIME-1, PagerDuty' });
    expect(services.pages).toMatchObject([{ routing_key: routingKey, dedup_key: `sysdig-${eventId}-scale-1a2b3c` }]);
  });

  it('[X-08] says in the preview where what is to be run is no longer complete', async () => {
    const { fileIt, services } = await actionWorld();
    const of = action({ line: 'aws iam get-role --role-name arn:aws:iam::123456789012:role/x', caseFile: file });
    user(...toJira, [titleOf.ticket, 'Redacted'], [titleOf.redaction, ['account ID']], [titleOf.ticket, 'Submit']);
    await fileIt(of);
    expect(prompts(titleOf.ticket).map((shown) => rowsOf(shown)['Redacted'])).toEqual([
      'none',
      '1 account ID · what to run is no longer complete',
    ]);
    expect(JSON.stringify(services.issues)).not.toContain('123456789012');
  });
});

describe('[R-18] an action that is not filed', () => {
  it.each([
    ['where it should go', []],
    ['what leaves', toJira.slice(0, 1)],
    ['the project', toJira.slice(0, 2)],
    ['the preview', toJira],
  ] as const)('for Escape at %s is told as declined, and nothing was sent', async (_at, steps) => {
    const { fileIt, services } = await actionWorld();
    user(...steps);
    expect(await fileIt()).toEqual({ status: 'declined' });
    expect(services.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(editor.shown.at(-1)?.text).toMatch(/nothing was sent/i);
  });

  it('[H-01] since it was just shown, opens its text', async () => {
    const { fileIt } = await actionWorld();
    user([where, 'Just show the text']);
    expect(await fileIt()).toEqual({ status: 'declined' });
    const [shown] = editor.editors as unknown as { document: { getText(): string } }[];
    expect(shown?.document.getText()).toContain(line);
  });

  it('[H-05] for 403 says so, and a retry out of the notification is heard of', async () => {
    let refuses = true;
    const before = (request: Request) =>
      isCreate(request) && refuses ? { status: 403, body: { errorMessages: ['No permission'] } } : undefined;
    const { fileIt, later, services } = await actionWorld({ service: { before } });
    user(...toJira, [titleOf.ticket, 'Submit'], [/^The Jira ticket was not filed/, 'Retry'], [titleOf.ticket, 'Submit']);
    const answer = editor.answer;
    editor.answer = (shown) => {
      if (shown.kind === 'error') refuses = false;
      return answer(shown);
    };
    expect(await fileIt()).toEqual({ status: 'failed', where: 'Jira' });
    await settled();
    expect(later).toEqual([{ status: 'arrived', where: 'RUNTIME-1' }]);
    expect(services.issues).toHaveLength(1);
  });

  it('[H-05] can go to another destination, as the same action', async () => {
    const before = (request: Request) => (isCreate(request) ? { status: 403, body: {} } : undefined);
    const { fileIt, later, services } = await actionWorld({ pagerDuty: true, service: { before } });
    user(
      ...toJira,
      [titleOf.ticket, 'Submit'],
      [/was not filed/, 'Other Destination'],
      [where, 'PagerDuty'],
      [titleOf.redaction, []],
      [titleOf.page, 'Submit'],
    );
    expect((await fileIt()).status).toBe('failed');
    await settled();
    expect(later).toEqual([{ status: 'arrived', where: 'PagerDuty' }]);
    expect(services.pages).toHaveLength(1);
  });

  it('[H-02] as far as anyone knows, since its answer was lost and the search shows nothing, is unclear', async () => {
    const before = ({ url }: Request) => (url.pathname.endsWith('/search/jql') ? { status: 200, body: { issues: [] } } : undefined);
    const after = (request: Request) => (isCreate(request) ? { status: 503, body: {} } : undefined);
    const { fileIt, services } = await actionWorld({ service: { before, after } });
    user(...toJira, [titleOf.ticket, 'Submit']);
    expect(await fileIt()).toEqual({ status: 'unclear', where: 'Jira' });
    user(...toJira, [titleOf.ticket, 'Submit']);
    expect(await fileIt()).toEqual({ status: 'unclear', where: 'Jira' });
    expect(services.issues).toHaveLength(1);
  });
});

describe('[H-06] after a case went somewhere', () => {
  it('a remediation is offered that starts from it, and the log says so with its event', async () => {
    const { run, log } = await world({ jira: true });
    user([titleOf.destination, 'Jira'], ...toJira.slice(1), [titleOf.ticket, 'Submit'], [/filed for event/, 'Remediate']);
    await run();
    await settled();
    expect(editor.executedWith.filter(([id]) => id === 'runtimeThreats.remediate')).toEqual([['runtimeThreats.remediate', file]]);
    expect(log.join('\n')).toContain(`The case of event ${eventId} was handed off to RUNTIME-1; remediation starts from it`);
  });
});
