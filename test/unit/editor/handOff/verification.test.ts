import { beforeEach, describe, expect, it } from 'vitest';
import { editor } from '../../../fakes/vscode.ts';
import { prompts, rowsOf, titleOf, user, world } from './handOffWorld.ts';

beforeEach(() => editor.reset());

const toJira = [
  [titleOf.destination, 'Jira'],
  [titleOf.redaction, []],
  [titleOf.project, 'RUNTIME'],
  [titleOf.ticket, 'Submit'],
] as const;

describe('[X-01] a case with findings', () => {
  const finding = (line: number) =>
    ({ code: 'notInEvidence', severity: 'error', line, from: 0, to: 5, message: 'No evidence has `198.51.100.9`', cites: [] }) as const;
  const verdict = { standing: 'failed', findings: [finding(3), finding(9), { ...finding(11), severity: 'information' }] } as const;

  it('goes out as unverified only after a yes, and says so in preview and payload', async () => {
    const { run, services } = await world({ jira: true, verdict });
    user(['This case has 2 findings.', 'Hand Off as Unverified'], ...toJira);
    await run();
    expect(prompts('This case has 2 findings.')[0]?.items).toEqual(['Show Problems', 'Hand Off as Unverified']);
    expect(prompts('This case has 2 findings.')[0]?.options).toMatchObject({ modal: true, detail: expect.stringContaining('Line 4: ') });
    expect(prompts(titleOf.ticket)[0]?.text).toBe('Jira · acme.atlassian.net · not verified');
    expect(JSON.stringify(services.issues[0])).toContain('verified=no');
  });

  it.each([
    ['Show Problems', ['workbench.actions.view.problems']],
    [undefined, []],
  ])('stays here for %s', async (answer, executed) => {
    const { run, services } = await world({ jira: true, verdict });
    user(...(answer === undefined ? [] : [['This case has 2 findings.', answer] as const]));
    await run();
    expect(editor.executed).toEqual(executed);
    expect(services.requests).toEqual([]);
    expect(editor.shown.at(-1)?.text).toContain('was not handed off');
  });

  it('that only nobody checked goes out as not verified, without a question', async () => {
    const { run } = await world({ jira: true, verdict: { standing: 'unchecked', findings: [] } });
    user(...toJira.slice(0, 3));
    await run();
    expect(rowsOf(prompts(titleOf.ticket)[0])).toHaveProperty('Submit');
    expect(prompts(titleOf.ticket)[0]?.text).toContain('not verified');
  });
});
