import { setImmediate as turn } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Memento } from 'vscode';
import type { HandoffDocument } from '../../../../src/extension/core/handoff/handoffDocument.ts';
import { investigate } from '../../../../src/extension/core/investigate/investigate.ts';
import type { Case, TenantLabel } from '../../../../src/extension/core/model/case.ts';
import type { Failure } from '../../../../src/extension/core/model/failure.ts';
import type { Clock } from '../../../../src/extension/core/model/ports.ts';
import type { Journal } from '../../../../src/extension/core/remediate/journal/journal.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { createReadTools } from '../../../../src/extension/core/tools/catalog.ts';
import { type Connection, connect } from '../../../../src/extension/core/tools/connection.ts';
import { createKnownCases, type KnownCases } from '../../../../src/extension/editor/cases/knownCases.ts';
import { createCommands } from '../../../../src/extension/editor/commands.ts';
import type { OpenTenant, TenantSession } from '../../../../src/extension/editor/connection/tenantSession.ts';
import type { GivenReport } from '../../../../src/extension/editor/handOff/handedReport.ts';
import type { End } from '../../../../src/extension/editor/handOff/outcome.ts';
import { createSeenCases } from '../../../../src/extension/editor/investigation/seenCases.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import { type RemediationPorts, registerRemediation } from '../../../../src/extension/editor/remediation/remediation.ts';
import { connectInMemory } from '../../../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../../../src/extension/sample/tenant.ts';
import { type RemediationAction, type RemediationView, toRemediationPanel } from '../../../../src/webview/protocol/remediationPanel.ts';
import { hastyClock } from '../../../fakes/hastyClock.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { memoryJournal } from '../../../fakes/memoryJournal.ts';
import { editor, type FakePanel, Uri } from '../../../fakes/vscode.ts';
import { keptLog, never, reached } from '../../tools/toolServer.ts';
import type { ShopMachine } from './shopMachine.ts';

export const noon = Date.parse('2026-06-10T12:00:00Z');
const sample: TenantLabel = { name: 'sample', sample: true };
/** The same incidents on a tenant of somebody's own, whose cluster and account kubectl and aws can point at. */
export const acme: TenantLabel = { name: 'acme', region: 'eu1', sample: false };
export const titles = {
  miner: 'Cryptominer dropped through storefront web shell',
  ledger: 'Shell opened in the ledger pod',
} as const;
export const caseFile = '/cases/miner.md';

type Call = { readonly tool: string; readonly args: Readonly<Record<string, unknown>>; readonly signal: AbortSignal };
/** Stands before the tenant: what it gives back or throws is the answer, nothing lets the call through. */
export type Before = (call: Call, through: () => ReturnType<Connection['call']>) => ReturnType<Connection['call']> | undefined;

export type Setting = {
  readonly label?: TenantLabel;
  readonly machine?: ShopMachine;
  readonly before?: Before;
  /** the tenant can not be reached */
  readonly preflight?: Failure;
  /** what a window before left behind */
  readonly earlier?: { readonly tenant: Tenant; readonly journal: Journal; readonly memento: Memento; readonly globalState: Memento };
  /** the notice was never shown on this machine */
  readonly firstRun?: true;
  readonly fileEnd?: End;
  readonly destinations?: readonly string[];
  readonly clock?: Clock;
};

type Tenant = ReturnType<typeof createSampleTenant>;

/** One window with the remediation registered, over the sample tenant seven minutes after its miner began: a real MCP server in memory. */
export async function world(setting: Setting = {}) {
  const { label = sample, machine, earlier, clock = hastyClock(noon + 7 * 60_000) } = setting;
  const { memento = fakeMemento(), globalState = fakeMemento(), journal = memoryJournal() } = earlier ?? {};
  const tenant = earlier?.tenant ?? createSampleTenant({ now: clock.now, begin: noon });
  const [calls, log] = [[] as Call[], keptLog()];
  let ended = new AbortController();
  const plain = await connected(tenant, clock);
  const connection = watched(plain, calls, setting.before);
  const known = createKnownCases(fakeMemento());
  const tools = createReadTools(connection, clock, log);
  const handedOff = { filed: [] as HandoffDocument[], reports: [] as GivenReport[] };
  const faults: unknown[] = [];
  const commands = createCommands(log, () => undefined);
  const ports: RemediationPorts = {
    session: sessionOf(setting.preflight, () => ({ label, connection, tools, ended: ended.signal })),
    commands: {
      ...commands,
      report: (error, during) => {
        faults.push(error);
        commands.report(error, during);
      },
    },
    ...{ questions: createQuestions(), clock, log, known, seen: createSeenCases(fakeMemento()), memento, globalState },
    extensionUri: Uri.file('/ext') as never,
    firstRun: async () => ({ exists: async () => setting.firstRun !== true, create: async () => undefined }),
    rewriteCaseFile: async (path, isOurs, revise) => rewritten(path, isOurs, revise),
    machine: async () => machine?.commands ?? nothingInstalled,
    journal: async () => journal,
    handOff: {
      fileAction: async (document) => {
        handedOff.filed.push(document);
        return setting.fileEnd ?? { status: 'arrived', where: 'RUNTIME-7' };
      },
      appendReport: async (given) => {
        handedOff.reports.push(given);
        return { status: 'arrived', where: 'RUNTIME-7' };
      },
      destinationNames: async () => setting.destinations ?? [],
    },
  };
  const registered = registerRemediation(ports);
  onTestFinished(() => registered.dispose());
  return {
    ...{ ports, tenant, tools, clock, calls, log, journal, memento, globalState, handedOff, faults, known },
    dispose: () => registered.dispose(),
    /** and is connected to it again right away */
    leaveTenant: () => {
      const left = ended;
      ended = new AbortController();
      left.abort();
    },
    called: (tool: string) => calls.filter((call) => call.tool === tool),
    /** opens the checklist of a group's threat, without an investigation */
    open: async (title: string, depth: 'Lightweight' | 'Raw' = 'Lightweight') => {
      const group = await groupOf(title, tools);
      const before = editor.answer;
      editor.answer = ({ kind, items }) =>
        kind === 'quickPick' ? items.find((item) => (item as { label?: string }).label === depth) : undefined;
      await editor.run('runtimeThreats.remediate', { groupId: group });
      editor.answer = before;
      return panelOf(editor.panels.at(-1));
    },
    keepCase: async () => keepCase(known, plain, tenant.begin + 7 * 60_000),
  };
}

export type World = Awaited<ReturnType<typeof world>>;

const nothingInstalled = {
  find: async () => undefined,
  run: async () => Promise.reject(new Error('nothing is installed')),
  act: async () => Promise.reject(new Error('nothing is installed')),
};

async function connected(tenant: Tenant, clock: Clock): Promise<Connection> {
  const endpoint = { label: sample, address: 'in memory', open: () => connectInMemory(tenant) };
  return reached(await connect(endpoint, { clock, log: keptLog(), signal: never }));
}

function watched(connection: Connection, calls: Call[], before: Before | undefined): Connection {
  return {
    ...{ label: connection.label, tools: connection.tools, close: () => connection.close() },
    onClosed: (listener) => connection.onClosed(listener),
    call: async (tool, args, signal) => {
      const call = { tool, args, signal };
      calls.push(call);
      const through = () => connection.call(tool, args, signal);
      return before?.(call, through) ?? through();
    },
  };
}

function sessionOf(preflight: Failure | undefined, open: () => OpenTenant): TenantSession {
  return {
    state: preflight === undefined ? { kind: 'connected', tenant: open().label } : { kind: 'disconnected' },
    onDidChange: () => ({ dispose: () => undefined }),
    tenant: async () => {
      if (preflight !== undefined) throw preflight;
      return open();
    },
  } as unknown as TenantSession;
}

export async function groupOf(title: string, tools: ReturnType<typeof createReadTools>): Promise<string> {
  const { value } = await tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, never);
  const group = value.groups.find((one) => one.title?.startsWith(title));
  if (group === undefined) throw new Error(`no group ${title}`);
  return group.id;
}

let made: Promise<Case> | undefined;

/** A case of the miner as an investigation wrote it; the same one each time, since its incidents are told from the same instant. */
async function keepCase(known: KnownCases, connection: Connection, now: number): Promise<Case> {
  const clock: Clock = { now: () => now, sleep: async () => undefined };
  const log = keptLog();
  const tools = createReadTools(connection, clock, log);
  const ports = { tools, clock, log, narrator: { say: () => undefined }, signal: never, tenant: sample };
  made ??= groupOf(titles.miner, tools).then((id) => investigate(id, ports));
  const finished = await made;
  known.remember(caseFile, finished);
  editor.files.set(caseFile, renderCase(finished));
  return finished;
}

function rewritten(path: string, isOurs: (text: string) => boolean, revise: (text: string) => string) {
  const text = editor.files.get(path);
  if (text === undefined) return { status: 'gone' } as const;
  if (!isOurs(text)) return { status: 'foreign', reason: 'its footer is not the one of this case' } as const;
  const after = revise(text);
  editor.files.set(path, after);
  return { status: 'done', before: text, after } as const;
}

/** A checklist as its page has it: every message that it was sent is read by the strict schema. */
export function panelOf(panel: FakePanel | undefined) {
  if (panel === undefined) throw new Error('no checklist was opened');
  const messages = () => panel.posted.map((message) => toRemediationPanel.parse(message));
  const view = (): RemediationView => {
    const last = messages().findLast((message) => message.type === 'view');
    if (last?.type !== 'view') throw new Error('nothing was shown');
    return last.view;
  };
  const actions = () => view().stages.flatMap((stage) => stage.actions);
  const find = (name: string) => actions().find((action) => action.name === name);
  const row = (name: string): RemediationAction => {
    const found = find(name);
    if (found === undefined) throw new Error(`no ${name} among ${actions().map((action) => action.name)}`);
    return found;
  };
  return {
    ...{ panel, view, row, find, actions },
    notices: () => messages().flatMap((message) => (message.type === 'notice' ? [message.text] : [])),
    views: () => messages().flatMap((message) => (message.type === 'view' ? [message.view] : [])),
    say: (message: unknown) => panel.say(message),
    /** a click on a row, until nothing of it goes on any more */
    click: async (type: 'run' | 'undo' | 'file' | 'checkAgain' | 'preview' | 'showRequest', name: string) => {
      panel.say({ type, action: row(name).id });
      await quiet();
    },
  };
}

export type Checklist = ReturnType<typeof panelOf>;

type Dialog = { readonly title: string };

/** Presses the button of each dialog that runs or allows, and types what is asked for; `but` presses others where a dialog's text matches. */
export function sayYes(...but: readonly (readonly [text: RegExp, button: string | undefined])[]): void {
  editor.answer = ({ kind, text, options, items }) => {
    if (kind === 'input') return /^Type (.+) to run it$/.exec(String(options['prompt']))?.[1];
    if (kind !== 'warning') return undefined;
    const buttons = items as readonly Dialog[];
    const other = but.find(([told]) => told.test(text));
    if (other === undefined) return buttons[1];
    const pressed = buttons.find(({ title }) => title === other[1]);
    if (pressed === undefined && other[1] !== undefined) throw new Error(`"${text}" has no "${other[1]}"`);
    return pressed;
  };
}

export const dialogsShown = () => editor.shown.filter(({ kind }) => kind === 'warning').map(({ text }) => text);

/** The document that was opened last. */
export function shownDocument(): { readonly uri: Uri; getText(): string } {
  const document = editor.editors.at(-1)?.document;
  if (document === undefined) throw new Error('no document is shown');
  return document as unknown as { readonly uri: Uri; getText(): string };
}

/** What the tenant's server says where it refuses. */
export function refusal(tool: string, status: number, response: object = {}) {
  const text = `error calling ${tool}, status code: ${status}, response: ${JSON.stringify(response)}`;
  return Promise.resolve({ isError: true, content: [{ type: 'text' as const, text }] });
}

/** Goes on until so many turns of the event loop passed without a message, a question or a call. */
export async function quiet(): Promise<void> {
  const size = () => editor.shown.length + editor.panels.reduce((sum, { posted }) => sum + posted.length, 0);
  let before = -1;
  for (let still = 0; still < 40; still += 1) {
    await turn();
    if (size() !== before) still = 0;
    before = size();
  }
}

/** Waits, turn by turn, until it holds. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let turns = 0; turns < 2_000; turns += 1) {
    if (holds()) return;
    await turn();
  }
  throw new Error(`it never came to this: ${what}`);
}
