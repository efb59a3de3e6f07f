import type { Clock } from '../../../../src/extension/core/model/ports.ts';
import type { Journal } from '../../../../src/extension/core/remediate/journal/journal.ts';
import { allow } from '../../../../src/extension/core/remediate/surfaces/allow.ts';
import { createReadTools } from '../../../../src/extension/core/tools/catalog.ts';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';
import type { RemediationPorts } from '../../../../src/extension/editor/remediation/remediation.ts';
import { createRemediations, type Remediations } from '../../../../src/extension/editor/remediation/remediations.ts';
import { machineCommands } from '../../../../src/extension/node/commands.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { EventEmitter, editor, type FakePanel, Uri } from '../../../fakes/vscode.ts';
import { counted, knockedOn } from './doors.ts';
import type { Recording } from './recording.ts';
import type { Scenario } from './scenarios.ts';
import type { Tenant } from './tenant.ts';

/** What all windows of one editor share. */
export type Shared = {
  readonly scenario: Scenario;
  readonly recording: Recording;
  readonly tenant: Tenant;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly globalState: ReturnType<typeof fakeMemento>;
  /** folders of programs; absent where the start of a process is stood in for */
  readonly path?: string;
  /** how many calls of the machine's tools have no end yet, by window */
  readonly calls: Map<string, number>;
  /** dialogs of this window come up from here on */
  readonly asking: (window: string) => void;
};

/** A row of the checklist, as far as the person looks at it. */
export type ShownAction = { readonly id: string; readonly surface: string };

/** A window with its checklist, opened as the command opens it, and the person's side of its panel. */
export type OpenWindow = {
  readonly name: string;
  readonly remediations: Remediations;
  readonly panel: FakePanel;
  /** what the page shows, in its order */
  actions(): readonly ShownAction[];
  /** the window closes, or is loaded anew */
  close(): void;
};

const log = { write: () => undefined };

export function openWindow(name: string, shared: Shared): OpenWindow {
  const { scenario, recording } = shared;
  const gone = new AbortController();
  const remediations = createRemediations(portsOf(name, shared, gone.signal), () => undefined);
  const { eventId, eventIds } = scenario;
  const opening = remediations.open({ eventId, eventIds, depth: 'case', title: 'A threat' });
  opening.catch((error: unknown) => recording.add({ is: 'fault', window: name, error }));
  const panel = editor.panels.at(-1);
  if (panel === undefined) throw new Error('no panel was opened');
  return {
    ...{ name, remediations, panel },
    actions: () => actionsIn(panel.posted),
    close: () => {
      recording.add({ is: 'gone', window: name });
      gone.abort();
      panel.close();
      remediations.dispose();
    },
  };
}

function portsOf(name: string, shared: Shared, ended: AbortSignal): RemediationPorts {
  const { recording, tenant, clock, journal, globalState, path, asking, calls } = shared;
  const connection = tenant.connection(name);
  const open = { label: connection.label, connection, tools: createReadTools(connection, clock, log), ended };
  const changed = new EventEmitter<never>();
  const asked = createQuestions();
  // The environment tells the stand-in of processes whose they are; with programs on PATH the real look-up finds them.
  const environment = { XDG_SESSION_ID: name, ...(path !== undefined && { PATH: path }) };
  const programs = path === undefined ? { kubectl: '/stand-in/kubectl', aws: '/stand-in/aws' } : {};
  return {
    ...{ clock, log, globalState, memento: fakeMemento(), extensionUri: Uri.file('/ext') as never },
    session: {
      ...{ state: { kind: 'connected', tenant: connection.label }, onDidChange: changed.event as never },
      ...{ tenant: async () => open, tools: async () => open.tools, dispose: () => undefined, disconnect: async () => undefined },
      ...{ connect: notHere, reconnect: notHere },
    },
    commands: { register: notHere, report: (error) => recording.add({ is: 'fault', window: name, error }) },
    questions: {
      ask: (prompt) =>
        asked.ask(() => {
          asking(name);
          return prompt();
        }),
    },
    known: { told: () => undefined, all: () => [] } as never,
    seen: undefined as never,
    rewriteCaseFile: notHere,
    firstRun: notHere,
    machine: async () =>
      counted(knockedOn(machineCommands({ allow, environment, programs })), (by) => calls.set(name, (calls.get(name) ?? 0) + by)),
    journal: async () => journal,
    handOff: {
      fileAction: async () => ({ status: 'arrived', where: 'SEC-1' }),
      appendReport: async () => ({ status: 'arrived' }),
      destinationNames: async () => ['Jira'],
    } as unknown as RemediationPorts['handOff'],
  };
}

function notHere(): never {
  throw new Error('nothing of a play comes here');
}

type View = { readonly view: { readonly stages: readonly { readonly actions: readonly ShownAction[] }[] } };

function actionsIn(posted: readonly unknown[]): readonly ShownAction[] {
  const last = posted.findLast((one): one is View => typeof one === 'object' && one !== null && 'view' in one);
  return last?.view.stages.flatMap(({ actions }) => actions) ?? [];
}
