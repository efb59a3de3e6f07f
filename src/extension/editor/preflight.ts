import * as vscode from 'vscode';
import type { TenantLabel } from '../core/model/case.ts';
import { Failure } from '../core/model/failure.ts';
import type { Clock, Log } from '../core/model/ports.ts';
import { createReadTools } from '../core/tools/catalog.ts';
import { connect, type Endpoint } from '../core/tools/connection.ts';
import { regionOf } from '../core/tools/regions.ts';
import type { Connections, StoredConnection } from './connections.ts';
import { stdioCommand } from './settings.ts';
import type { Preflight } from './tenantSession.ts';

/** The ways to a server that extension.ts wires in from node/ and sample/. Nothing is contacted before the endpoint is opened. */
export type Doors = {
  readonly http: (url: string, token: string) => Endpoint['open'];
  readonly stdio: (command: readonly [string, ...string[]]) => Endpoint['open'];
  readonly sample: Endpoint['open'];
  /** URL and token that the environment's variables name (C-02) */
  readonly environment: () => Promise<{ readonly url: string; readonly token: string } | undefined>;
};

export type PreflightPorts = {
  readonly doors: Doors;
  readonly connections: Pick<Connections, 'token'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** Opens a connection and looks whether the tenant answers and accepts the token (C-04); it never starts a sign-in (C-05). */
export async function preflight(connection: StoredConnection, signal: AbortSignal, ports: PreflightPorts): Promise<Preflight> {
  const { clock, log } = ports;
  const endpoint = await endpointOf(connection, ports);
  if (endpoint instanceof Failure) return { state: 'unauthenticated', failure: endpoint };
  const reached = await connect(endpoint, { clock, log, signal });
  if (reached.state !== 'reachable') return reached;
  return {
    state: 'reachable',
    label: endpoint.label,
    connection: reached.connection,
    tools: createReadTools(reached.connection, clock, log),
  };
}
