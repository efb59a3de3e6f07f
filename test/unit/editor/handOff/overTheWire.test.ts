import { beforeEach, expect, it } from 'vitest';
import type { Send } from '../../../../src/extension/core/handoff/ports.ts';
import { account, jiraServer } from '../../../fakes/jiraServer.ts';
import { pagerDutyServer, routingKey } from '../../../fakes/pagerDutyServer.ts';
import { editor } from '../../../fakes/vscode.ts';
import { eventId, prompts, titleOf, user, world } from './handOffWorld.ts';

beforeEach(() => editor.reset());

const steps = [
  [titleOf.destination, 'Both'],
  [titleOf.redaction, ['host names']],
  [titleOf.project, 'RUNTIME'],
  [titleOf.ticket, 'Submit'],
  [titleOf.page, 'Submit'],
] as const;

/** Both services on this machine, met as the platform's fetch meets the real ones. */
async function onThisMachine() {
  const [jira, pager] = await Promise.all([jiraServer(), pagerDutyServer()]);
  const send: Send = (url, init) => fetch(url.replace('https://events.pagerduty.com', pager.origin), init);
  const set = await world({ jira: { site: jira.origin, ...account }, send });
  await set.keys.set('pagerDuty', routingKey);
  return { ...set, jira, pager };
}

it('[H-01] a case goes to both, as the services take it, and a second time to neither twice', async () => {
  const { jira, log, noted, pager, run } = await onThisMachine();
  user(...steps);
  await run();
  expect(jira.issues.map(({ key, attachments }) => [key, attachments.length])).toEqual([['RUNTIME-101', 1]]);
  expect([...pager.alerts.keys()]).toEqual([`sysdig-${eventId}`]);
  expect(noted()).toMatchObject({ handoff: { destination: 'both', ticket_key: 'RUNTIME-101' } });
  user(...steps);
  await run();
  expect(jira.issues).toHaveLength(1);
  expect(pager.alerts.size).toBe(1);
  expect(prompts(titleOf.ticket)).toHaveLength(1);
  expect(JSON.stringify([log, editor.shown, editor.progress])).not.toContain(account.token);
});

it('[H-05] a token that the site does not take is told before anything is previewed', async () => {
  const { jira, keys, run } = await onThisMachine();
  await keys.set('jira', JSON.stringify({ site: jira.origin, email: account.email, token: 'another' }));
  user(...steps.slice(0, 2));
  await run();
  expect(editor.shown.find(({ kind }) => kind === 'error')?.text).toContain('401');
  expect(prompts(titleOf.ticket)).toEqual([]);
  expect(jira.issues).toEqual([]);
});
