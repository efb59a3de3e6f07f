import { beforeEach, describe, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { editor, type Uri } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { eventId, live, prompts, rowsOf, titleOf, user, world } from './handOffWorld.ts';

beforeEach(() => editor.reset());

const note = 'Asked bob@acme.example and eve@acme.example; password=hunter2hunter2.';
const markdown = renderCase({ ...storefrontCase, tenant: live.tenant }).replace('### Summary', `### Summary\n\n${note}`);
const toJira = [titleOf.destination, 'Jira'] as const;
const rest = [
  [titleOf.project, 'RUNTIME'],
  [titleOf.ticket, 'Submit'],
] as const;

async function textOf(uri: unknown): Promise<string> {
  return String(await editor.contentProviders.get('runtime-threats-hand-off')?.provideTextDocumentContent(uri as Uri));
}

describe('[X-08] what is taken out', () => {
  it('is asked with what this text holds, nothing picked before it ever was', async () => {
    const { run } = await world({ jira: true, markdown });
    user(toJira);
    await run();
    const [asked] = prompts(titleOf.redaction);
    expect(rowsOf(asked)).toMatchObject({ '2 e-mail addresses': 'bob@acme.example, eve@acme.example' });
    expect(asked?.items.filter((row) => (row as { picked?: boolean }).picked)).toEqual([]);
    expect(asked?.options).toMatchObject({ canPickMany: true, placeHolder: expect.stringContaining('Secrets always are (1 here)') });
    expect(JSON.stringify(asked)).not.toContain('hunter2');
  });

  it('leaves the ticket, its file and its preview, and is recorded; the citations and the event ID stay', async () => {
    const { log, run, services } = await world({ jira: true, markdown });
    user(toJira, [titleOf.redaction, ['e-mail addresses', 'host names']], ...rest);
    await run();
    const sent = JSON.stringify([services.issues[0], services.attached]);
    for (const gone of ['bob@acme', 'eve@acme', 'hunter2', 'ip-10-0-3-17']) expect(sent, gone).not.toContain(gone);
    for (const kept of [eventId, '[E9]', '198[.]51[.]100[.]23']) expect(sent, kept).toContain(kept);
    const told = rowsOf(prompts(titleOf.ticket)[0])['Redacted'];
    expect(told).toMatch(/^1 secret, 2 e-mail addresses, \d+ host names$/);
    expect(log.join('\n')).toContain(told);
    expect(sent).toMatch(/removed=.*emails 2/);
  });

  it('masks secrets where nothing was picked', async () => {
    const { run, services } = await world({ jira: true, markdown });
    user(toJira, [titleOf.redaction, []], ...rest);
    await run();
    const sent = JSON.stringify([services.issues[0], services.attached]);
    expect(sent).toContain('bob@acme.example');
    expect(sent).not.toContain('hunter2');
  });

  it('is shown as a diff before, and asked about again with the same picks', async () => {
    const { run } = await world({ jira: true, markdown });
    user(toJira, [titleOf.redaction, ['e-mail addresses', 'Show what leaves, then ask again']]);
    await run();
    const [diff] = editor.executedWith.filter(([id]) => id === 'vscode.diff');
    expect(await textOf(diff?.[1])).toBe(markdown);
    const leaves = await textOf(diff?.[2]);
    expect(leaves).not.toContain('bob@acme.example');
    expect(leaves).toContain('‹e-mail 1›');
    const again = prompts(titleOf.redaction).at(-1);
    expect(again?.items.filter((row) => (row as { picked?: boolean }).picked)).toMatchObject([{ label: '2 e-mail addresses' }]);
  });

  it('is remembered in the workspace, also what this text has nothing of', async () => {
    const { memento, run } = await world({ jira: true, markdown });
    await memento.update('handOffRedaction', ['accounts', 'emails', 'nonsense']);
    editor.files.set(`${[...editor.files.keys()][0]}`, markdown.replaceAll('123456789012', 'an account'));
    user(toJira, [titleOf.redaction, ['host names']], ...rest);
    await run();
    expect(memento.get('handOffRedaction')).toEqual(['accounts', 'hosts']);
    await run();
  });

  it('is not remembered on Escape', async () => {
    const { memento, run } = await world({ jira: true, markdown });
    user(toJira);
    await run();
    expect(memento.get('handOffRedaction')).toBeUndefined();
  });

  it('can be changed in the preview, and takes a summary along that was typed before', async () => {
    const { run, services } = await world({ jira: true, markdown });
    user(
      toJira,
      [titleOf.redaction, []],
      [titleOf.project, 'RUNTIME'],
      [titleOf.ticket, 'Summary'],
      ['Summary', 'Ask bob@acme.example'],
      [titleOf.ticket, 'Redacted'],
      [titleOf.redaction, ['e-mail addresses']],
      [titleOf.ticket, 'Submit'],
    );
    await run();
    expect(services.issues[0]?.fields.summary).toBe('Ask ‹e-mail 1›');
    expect(JSON.stringify(services)).not.toContain('bob@acme.example');
  });

  it('can be changed in the preview of a page, and takes along what was typed before', async () => {
    const { run, services } = await world({ pagerDuty: true, markdown });
    user(
      [titleOf.destination, 'PagerDuty'],
      [titleOf.redaction, []],
      [titleOf.page, 'Summary'],
      ['Summary', 'Ask bob@acme.example'],
      [titleOf.page, 'Source'],
      ['Source', 'eve@acme.example'],
      [titleOf.page, 'Redacted'],
      [titleOf.redaction, ['e-mail addresses']],
      [titleOf.page, 'Submit'],
    );
    await run();
    expect(services.pages[0]).toMatchObject({
      payload: { summary: expect.stringMatching(/^Ask ‹e-mail/), source: expect.stringMatching(/^‹e-mail/) },
    });
  });

  it('goes for pages as well', async () => {
    const { run, services } = await world({ pagerDuty: true, markdown });
    user([titleOf.destination, 'PagerDuty'], [titleOf.redaction, ['e-mail addresses']], [titleOf.page, 'Submit']);
    await run();
    expect(JSON.stringify(services.pages)).not.toContain('@acme.example');
    expect(JSON.stringify(services.pages)).toContain(eventId);
  });

  it('is not asked about where there is nothing of the kind', async () => {
    const bare = { ...storefrontCase, tenant: live.tenant };
    const plain = renderCase(bare).split('\n').slice(-14).join('\n').replaceAll('123456789012', 'an account');
    const { run } = await world({ jira: true, markdown: plain.replaceAll('prod-eu-1', 'the cluster') });
    user(toJira);
    await run();
    expect(prompts(titleOf.redaction)).toEqual([]);
    expect(prompts(titleOf.project)).toHaveLength(1);
  });
});

it('[X-08] texts that were shown are gone with the window, and say so', async () => {
  const { registered, run } = await world({ jira: true, markdown });
  user(
    toJira,
    [titleOf.redaction, []],
    [titleOf.project, 'RUNTIME'],
    ...Array.from({ length: 13 }, () => [titleOf.ticket, 'Body'] as const),
  );
  await run();
  const shown = editor.editors.map(({ document }) => document.uri);
  expect(await textOf(shown.at(-1))).toContain(eventId);
  expect(await textOf(shown[0])).toMatch(/^This text is no longer kept/);
  registered.dispose();
  await new Promise(setImmediate);
  expect(editor.contentProviders.size).toBe(0);
});
