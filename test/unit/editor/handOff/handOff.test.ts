import { beforeEach, describe, expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { eventId, file, prompts, routingKey, rowsOf, titleOf, user, world } from './handOffWorld.ts';

beforeEach(() => editor.reset());

const toJira = [
  [titleOf.destination, 'Jira'],
  [titleOf.redaction, []],
  [titleOf.project, 'RUNTIME'],
] as const;
const toPager = [
  [titleOf.destination, 'PagerDuty'],
  [titleOf.redaction, []],
] as const;
const toBoth = [[titleOf.destination, 'Both'], ...toJira.slice(1)] as const;

describe('[H-04] a ticket', () => {
  it('is previewed field by field, and filed after Submit', async () => {
    const { run, services } = await world({ jira: true });
    user(...toJira, [titleOf.ticket, 'Submit']);
    await run();
    const [preview] = prompts(titleOf.ticket);
    expect(preview?.text).toBe('Jira · acme.atlassian.net');
    expect(rowsOf(preview)).toMatchObject({
      Project: 'RUNTIME',
      'Issue type': 'Task',
      Summary: '[Sysdig Runtime] Cryptominer dropped through storefront web shell',
      Severity: 'high',
      Labels: `sysdig-runtime-investigation execution severity-high sysdig-event-${eventId}`,
      Body: expect.stringMatching(/^[\d,]+ characters · the rest is in the case file$/),
      Attachment: 'sysdig-runtime-investigate-18bc3a1fd676-20260610-0941.md',
      Redacted: 'none',
    });
    expect(services.issues).toHaveLength(1);
    expect(services.issues[0]?.fields).toMatchObject({ project: { key: 'RUNTIME' }, issuetype: { name: 'Task' } });
    expect(services.attached).toHaveLength(1);
  });

  it.each(['Cancel', undefined])('is not filed for %s, which is told', async (last) => {
    const { run, services } = await world({ jira: true });
    user(...toJira, ...(last === undefined ? [] : [[titleOf.ticket, last] as const]));
    await run();
    expect(services.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(editor.shown.at(-1)?.text).toBe('Nothing was sent to Jira.');
  });

  it('is edited until it fits, and filed as it was shown last', async () => {
    const { run, services } = await world({ jira: true });
    user(
      ...toJira,
      [titleOf.ticket, 'Summary'],
      ['Summary', 'Miner in the shop'],
      [titleOf.ticket, 'Issue type'],
      ['Issue type', 'Incident'],
      [titleOf.ticket, 'Severity'],
      ['Severity', 'critical'],
      [titleOf.ticket, 'Labels'],
      ['Labels, with spaces between', 'soc  night'],
      [titleOf.ticket, 'Project'],
      [titleOf.project, 'SEC'],
      [titleOf.ticket, 'Submit'],
    );
    await run();
    const last = rowsOf(prompts(titleOf.ticket).at(-1));
    expect(last).toMatchObject({ Project: 'SEC', 'Issue type': 'Incident', Summary: 'Miner in the shop', Severity: 'critical' });
    expect(services.issues[0]?.fields).toMatchObject({
      project: { key: 'SEC' },
      issuetype: { name: 'Incident' },
      summary: 'Miner in the shop',
      labels: ['soc', 'night', 'severity-critical', `sysdig-event-${eventId}`],
    });
  });

  it('says in the input box what can not be taken', async () => {
    const { run } = await world({ jira: true });
    user(...toJira, [titleOf.ticket, 'Summary'], ['Summary', 'x'.repeat(201)]);
    await run();
    const problem = prompts('Summary')[0]?.options['validateInput'] as (value: string) => string | undefined;
    expect(problem('x'.repeat(201))).toContain('200');
    expect(problem('x'.repeat(200))).toBeUndefined();
  });

  it('leads Submit to the field that is in the way instead of sending', async () => {
    const { run, services } = await world({ jira: true });
    user(...toJira, [titleOf.ticket, 'Summary'], ['Summary', 'x'.repeat(201)], [titleOf.ticket, 'Submit'], ['Summary', 'short']);
    await run();
    expect(services.issues).toEqual([]);
    expect(rowsOf(prompts(titleOf.ticket).at(-1))).toMatchObject({ Summary: 'short', Submit: '' });
  });

  it('shows body and attachment whole, as read-only documents, and comes back', async () => {
    const { run } = await world({ jira: true });
    user(...toJira, [titleOf.ticket, 'Body'], [titleOf.ticket, 'Attachment']);
    await run();
    const schemes = editor.editors.map(({ document }) => document.uri.scheme);
    expect(schemes).toEqual(['runtime-threats-hand-off', 'runtime-threats-hand-off']);
    const [body] = editor.editors as unknown as { document: { getText(): string } }[];
    expect(body?.document.getText()).toContain(`event_id=\`${eventId}\``);
    expect(prompts(titleOf.ticket)).toHaveLength(3);
  });
});

describe('[H-04] what was previewed is what is sent', () => {
  it.each(['edited', 'closed'])('although the document is %s meanwhile', async (what) => {
    const { run, services } = await world({ jira: true });
    user(...toJira, [titleOf.ticket, 'Submit']);
    const answer = editor.answer;
    editor.answer = (shown) => {
      const document = editor.documents.find(({ uri }) => uri.fsPath === file);
      if (titleOf.ticket.test(shown.text) && what === 'edited') document?.type('typed after the preview');
      if (titleOf.ticket.test(shown.text) && what === 'closed' && document) editor.close(document);
      return answer(shown);
    };
    await run();
    expect(services.attached[0]).toContain('Cryptominer dropped');
    expect(JSON.stringify(services)).not.toContain('typed after the preview');
  });
});

describe('[H-04] a page', () => {
  it('is previewed with the last 4 characters of its key alone, and sent after Submit', async () => {
    const { run, services } = await world({ pagerDuty: true });
    user(...toPager, [titleOf.page, 'Submit']);
    await run();
    expect(rowsOf(prompts(titleOf.page)[0])).toMatchObject({
      'Routing key': 'ends in BCDE',
      Severity: 'error',
      'Dedup key': `sysdig-${eventId}`,
      Summary: '[Sysdig Runtime] Cryptominer dropped through storefront web shell',
      Source: 'prod-eu-1/shop/storefront',
      Size: expect.stringMatching(/^[\d,]+ bytes$/),
    });
    expect(services.pages).toMatchObject([{ routing_key: routingKey, dedup_key: `sysdig-${eventId}`, event_action: 'trigger' }]);
    expect(JSON.stringify(editor.shown)).not.toContain(routingKey);
  });

  it('is edited, and its size opens all that leaves, without the key', async () => {
    const { run, services } = await world({ pagerDuty: true });
    user(
      ...toPager,
      [titleOf.page, 'Size'],
      [titleOf.page, 'Severity'],
      ['Severity', 'critical'],
      [titleOf.page, 'Source'],
      ['Source', 'the shop'],
      [titleOf.page, 'Submit'],
    );
    await run();
    const [whole] = editor.editors as unknown as { document: { getText(): string } }[];
    expect(whole?.document.getText()).toContain(`"dedup_key": "sysdig-${eventId}"`);
    expect(whole?.document.getText()).not.toContain(routingKey);
    expect(services.pages[0]).toMatchObject({ payload: { severity: 'critical', source: 'the shop' } });
  });
});

describe('[H-04] both', () => {
  it.each([
    ['the ticket', 'Cancel', 'Submit', 0, 1],
    ['the page', 'Submit', 'Cancel', 1, 0],
    ['neither', 'Submit', 'Submit', 1, 1],
  ])('declining %s leaves the other', async (_what, ticket, page, issues, pages) => {
    const { run, services } = await world({ jira: true, pagerDuty: true });
    user(...toBoth, [titleOf.ticket, ticket], [titleOf.page, page]);
    await run();
    expect([services.issues.length, services.pages.length]).toEqual([issues, pages]);
    // What leaves is asked once for both.
    expect(prompts(titleOf.redaction)).toHaveLength(1);
  });
});

describe('[H-01] Escape', () => {
  const all = [...toJira, [titleOf.ticket, 'Labels'], ['Labels, with spaces between', 'soc']] as const;
  it.each(all.map(([title], index) => [title, index] as const))('at %s sends nothing, and says so', async (_title, index) => {
    const { run, services } = await world({ jira: true });
    user(...all.slice(0, index));
    await run();
    expect(services.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(editor.shown.at(-1)?.text).toMatch(/nothing was sent/i);
    const asked = editor.shown.filter(({ kind }) => kind === 'quickPick' || kind === 'input');
    // An edit that is left comes back to its preview, everything else ends there.
    expect(asked.length).toBe(index === all.length - 1 ? index + 2 : index + 1);
  });

  it('in an edit leaves the field as it was', async () => {
    const { run } = await world({ jira: true });
    user(...toJira, [titleOf.ticket, 'Summary'], [titleOf.ticket, 'Issue type'], [titleOf.ticket, 'Project'], [titleOf.ticket, 'Severity']);
    await run();
    const previews = prompts(titleOf.ticket).map((shown) => rowsOf(shown));
    expect(previews).toHaveLength(5);
    for (const preview of previews) expect(preview).toEqual(previews[0]);
  });
});

describe('[H-05] afterwards', () => {
  it('[H-06] names the ticket, its event and the way back, and opens it', async () => {
    const { log, run } = await world({ jira: true });
    user(...toJira, [titleOf.ticket, 'Submit'], [/filed for event/, 'Open']);
    await run();
    expect(editor.shown.at(-1)?.text).toBe(`RUNTIME-1 filed for event ${eventId}. Undo: open the ticket and close it.`);
    expect(editor.opened).toEqual(['https://acme.atlassian.net/browse/RUNTIME-1']);
    expect(log.join('\n')).toContain(`RUNTIME-1 filed for event ${eventId}`);
  });

  it('names the dedup key of a page, since there is no link', async () => {
    const { run } = await world({ pagerDuty: true });
    user(...toPager, [titleOf.page, 'Submit'], [/^PagerDuty took/, 'Copy Dedup Key']);
    await run();
    expect(editor.shown.at(-1)?.text).toBe(`PagerDuty took event ${eventId}. Undo: resolve the incident with dedup key sysdig-${eventId}.`);
    expect(editor.clipboard).toBe(`sysdig-${eventId}`);
  });

  it('says that the file is missing at a ticket that did not take it', async () => {
    const before = ({ url }: { url: URL }) => (url.pathname.endsWith('/attachments') ? { status: 403, body: {} } : undefined);
    const { run } = await world({ jira: true, service: { before } });
    user(...toJira, [titleOf.ticket, 'Submit']);
    await run();
    expect(editor.shown.at(-1)?.text).toMatch(/^RUNTIME-1 filed .* The case file is not attached .*by hand\.$/);
    expect(editor.shown.at(-1)?.text).toContain(file);
  });
});
