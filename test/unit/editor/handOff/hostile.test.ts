import { beforeEach, describe, expect, it } from 'vitest';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { editor, type Shown } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { hostile } from '../../report/hostile.ts';
import { labelOf, live, prompts, titleOf, user, world } from './handOffWorld.ts';

beforeEach(() => editor.reset());

const icon = 'Miner $(bug) $(sync~spin)';
const texts = [...hostile, icon, `${icon}\n$(x)`];

/** The same threat, named by the attacker wherever the tenant takes a name. */
function named(text: string) {
  const { trigger } = storefrontCase;
  const scope = { ...trigger.scope, cluster: text, namespace: text, workload: text };
  return { ...storefrontCase, tenant: live.tenant, trigger: { ...trigger, title: text, type: text, scope } };
}

/** Everything of a prompt that VS Code draws, the value of an input box apart: nothing is read into that. */
function drawn({ text, options, items }: Shown): readonly string[] {
  const rows = items.map((item) => (typeof item === 'string' ? [item] : [labelOf(item), ...extras(item)]));
  return [text, ...['placeHolder', 'prompt', 'detail'].map((name) => String(options[name] ?? '')), ...rows.flat()];
}

function extras(item: unknown): readonly string[] {
  const { description = '', detail = '' } = item as { description?: string; detail?: string };
  return [description, detail];
}

describe("the tenant's text in the prompts of a hand-off", () => {
  it.each(texts.map((text) => [text.slice(0, 60), text]))('%j is shown as text', async (_short, text) => {
    const told = named(text);
    const { run } = await world({ jira: true, pagerDuty: true, told, markdown: renderCase(told) });
    user(
      [titleOf.destination, 'Both'],
      [titleOf.redaction, []],
      [titleOf.project, 'SEC'],
      [titleOf.ticket, 'Summary'],
      [titleOf.ticket, 'Submit'],
      [titleOf.page, 'Source'],
      [titleOf.page, 'Submit'],
    );
    await run();
    expect(prompts(titleOf.page).length).toBeGreaterThan(0);
    for (const line of editor.shown.flatMap(drawn)) {
      expect(line).not.toMatch(/\p{Cc}|\p{Cf}|[\u2028\u2029]/u);
      expect(line).not.toMatch(/\$\(\w/);
      expect(line).not.toContain('](');
    }
    const value = prompts('Summary')[0]?.options['value'];
    expect(value).not.toMatch(/\p{Cc}/u);
    expect(String(value).length).toBeLessThanOrEqual(200);
  });

  it('what the verifier quotes of it as well', async () => {
    const finding = (message: string) => ({ code: 'changed', severity: 'error', line: 1, from: 0, to: 1, message, cites: [] }) as const;
    const findings = texts.slice(-2).map((text) => finding(`No evidence has ${text}`));
    const { run } = await world({ jira: true, verdict: { standing: 'failed', findings } });
    await run();
    const detail = String(editor.shown[0]?.options['detail']);
    expect(detail.split('\n')).toHaveLength(2);
  });

  it('what a service answers as well, which is no link either', async () => {
    const body = { errorMessages: ['[x](command:y) \u001b[31m $(bug)\nsecond'], errors: { summary: '[x](command:y)' } };
    const { run } = await world({
      jira: true,
      service: { before: ({ method }) => (method === 'POST' ? { status: 400, body } : undefined) },
    });
    user([titleOf.destination, 'Jira'], [titleOf.redaction, []], [titleOf.project, 'RUNTIME'], [titleOf.ticket, 'Submit']);
    await run();
    const error = editor.shown.find(({ kind }) => kind === 'error');
    expect(error?.text).not.toContain('](');
    expect(error?.text).not.toMatch(/\p{Cc}/u);
  });
});
