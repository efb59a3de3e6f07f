import type { Connection } from '../../../../src/extension/core/tools/connection.ts';
import { callFailure, type Fault } from '../../../../src/extension/core/tools/faults.ts';
import type { ToolAnswer } from '../../../../src/extension/core/tools/unwrap.ts';
import type { Recording } from './recording.ts';
import { catalogue, type Scenario, sample } from './scenarios.ts';

/** How a submit or undo is answered. `Taken`: it began all the same. */
export type TenantAnswer =
  | 'completes'
  | 'fails'
  | 'staysUnderWay'
  | 'noResponder'
  | 'noStorage'
  | 'forbidden'
  | 'refused'
  | 'timeout'
  | 'timeoutTaken'
  | 'lostTaken'
  | 'malformedTaken'
  | 'hangsTaken';

type Execution = {
  readonly id: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly end: 'COMPLETED' | 'FAILED' | undefined;
  polls: number;
};

export type TenantWorld = {
  readonly scenario: Scenario;
  readonly recording: Recording;
  readonly now: () => number;
  readonly turns: () => Promise<void>;
  readonly isDead: (window: string) => boolean;
  readonly nextAnswer: () => TenantAnswer;
};

const label = { name: 'acme', region: 'eu1', sample: false } as const;
const names = [
  ...['get_event_info', 'get_event_process_tree', 'run_sysql', 'list_runtime_events', 'count_runtime_events', 'get_capture_storage'],
  ...['list_response_actions', 'list_response_action_executions', 'get_response_action_status'],
  ...['submit_response_action', 'undo_response_action'],
];
const offered = { list_response_actions: ['context_event_id'], submit_response_action: ['action_type', 'parameters'] } as const;
const tools: Connection['tools'] = new Map(
  names.map((name) => {
    const properties = Object.fromEntries((name in offered ? offered[name as keyof typeof offered] : []).map((one) => [one, {}]));
    return [name, { name, inputSchema: { properties } }];
  }),
);

/** A tenant as its connections see it. What was sent is written down before anything is answered. */
export class Tenant {
  readonly #world: TenantWorld;
  readonly #executions: Execution[] = [];

  constructor(world: TenantWorld) {
    this.#world = world;
  }

  connection(window: string): Connection {
    return {
      ...{ label, tools, close: async () => undefined, onClosed: () => undefined },
      call: async (tool, args, signal) => {
        signal.throwIfAborted();
        const isAct = tool === 'submit_response_action' || tool === 'undo_response_action';
        return isAct ? this.#act({ window, tool, args, signal }) : this.#read({ window, tool, args, signal });
      },
    };
  }

  async #read({ window, tool, args, signal }: Call): Promise<ToolAnswer> {
    await this.#world.turns();
    if (this.#world.isDead(window)) return new Promise(() => undefined);
    signal.throwIfAborted();
    switch (tool) {
      case 'get_event_info':
        return textAnswer(this.#world.scenario.events.get(String(args['event_id'])) ?? 'null');
      case 'list_response_actions':
        return textAnswer(args['context_event_id'] === undefined ? catalogue : '{"data":[]}');
      case 'get_capture_storage':
        return json(sample.responses.storage());
      case 'list_response_action_executions':
        return json({ data: this.#executions.map((one) => this.#told(one)) });
      case 'get_response_action_status':
        return this.#status(String(args['action_execution_id']));
      case 'list_runtime_events':
        return json({ data: [], page: { total: 0 } });
      default:
        return refusal(400, 'bad_request: it is not known here');
    }
  }

  #status(id: string): ToolAnswer {
    const found = this.#executions.find((one) => one.id === id);
    if (found === undefined) return refusal(404, 'not found');
    found.polls += 1;
    return json(this.#told(found));
  }

  /** Its row now. */
  #told({ id, row, end, polls }: Execution): object {
    if (end === undefined || polls < looksTillEnd(id)) return { ...row, status: 'IN_PROGRESS' };
    this.#world.recording.add({ is: 'endSeen', executionId: id });
    const failure = end === 'FAILED' ? { failure: { failureReason: 'target_not_found', logMessage: 'gone' } } : {};
    return { ...row, status: end, ...failure, updatedAt: new Date(this.#world.now()).toISOString() };
  }

  async #act({ window, tool, args, signal }: Call): Promise<ToolAnswer> {
    const { recording, turns, isDead, nextAnswer } = this.#world;
    const of = recording.add({ is: 'sent', window, tool, args });
    const answer = nextAnswer();
    const execution = isTaken(answer) ? this.#take(tool, args, answer) : undefined;
    const hanging = answer === 'hangsTaken' ? aborted(signal) : undefined;
    await turns();
    await hanging;
    if (isDead(window)) return new Promise(() => undefined);
    const unclear = signal.aborted || unclearFaults[answer] !== undefined || answer === 'malformedTaken';
    const told = unclear ? 'unclear' : execution === undefined ? 'refused' : 'accepted';
    recording.add({ is: 'told', of, answer: told, ...(execution !== undefined && { executionId: execution.id }) });
    signal.throwIfAborted();
    const fault = unclearFaults[answer];
    if (fault !== undefined) throw callFailure(tool, fault, 60, undefined);
    if (answer === 'malformedTaken') return json({ ok: true });
    return execution === undefined ? (refusals[answer] ?? refusal(400, 'bad_request')) : json({ ...execution.row, status: 'ENQUEUED' });
  }

  #take(tool: string, args: Readonly<Record<string, unknown>>, answer: TenantAnswer): Execution {
    const id = `e-${this.#executions.length + 1}`;
    const undone = this.#executions.find((one) => one.id === args['action_execution_id']);
    const what =
      tool === 'submit_response_action'
        ? { actionType: args['action_type'], parameters: args['parameters'] }
        : { actionType: 'UNDO', parameters: undone?.row['parameters'] ?? {}, actionExecutionIdBeingUndone: args['action_execution_id'] };
    const row = { id, ...what, responderType: 'HOST', createdAt: new Date(this.#world.now()).toISOString() };
    const end = answer === 'staysUnderWay' ? undefined : answer === 'fails' ? 'FAILED' : 'COMPLETED';
    const execution: Execution = { id, row, end, polls: 0 };
    this.#executions.push(execution);
    return execution;
  }
}

type Call = {
  readonly window: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
};

const unclearFaults: Partial<Record<TenantAnswer, Fault>> = {
  timeout: { kind: 'timeout' },
  timeoutTaken: { kind: 'timeout' },
  lostTaken: { kind: 'closed' },
};

const refusals: Partial<Record<TenantAnswer, ToolAnswer>> = {
  noResponder: refusal(400, '{"type":"responder_not_found","message":"no responder for scope host.id:0a58c2f1-host"}'),
  noStorage: refusal(412, '{"type":"storage_not_configured"}'),
  forbidden: refusal(403, 'forbidden: containment-response-actions.exec is missing'),
  refused: refusal(400, 'bad_request: this execution was undone already'),
};

/** Every other one has ended when it is first looked at. */
function looksTillEnd(id: string): number {
  return Number(id.slice(2)) % 2 === 1 ? 1 : 3;
}

function isTaken(answer: TenantAnswer): boolean {
  return ['completes', 'fails', 'staysUnderWay'].includes(answer) || answer.endsWith('Taken');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function textAnswer(text: string): ToolAnswer {
  return { content: [{ type: 'text', text }] };
}

function json(value: unknown): ToolAnswer {
  return textAnswer(JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)));
}

function refusal(status: number, said: string): ToolAnswer {
  return { isError: true, ...textAnswer(`status code: ${status}: ${said}`) };
}
