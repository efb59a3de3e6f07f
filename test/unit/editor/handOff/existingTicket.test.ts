import { beforeEach, describe, expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { eventId, file, prompts, rowsOf, settled, titleOf, user, world } from './handOffWorld.ts';
import type { Request } from './services.ts';

beforeEach(() => editor.reset());

const toJira = [
  [titleOf.destination, 'Jira'],
  [titleOf.redaction, []],
] as const;
const before = /was filed for this event before$/;
const add = [before, 'Add this case as a comment to RUNTIME-1…'] as const;
const isComment = ({ url }: Request) => url.pathname.endsWith('/comment');

/** A window whose case has a ticket. */
async function filedWorld(setting: Parameters<typeof world>[0] = {}) {
  const there = await world({ jira: true, ...setting });
  user(...toJira, [titleOf.project, 'RUNTIME'], [titleOf.ticket, 'Submit']);
  await there.run();
  editor.shown.length = 0;
  return there;
}

describe('[H-04] a case whose event has a ticket', () => {
  it('is added to it as a comment with its file, after a preview and a yes of its own', async () => {
    const { run, services, noted } = await filedWorld();
    user(...toJira, add, [titleOf.ticket, 'Submit'], [/was added to/, 'Open']);
    await run();
    await settled();
    expect(rowsOf(prompts(titleOf.ticket)[0])).toMatchObject({
      'Comment on': 'RUNTIME-1',
      Body: expect.stringMatching(/^[\d,]+ characters$/),
      Redacted: 'none',
    });
    expect([services.issues.length, services.comments.length, services.attached.length]).toEqual([1, 1, 2]);
    expect(services.comments[0]?.key).toBe('RUNTIME-1');
    expect(services.comments[0]?.body).toContain(eventId);
    expect(editor.shown.at(-1)?.text).toBe(
      `The case of event ${eventId} was added to RUNTIME-1. Undo: open the ticket and delete the comment.`,
    );
    expect(editor.opened).toEqual(['https://acme.atlassian.net/browse/RUNTIME-1']);
    expect(noted()).toMatchObject({ handoff: { destination: 'jira', ticket_key: 'RUNTIME-1' } });
  });

  it.each([
    ['Escape at the question', []],
    ['"leave it"', [[before, 'Leave RUNTIME-1 as it is']]],
    ['Escape at the preview', [add]],
    ['Cancel', [add, [titleOf.ticket, 'Cancel']]],
  ] as const)('is not sent after %s, and the ticket is named', async (_name, steps) => {
    const { run, services } = await filedWorld();
    user(...toJira, ...steps);
    await run();
    expect([services.issues.length, services.comments.length, services.attached.length]).toEqual([1, 0, 1]);
    expect(editor.shown.at(-1)?.text).toMatch(/^RUNTIME-1 was filed for event .* before/);
  });

  it('[X-08] goes as it is redacted in that preview', async () => {
    const { run, services } = await filedWorld();
    user(...toJira, add, [titleOf.ticket, 'Redacted'], [titleOf.redaction, ['public address']], [titleOf.ticket, 'Submit']);
    await run();
    expect(services.comments[0]?.body).not.toMatch(/198\[?\.\]?51/);
    expect(services.comments[0]?.body).toContain('Redacted before it was handed off:');
    expect(services.attached.at(-1)).not.toMatch(/198\[?\.\]?51/);
  });

  it('[H-05] that can not be added says why and where the case is, and the ticket stays noted', async () => {
    const refused = { status: 403, body: { errorMessages: ['No permission'], errors: {} } };
    const { run, services, noted } = await world({
      jira: true,
      service: { before: (request) => (isComment(request) ? refused : undefined) },
    });
    // Another person's: the shared state does not know it yet.
    services.issues.push({ key: 'RUNTIME-1', fields: { labels: [`sysdig-event-${eventId}`], summary: 'x' } });
    user(...toJira, add, [titleOf.ticket, 'Submit']);
    await run();
    const told = editor.shown.find(({ kind }) => kind === 'error');
    expect(told?.text).toMatch(/^The case was not added to RUNTIME-1\. .*403/);
    expect(told?.text).toContain(file);
    expect(noted()).toMatchObject({ handoff: { ticket_key: 'RUNTIME-1' } });
  });

  it('[H-05] that was cancelled while it was sent may be there, and is not sent again by itself', async () => {
    const after = (request: Request, signal: AbortSignal) => {
      if (!isComment(request)) return undefined;
      editor.progress.at(-1)?.cancel();
      return Promise.reject(signal.reason);
    };
    const { run, services } = await filedWorld({ service: { after } });
    user(...toJira, add, [titleOf.ticket, 'Submit']);
    await run();
    expect(editor.shown.at(-1)?.text).toMatch(
      /^It is not known whether the case was added to RUNTIME-1\. .*Look at the comments of RUNTIME-1/,
    );
    expect(services.comments).toHaveLength(1);
  });
});
