import type { Memento } from 'vscode';
import type { JiraAccount } from '../../../../src/extension/core/handoff/jiraRest.ts';
import type { Send } from '../../../../src/extension/core/handoff/ports.ts';
import type { ToldCase } from '../../../../src/extension/core/model/case.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import type { Verdict } from '../../../../src/extension/core/report/verify/finding.ts';
import type { Connection } from '../../../../src/extension/core/tools/connection.ts';
import { createCommands } from '../../../../src/extension/editor/commands.ts';
import { type HandOffPorts, registerHandOff } from '../../../../src/extension/editor/handOff/handOff.ts';
import { createHandOffKeys } from '../../../../src/extension/editor/handOff/handOffKeys.ts';
import { saveJiraAccount } from '../../../../src/extension/editor/handOff/jiraAccount.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { failure } from '../../../fakes/readTools.ts';
import { fakeSecrets } from '../../../fakes/secretStorage.ts';
import { editor, type Shown } from '../../../fakes/vscode.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { hurriedClock } from '../../handoff/cases.ts';
import { type Service, ticketAndPagerServices } from './services.ts';

export const file = '/cases/sysdig-runtime-investigate-18bc3a1fd676-20260610-0941.md';
export const eventId = storefrontCase.trigger.eventId ?? '';
export const routingKey = 'R0123456789ABCDEF0123456789ABCDE';
export const apiToken = 'an-api-token-of-atlassian';
export const live: ToldCase = { ...storefrontCase, tenant: { name: 'acme', region: 'eu1', sample: false } };

const account: JiraAccount = { site: 'https://acme.atlassian.net', email: 'me@acme.example', token: apiToken };
const verified: Verdict = { standing: 'verified', findings: [] };

type Setting = {
  /** what was set up before, by hand */
  jira?: boolean | JiraAccount;
  pagerDuty?: boolean;
  variables?: Readonly<Record<string, string>>;
  told?: ToldCase;
  /** nothing is known of the file in this workspace */
  forgotten?: boolean;
  /** the case document as it stands */
  markdown?: string;
  verdict?: Verdict;
  /** the shared state before */
  state?: Readonly<Record<string, unknown>>;
  /** whom the window is connected to */
  connectedTo?: ToldCase['tenant'] | undefined;
  /** how many saves of the shared state are refused */
  saveFails?: number;
  service?: Service;
  /** the memory of a window before */
  memento?: Memento;
  /** instead of the services: the way to real ones */
  send?: Send;
};

export const titleOf = {
  destination: 'Where should the case go?',
  redaction: 'What should be taken out before it leaves?',
  project: 'Which project?',
  ticket: /^Jira · /,
  page: /^PagerDuty · /,
} as const;

/** One window with one case, Jira and PagerDuty as they behave, and the tenant's shared state. */
export async function world(setting: Setting = {}) {
  const { told = live, variables = {}, state = {}, verdict = verified, service = {} } = setting;
  const secrets = fakeSecrets();
  const keys = createHandOffKeys(secrets);
  if (setting.jira) await saveJiraAccount(setting.jira === true ? account : setting.jira, keys);
  if (setting.pagerDuty) await keys.set('pagerDuty', routingKey);
  editor.files.set(file, setting.markdown ?? renderCase({ ...storefrontCase, tenant: told.tenant }));
  const clock = hurriedClock(Date.UTC(2026, 5, 10, 9, 50));
  const services = ticketAndPagerServices(service);
  const shared = sharedState(state, setting.saveFails ?? 0);
  const log: string[] = [];
  const write = (level: string, message: string, detail?: unknown) => void log.push(`${level} ${message} ${JSON.stringify(detail ?? {})}`);
  const connected = new AbortController();
  const connectedTo = 'connectedTo' in setting ? setting.connectedTo : told.tenant;
  const { memento = fakeMemento() } = setting;
  const ports: HandOffPorts = {
    session: {
      tenant: async () => {
        if (connectedTo === undefined) throw failure('unreachable', 'No connection was chosen');
        return { label: connectedTo, connection: shared.connection, tools: undefined as never, ended: connected.signal };
      },
    },
    commands: createCommands({ write }, () => undefined),
    questions: createQuestions(),
    clock,
    log: { write },
    known: { told: (path) => (path === file && !setting.forgotten ? told : undefined) },
    noted: () => undefined,
    keys,
    memento,
    variables: () => variables,
    send: setting.send ?? services.send,
    verdictOf: async () => verdict,
  };
  const registered = registerHandOff(ports);
  const run = async (...argument: unknown[]) => {
    await editor.run('runtimeThreats.handOff', ...(argument.length === 0 ? [file] : argument));
    await settled();
  };
  const disconnect = () => connected.abort();
  return {
    ports,
    disconnect,
    clock,
    secrets,
    keys,
    memento,
    services,
    log,
    run,
    registered,
    saved: shared.saved,
    noted: () => shared.noted(eventId),
  };
}

/** The user: answers whatever is shown by its title, each answer once and in order; what has no answer is left with Escape. */
export function user(...steps: readonly (readonly [title: string | RegExp, answer: string | readonly string[]])[]): void {
  const left = [...steps];
  editor.answer = (shown) => {
    const index = left.findIndex(([title]) => (typeof title === 'string' ? shown.text === title : title.test(shown.text)));
    const [step] = index < 0 ? [] : left.splice(index, 1);
    return step && answerTo(shown, step[1]);
  };
}

function answerTo({ kind, items, text }: Shown, answer: string | readonly string[]): unknown {
  if (kind === 'input') return answer;
  const named = (wanted: string) => items.find((item) => labelOf(item) === wanted);
  // Rows of several choices begin with how many there are.
  const ending = (wanted: string) => items.find((item) => labelOf(item).endsWith(wanted));
  const picked = typeof answer === 'string' ? named(answer) : answer.map(ending);
  if (picked === undefined || (Array.isArray(picked) && picked.includes(undefined)))
    throw new Error(`"${text}" has no "${answer}", only ${items.map(labelOf).join(', ')}`);
  return picked;
}

export function labelOf(item: unknown): string {
  return typeof item === 'string' ? item : String((item as { label?: string; title?: string }).label ?? '');
}

export const prompts = (title: string | RegExp) =>
  editor.shown.filter(({ text }) => (typeof title === 'string' ? text === title : title.test(text)));

/** The rows of a preview as label → description. */
export function rowsOf(shown: Shown | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((shown?.items ?? []).map((item) => [labelOf(item), (item as { description?: string }).description ?? '']));
}

/** What follows a notification's button has no promise that a test could await. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
}

type Saved = { readonly version: number; readonly data: Readonly<Record<string, unknown>> };

function sharedState(before: Readonly<Record<string, unknown>>, fails: number) {
  const saved: Saved[] = [];
  let data = before;
  let refused = 0;
  const text = (value: unknown) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] });
  const connection = {
    call: async (tool: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal) => {
      signal.throwIfAborted();
      if (tool === 'get_skill_state') return text({ version: saved.length + 1, ...data });
      if (refused++ < fails) return { isError: true, content: [{ type: 'text', text: 'status code: 403' }] };
      saved.push(args as Saved);
      data = args['data'] as Saved['data'];
      return text({});
    },
  } as unknown as Connection;
  const noted = (id: string) =>
    (data['recent_cases'] as { event_id: string; handoff?: unknown }[] | undefined)?.find((one) => one.event_id === id);
  return { connection, saved, noted };
}
