import * as vscode from 'vscode';
import type { TenantLabel } from '../../core/model/case.ts';
import { Failure, isAbort } from '../../core/model/failure.ts';
import type { Log } from '../../core/model/ports.ts';
import type { Connection } from '../../core/tools/connection.ts';
import type { ReadTools } from '../../core/tools/readTools.ts';
import type { Connections, StoredConnection } from './connections.ts';

/** The three preflight outcomes of C-04 are connected, unauthenticated and unreachable. */
export type SessionState =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connecting'; readonly name: string }
  | { readonly kind: 'connected'; readonly tenant: TenantLabel; readonly consoleUrl?: string }
  | { readonly kind: 'unauthenticated' | 'unreachable'; readonly name: string; readonly failure: Failure };

/** `ended` fires when the session leaves this tenant: whatever runs on it stops then (C-13). */
export type OpenTenant = {
  readonly label: TenantLabel;
  readonly consoleUrl?: string;
  readonly connection: Connection;
  readonly tools: ReadTools;
  readonly ended: AbortSignal;
};

export type Preflight =
  | ({ readonly state: 'reachable' } & Omit<OpenTenant, 'ended'>)
  | { readonly state: 'unauthenticated' | 'unreachable'; readonly failure: Failure };

/** The window's connection. Nothing is contacted before `connect`, `reconnect`, `tenant` or `tools` is called (V-06). */
export type TenantSession = {
  readonly state: SessionState;
  readonly onDidChange: vscode.Event<SessionState>;
  /** Leaves the tenant before and stops what runs on it. An outcome, not a throw. */
  connect(connection: StoredConnection): Promise<SessionState>;
  /** The stored connection again if none is up, for a view that shows; without a stored one nothing happens. */
  reconnect(): Promise<SessionState>;
  /** Connects if need be. Throws the preflight's Failure, or one that says that nothing is connected. */
  tenant(signal?: AbortSignal): Promise<OpenTenant>;
  tools(signal?: AbortSignal): Promise<ReadTools>;
  /** Also forgets which connection to bring up again. */
  disconnect(): Promise<void>;
  dispose(): void;
};

export type SessionPorts = {
  readonly connections: Pick<Connections, 'active' | 'activate'>;
  /** Opens and checks a connection; rejects with AbortError only. */
  readonly preflight: (connection: StoredConnection, signal: AbortSignal) => Promise<Preflight>;
  readonly log: Log;
};

export function createTenantSession(ports: SessionPorts): TenantSession {
  return new WindowSession(ports);
}

class WindowSession implements TenantSession {
  readonly #ports: SessionPorts;
  readonly #changed = new vscode.EventEmitter<SessionState>();
  readonly onDidChange = this.#changed.event;
  #state: SessionState = { kind: 'disconnected' };
  #stay = new AbortController();
  #open: OpenTenant | undefined;
  #opening: Promise<SessionState> | undefined;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#tellWhenClauses();
  }

  get state(): SessionState {
    return this.#state;
  }

  connect(connection: StoredConnection): Promise<SessionState> {
    this.#leave();
    const opening = this.#switchTo(connection, this.#stay.signal);
    this.#opening = opening;
    // Told last: whoever hears of it may ask for a connection at once, and must get this one.
    this.#become({ kind: 'connecting', name: connection.name });
    return opening;
  }

  async reconnect(): Promise<SessionState> {
    // A listener that hears "connecting" may ask before `#opening` is there.
    if (this.#opening !== undefined || this.#state.kind === 'connecting') return this.#opening ?? this.#state;
    const stored = this.#ports.connections.active();
    return stored === undefined || this.#state.kind === 'connected' ? this.#state : this.connect(stored);
  }

  async tenant(signal?: AbortSignal): Promise<OpenTenant> {
    await orAbort(this.reconnect(), signal);
    if (this.#state.kind === 'connected' && this.#open !== undefined) return this.#open;
    throw 'failure' in this.#state ? this.#state.failure : notConnected();
  }

  async tools(signal?: AbortSignal): Promise<ReadTools> {
    return (await this.tenant(signal)).tools;
  }

  async disconnect(): Promise<void> {
    await this.#ports.connections.activate(undefined);
    this.#leave();
    this.#become({ kind: 'disconnected' });
  }

  dispose(): void {
    this.#leave();
    this.#changed.dispose();
  }

  async #switchTo(connection: StoredConnection, signal: AbortSignal): Promise<SessionState> {
    await this.#ports.connections.activate(connection);
    const outcome = await this.#preflight(connection, signal);
    if (signal.aborted) {
      if (outcome?.state === 'reachable') this.#close(outcome.connection);
      return this.#opening ?? this.#state;
    }
    this.#opening = undefined;
    if (outcome?.state === 'reachable') this.#enter(outcome, signal);
    else if (outcome !== undefined) this.#become({ kind: outcome.state, name: connection.name, failure: outcome.failure });
    return this.#state;
  }

  async #preflight(connection: StoredConnection, signal: AbortSignal): Promise<Preflight | undefined> {
    try {
      return await this.#ports.preflight(connection, signal);
    } catch (error) {
      if (isAbort(error)) return undefined;
      return { state: 'unreachable', failure: Failure.is(error) ? error : couldNotOpen(connection, error) };
    }
  }

  #enter(reached: Extract<Preflight, { state: 'reachable' }>, ended: AbortSignal): void {
    const { label, consoleUrl, connection } = reached;
    connection.onClosed(() => {
      if (!ended.aborted) this.#become({ kind: 'unreachable', name: label.name, failure: connectionEnded(label.name) });
    });
    const shown = { ...(consoleUrl !== undefined && { consoleUrl }) };
    this.#open = { label, ...shown, connection, tools: this.#bound(reached, ended), ended };
    this.#become({ kind: 'connected', tenant: label, ...shown });
  }

  /** Tools whose calls end with the stay, and which notice that the tenant no longer accepts the token. */
  #bound({ tools, label }: Extract<Preflight, { state: 'reachable' }>, ended: AbortSignal): ReadTools {
    return {
      offers: (tool) => tools.offers(tool),
      read: async (tool, args, signal) => {
        try {
          return await tools.read(tool, args, AbortSignal.any([signal, ended]));
        } catch (error) {
          if (Failure.is(error, 'unauthenticated') && this.#state.kind === 'connected' && !ended.aborted) {
            this.#become({ kind: 'unauthenticated', name: label.name, failure: error });
          }
          throw error;
        }
      },
    };
  }

  #leave(): void {
    this.#stay.abort();
    this.#stay = new AbortController();
    if (this.#open !== undefined) this.#close(this.#open.connection);
    this.#open = undefined;
    this.#opening = undefined;
  }

  #close(connection: Connection): void {
    connection.close().catch((error: unknown) => this.#ports.log.write('warn', 'closing a connection failed', { error: String(error) }));
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.#tellWhenClauses();
    this.#ports.log.write('info', `session: ${state.kind}`, 'failure' in state ? { why: state.failure.why } : {});
    this.#changed.fire(state);
  }

  /** `hasConnection`: a command may run although nothing is connected, because it can bring the stored connection up. */
  #tellWhenClauses(): void {
    void vscode.commands.executeCommand('setContext', 'runtimeThreats.session', this.#state.kind);
    void vscode.commands.executeCommand('setContext', 'runtimeThreats.hasConnection', this.#ports.connections.active() !== undefined);
  }
}

function notConnected(): Failure {
  return new Failure('unreachable', {
    what: vscode.l10n.t('Not connected to a Sysdig tenant'),
    why: vscode.l10n.t('No connection was chosen'),
    fix: vscode.l10n.t('Run "Threats: Connect…" or "Threats: Use Sample Tenant"'),
  });
}

function connectionEnded(name: string): Failure {
  return new Failure('unreachable', {
    what: vscode.l10n.t('The connection to {0} has ended', name),
    why: vscode.l10n.t('The server closed it'),
    fix: vscode.l10n.t('Run "Threats: Reconnect"'),
  });
}

function couldNotOpen(connection: StoredConnection, cause: unknown): Failure {
  return new Failure('unreachable', {
    what: vscode.l10n.t('Could not connect to {0}', connection.name),
    why: String(cause).split('\n', 1)[0] ?? '',
    fix: vscode.l10n.t('Check the connection with "Threats: Connect…"'),
    cause,
  });
}

/** Stops waiting when the signal fires; what is waited for goes on, since others may wait for it too. */
function orAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
