import { type ActionKind, type ActionRecord, actionKinds, type ResponderType, undoActions } from './actionCatalogue.ts';
import { badRequest, notFound, Refusal } from './refusal.ts';
import { type EventRecord, type Target, uuid, type World } from './world.ts';

export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** The wire shape of contract §3.16; times are ISO 8601. */
export type Execution = {
  readonly id: string;
  readonly actionType: string;
  readonly responderType: ResponderType;
  readonly status: 'ENQUEUED' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly parameters: Parameters;
  readonly executionContext: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>> | null;
  readonly failure?: { readonly failureReason: string; readonly logMessage: string };
  readonly actionExecutionIdBeingUndone?: string;
  readonly userId: number;
  readonly createdAt: string;
  readonly updatedAt?: string;
};

/** A target that is held: from when, and until when if it was let go (milliseconds). */
type Containment = { readonly execution: string; readonly target: Parameters; readonly from: number; until?: number };

export type ResponseDesk = {
  /** The whole catalogue, or what the responders in reach of an event can run: nothing when there are none (inconclusive by contract §3.15). */
  catalogue(context?: EventRecord): readonly ActionRecord[];
  submit(actionType: string, parameters: Parameters): Execution;
  /** Each poll moves an execution one step: ENQUEUED, IN_PROGRESS, then COMPLETED or FAILED. */
  poll(id: string): Execution;
  /** newest first */
  executions(): readonly Execution[];
  undo(id: string): Execution;
  /** Whether something that answers to `target` was killed, held or cut off at that moment (milliseconds). */
  contained(target: Target, at: number): boolean;
  storage(): { readonly isEnabled: boolean; readonly [key: string]: unknown };
};

export function createResponseDesk({ now, world }: { now: () => number; world: World }): ResponseDesk {
  return new Desk(now, world);
}

class Desk implements ResponseDesk {
  readonly #now: () => number;
  readonly #world: World;
  readonly #executions: Execution[] = [];
  readonly #containments: Containment[] = [];
  readonly #undone = new Set<string>();

  constructor(now: () => number, world: World) {
    this.#now = now;
    this.#world = world;
  }

  catalogue(context?: EventRecord): readonly ActionRecord[] {
    const all = [...[...actionKinds.values()].map(({ action }) => action), ...undoActions.values()];
    if (context === undefined) return all;
    const labels = context.labels ?? {};
    return all.filter(({ responderType }) => this.#answers(responderType, labels));
  }

  submit(actionType: string, parameters: Parameters): Execution {
    if (undoActions.has(actionType)) throw badRequest(`${actionType} cannot be submitted: undo the action that it reverts`);
    const kind = actionKinds.get(actionType);
    if (kind === undefined) throw badRequest(`unknown action type ${actionType}`);
    checkParameters(kind.action, parameters);
    if (!this.#answers(kind.action.responderType, parameters)) throw responderNotFound(kind.action.responderType, parameters);
    if (kind.needsStorage && !this.storage().isEnabled) {
      throw new Refusal(412, { type: 'storage_not_configured', message: 'capture storage is not configured' });
    }
    return this.#enqueue(actionType, kind.action.responderType, parameters);
  }

  poll(id: string): Execution {
    const execution = this.#find(id);
    if (execution.status === 'COMPLETED' || execution.status === 'FAILED') return execution;
    const updatedAt = new Date(this.#now()).toISOString();
    const next: Execution =
      execution.status === 'ENQUEUED'
        ? { ...execution, status: 'IN_PROGRESS', updatedAt }
        : { ...execution, ...this.#finish(execution), updatedAt };
    this.#executions[this.#executions.indexOf(execution)] = next;
    return next;
  }

  executions(): readonly Execution[] {
    return [...this.#executions].reverse();
  }

  undo(id: string): Execution {
    const original = this.#find(id);
    const inverse = actionKinds.get(original.actionType)?.undo;
    if (inverse === undefined) throw badRequest(`${original.actionType} cannot be undone`);
    if (original.status !== 'COMPLETED') throw badRequest(`only a completed execution can be undone; this one is ${original.status}`);
    if (this.#undone.has(id)) throw badRequest('this execution was undone already');
    this.#undone.add(id);
    return this.#enqueue(inverse, original.responderType, { ...original.parameters, ...original.outputs }, id);
  }

  contained(target: Target, at: number): boolean {
    return this.#containments.some(
      ({ target: held, from, until }) => from <= at && (until === undefined || at < until) && matches(held, target),
    );
  }

  storage(): { isEnabled: boolean; [key: string]: unknown } {
    const isEnabled = this.#world.responders.hosts.size > 0;
    const bucket = {
      name: 'acme-sysdig-captures',
      folder: 'captures',
      endpoint: null,
      region: 'eu-west-1',
      description: null,
      pathStyleAccess: false,
      providerKeyId: '4711',
    };
    return { isEnabled, isEncryptionWithProvidedKeyEnabled: false, buckets: isEnabled ? [bucket] : null };
  }

  #answers(responder: ResponderType, scope: Readonly<Record<string, unknown>>): boolean {
    const { hosts, clusters, accounts } = this.#world.responders;
    switch (responder) {
      case 'HOST':
        return hosts.has(String(scope['host.id']));
      case 'CLUSTER':
        return clusters.has(String(scope['kubernetes.cluster.name']));
      case 'CLOUD':
        return accounts.has(String(scope['cloudProvider.account.id']));
    }
  }

  #enqueue(actionType: string, responderType: ResponderType, parameters: Parameters, undoes?: string): Execution {
    const hostId = String(parameters['host.id'] ?? '');
    const hostName = this.#world.responders.hosts.get(hostId);
    const execution: Execution = {
      id: uuid(`execution/${this.#executions.length}/${actionType}`),
      actionType,
      responderType,
      status: 'ENQUEUED',
      parameters,
      executionContext: hostName === undefined ? {} : { 'host.id': hostId, 'host.hostName': hostName },
      outputs: null,
      ...(undoes === undefined ? {} : { actionExecutionIdBeingUndone: undoes }),
      userId: 4021,
      createdAt: new Date(this.#now()).toISOString(),
    };
    this.#executions.push(execution);
    return execution;
  }

  #finish(execution: Execution): Pick<Execution, 'status' | 'outputs' | 'failure'> {
    const undone = execution.actionExecutionIdBeingUndone;
    if (undone !== undefined) {
      const held = this.#containments.find((containment) => containment.execution === undone);
      if (held !== undefined) held.until = this.#now();
      return { status: 'COMPLETED', outputs: {} };
    }
    const kind = actionKinds.get(execution.actionType);
    if (kind?.contains !== undefined) return this.#contain(execution, kind);
    return { status: 'COMPLETED', outputs: kind?.outputs ?? {} };
  }

  /** Holds a running thing; what does not run, or runs no more, cannot be held. */
  #contain(execution: Execution, kind: ActionKind): Pick<Execution, 'status' | 'outputs' | 'failure'> {
    const running = this.#world.recurring.find(({ target }) => matches(execution.parameters, target));
    const gone = this.#containments.some(
      ({ execution: other, target }) => this.#isForGood(other) && running !== undefined && matches(target, running.target),
    );
    if (running === undefined || gone) {
      const what =
        execution.parameters['container.id'] ??
        execution.parameters['kubernetes.pod.name'] ??
        execution.parameters['kubernetes.workload.name'];
      return {
        status: 'FAILED',
        outputs: null,
        failure: { failureReason: 'target_not_found', logMessage: `nothing is running as ${what}` },
      };
    }
    this.#containments.push({ execution: execution.id, target: execution.parameters, from: this.#now() });
    return { status: 'COMPLETED', outputs: kind.outputs };
  }

  #isForGood(id: string): boolean {
    return actionKinds.get(this.#find(id).actionType)?.contains === 'forGood';
  }

  #find(id: string): Execution {
    const execution = this.#executions.find((candidate) => candidate.id === id);
    if (execution === undefined) throw notFound('action execution');
    return execution;
  }
}

/** True when every parameter that names something of the target names this target. */
function matches(parameters: Parameters, target: Target): boolean {
  const named = Object.entries(parameters).filter(([name]) => name in target);
  return (
    named.length > 0 && named.every(([name, value]) => target[name] === String(value).slice(0, name === 'container.id' ? 12 : undefined))
  );
}

function checkParameters({ parameters }: ActionRecord, given: Parameters): void {
  for (const { name, type, required } of parameters) {
    const value = given[name];
    if (value === undefined) {
      if (required) throw badRequest(`parameter ${name} is required`);
      continue;
    }
    const fits = type === 'integer' ? Number.isInteger(value) : typeof value === type;
    if (!fits) throw badRequest(`parameter ${name} must be of type ${type}`);
  }
}

function responderNotFound(responder: ResponderType, parameters: Parameters): Refusal {
  const scope = {
    HOST: `hostId:${parameters['host.id']}`,
    CLUSTER: `clusterName:${parameters['kubernetes.cluster.name']}`,
    CLOUD: `accountId:${parameters['cloudProvider.account.id']}`,
  }[responder];
  return new Refusal(400, { type: 'responder_not_found', message: `responder not found for scope ${scope}` });
}
