import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Shown as ShownAction } from '../../../../src/extension/core/model/confirmation.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import { createAsks } from '../../../../src/extension/editor/remediation/asksInEditor.ts';
import { createShownRequests } from '../../../../src/extension/editor/remediation/shownRequests.ts';
import { editor } from '../../../fakes/vscode.ts';
import { hostile } from '../../report/hostile.ts';
import { shownDocument, until } from './remediationWorld.ts';

beforeEach(() => editor.reset());

const request = { surface: 'sysdig', type: 'ISOLATE_NETWORK', parameters: { 'kubernetes.workload.name': 'storefront' } } as const;
const shown: ShownAction = {
  ...{ request, place: 'tenant acme', title: 'Isolate network: shop/storefront?' },
  lines: ['ISOLATE_NETWORK on acme', 'submit_response_action {}', 'Does: cuts it off.'],
};
const final: ShownAction = { ...shown, title: 'Kill container 3f2a9c81d7be?', typed: '3f2a9c81d7be' };

function dialogs() {
  const questions = createQuestions();
  const requests = createShownRequests();
  onTestFinished(() => requests.dispose());
  return { asks: createAsks(questions, requests), questions, requests };
}

type Button = { readonly title: string };
const buttons = (index = 0) => (editor.shown[index]?.items ?? []).map((item) => (item as Button).title);
const press = (title: string, typed?: string) => {
  editor.answer = ({ kind, items }) => (kind === 'input' ? typed : (items as readonly Button[]).find((one) => one.title === title));
};

describe('[R-13] the dialog of an action', () => {
  it('is modal, its first button, which Enter takes, runs nothing, and none says yes to more than this one', async () => {
    await dialogs().asks.confirm(shown);
    expect(editor.shown).toMatchObject([
      { kind: 'warning', text: shown.title, options: { modal: true, detail: shown.lines.join('\n\n') } },
    ]);
    expect(buttons()).toEqual(['Do Not Run', 'Isolate network: shop/storefront', 'File as Ticket']);
  });

  it.each([
    ['Do Not Run', 'decline'],
    ['Isolate network: shop/storefront', 'run'],
    ['File as Ticket', 'file'],
    ['', 'leave'],
  ])('answered with "%s" is %s', async (button, answer) => {
    press(button);
    expect(await dialogs().asks.confirm(shown)).toBe(answer);
  });

  it.each([
    ['3f2a9c81d7be', 'run'],
    [' 3f2a9c81d7be ', 'run'],
    ['3f2a9c81d7b', 'decline'],
    ['', 'decline'],
    [undefined, 'decline'],
  ])('of what can not be taken back runs for the typed name alone: %j', async (typed, answer) => {
    press('Kill container 3f2a9c81d7be…', typed);
    expect(await dialogs().asks.confirm(final)).toBe(answer);
    const { prompt, validateInput } = { ...editor.shown[1]?.options } as {
      prompt: string;
      validateInput(entered: string): string | undefined;
    };
    expect(prompt).toBe('Type 3f2a9c81d7be to run it');
    expect([validateInput('3f2a'), validateInput('3f2a9c81d7be')]).toEqual(['Type 3f2a9c81d7be, or press Escape to leave it', undefined]);
  });

  it('of an undo offers no ticket', async () => {
    await dialogs().asks.confirm({
      ...shown,
      request: { surface: 'sysdigUndo', executionId: 'x1' },
      ...{ title: 'Take back ISOLATE_NETWORK on shop?', undoes: true },
    });
    expect(buttons()).toEqual(['Do Not Run', 'Take back ISOLATE_NETWORK on shop']);
  });

  it('has no button that is wider than a screen', async () => {
    await dialogs().asks.confirm({ ...shown, title: `Kill process ${'a'.repeat(200)}?` });
    expect(buttons()[1]).toBe(`Kill process ${'a'.repeat(26)}…`);
  });

  it('whose payload is too long for it shows the whole in a document beside it, first', async () => {
    const long = `submit_response_action ${'x'.repeat(2_000)}`;
    const { asks } = dialogs();
    await asks.confirm({ ...shown, lines: [...shown.lines.slice(0, 1), long] });
    const [preview] = editor.editors;
    const uri = preview?.document.uri;
    expect(uri?.scheme).toBe('runtime-threats-request');
    expect(preview?.viewColumn).toBe(-2);
    expect(shownDocument().getText()).toContain(long);
    const detail = String(editor.shown[0]?.options['detail']);
    expect(detail).toContain('… (whole in the preview beside)');
    expect(detail.length).toBeLessThan(1_000);
  });

  it.each(hostile)('[K-07] a document that is named after %j has a name that nothing reads as a path or a link', async (text) => {
    const { requests } = dialogs();
    await requests.show({ title: `Kill ${text}?`, lines: [text] });
    const uri = editor.editors[0]?.document.uri;
    expect(uri?.path).toMatch(/^\/[\p{L}\p{N} ._-]{1,80}$/u);
  });
});

describe('[V-23] questions', () => {
  it('come one at a time, whoever asks', async () => {
    const { asks } = dialogs();
    const open: ((answer: unknown) => void)[] = [];
    editor.answer = () => new Promise((resolve) => open.push(resolve));
    const both = [asks.confirm(shown), asks.confirm(final)];
    await until(() => open.length > 0, 'the first is asked');
    await new Promise(setImmediate);
    expect(editor.shown.map(({ text }) => text)).toEqual([shown.title]);
    open[0]?.(undefined);
    await until(() => open.length === 2, 'the second is asked');
    open[1]?.(undefined);
    expect(await Promise.all(both)).toEqual(['leave', 'leave']);
  });
});

describe('[R-03] reading on a surface', () => {
  const question = { surface: 'kubectl', place: 'context prod-eu-1, cluster prod-eu-1', what: 'kubectl get, describe and logs' } as const;

  it('is asked with its place and what would run, and nothing is allowed by Enter', async () => {
    await dialogs().asks.read(question);
    const [asked] = editor.shown;
    expect(asked?.text).toBe('Allow reading with kubectl at context prod-eu-1, cluster prod-eu-1?');
    expect(asked?.options['detail']).toBe(
      'Would run, without asking again in this window: kubectl get, describe and logs.\n\nEvery change is asked for by itself. Nothing of this answer is kept beyond the window.',
    );
    expect(buttons()).toEqual(['No', 'Allow Reading', 'Read Only, Never Change']);
  });

  it('[R-04] says what can not be told of the place', async () => {
    await dialogs().asks.read({ ...question, doubt: 'the threat names no cluster' });
    expect(editor.shown[0]?.options['detail']).toContain(
      'It can not be told whether this is the place of the threat: the threat names no cluster.',
    );
  });

  it.each([
    ['Allow Reading', 'read'],
    ['Read Only, Never Change', 'readOnly'],
    ['No', 'refused'],
    ['', undefined],
  ])('answered with "%s" is %s', async (button, answer) => {
    press(button);
    expect(await dialogs().asks.read(question)).toBe(answer);
  });
});

describe('[R-15] writing on a surface', () => {
  const question = {
    surface: 'kubectl',
    place: 'context prod-eu-1',
    action: 'kubectl scale',
    line: 'kubectl scale deployments.apps storefront',
  } as const;

  it('is asked for one action with the shape of its command, and nothing is allowed by Enter', async () => {
    await dialogs().asks.write(question);
    const [asked] = editor.shown;
    expect(asked?.text).toBe('This action needs write access with kubectl');
    expect(asked?.options['detail']).toBe(
      'For kubectl scale alone, at context prod-eu-1, specifically:\n\nkubectl scale deployments.apps storefront\n\nThe action itself is shown and asked for next.',
    );
    expect(buttons()).toEqual(['No', 'Allow for This Action', 'File as Ticket Instead']);
  });

  it('for an undo offers no ticket', async () => {
    await dialogs().asks.write({ ...question, undoes: true });
    expect(buttons()).toEqual(['No', 'Allow for This Action']);
  });

  it.each([
    ['Allow for This Action', 'yes'],
    ['No', 'no'],
    ['File as Ticket Instead', 'file'],
    ['', 'no'],
  ])('answered with "%s" is %s', async (button, answer) => {
    press(button);
    expect(await dialogs().asks.write(question)).toBe(answer);
  });
});

describe('[X-03] two texts', () => {
  it('stand side by side in the native diff, read-only and in memory', async () => {
    const { requests } = dialogs();
    await requests.showDiff('deployment shop/storefront', '{"replicas":3}', '{"replicas":0}');
    const [id, left, right, title] = editor.executedWith.at(-1) ?? [];
    expect([id, title]).toEqual(['vscode.diff', 'deployment shop/storefront']);
    const provider = editor.contentProviders.get('runtime-threats-request');
    expect([left, right].map((uri) => provider?.provideTextDocumentContent(uri as never))).toEqual(['{"replicas":3}', '{"replicas":0}']);
  });

  it('are forgotten in the end, and say so', async () => {
    const { requests } = dialogs();
    await requests.showText('first', 'first');
    const first = editor.editors[0]?.document.uri;
    for (let shownSince = 0; shownSince < 40; shownSince += 1) await requests.showText('next', 'next');
    expect(String(editor.contentProviders.get('runtime-threats-request')?.provideTextDocumentContent(first as never))).toContain(
      'no longer kept',
    );
  });
});
