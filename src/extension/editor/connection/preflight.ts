import * as vscode from 'vscode';
import { Failure } from '../../core/model/failure.ts';
import type { Clock, Log } from '../../core/model/ports.ts';
import { createReadTools } from '../../core/tools/catalog.ts';
import { connect, type Endpoint } from '../../core/tools/connection.ts';
import { regionOf } from '../../core/tools/regions.ts';
import { stdioCommand } from '../settings.ts';
import type { Connections, StoredConnection } from './connections.ts';
import { isSafeEndpoint } from './endpointUrl.ts';
import type { Preflight } from './tenantSession.ts';

type Credentials = { readonly url: string; readonly token: string };

/** The ways to a server that extension.ts wires in from node/ and sample/. Nothing is contacted before the endpoint is opened. */
export type Doors = {
  readonly http: (credentials: Credentials) => Endpoint['open'];
  readonly stdio: (command: readonly [string, ...string[]]) => Endpoint['open'];
  readonly sample: Endpoint['open'];
  /** URL and token that the environment's variables name (C-02) */
  readonly environment: () => Promise<Credentials | undefined>;
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
  const credentials = await credentialsOf(connection, ports);
  if (credentials === undefined && needsCredentials(connection)) return { state: 'unauthenticated', failure: noToken(connection) };
  if (credentials !== undefined && !isSafeEndpoint(new URL(credentials.url)))
    return { state: 'unreachable', failure: notEncrypted(credentials.url) };
  const reached = await connect(endpointOf(connection, credentials, ports.doors), { clock, log, signal });
  if (reached.state !== 'reachable') return reached;
  const consoleUrl = credentials && regionOf(credentials.url)?.console;
  return {
    state: 'reachable',
    label: reached.connection.label,
    connection: reached.connection,
    tools: createReadTools(reached.connection, clock, log),
    ...(consoleUrl !== undefined && { consoleUrl }),
  };
}

async function credentialsOf(connection: StoredConnection, { doors, connections }: PreflightPorts): Promise<Credentials | undefined> {
  if (connection.kind === 'environment') return doors.environment();
  if (connection.kind !== 'http') return undefined;
  const token = await connections.token(connection);
  return token === undefined ? undefined : { url: connection.url, token };
}

function needsCredentials({ kind }: StoredConnection): boolean {
  return kind === 'http' || kind === 'environment';
}

function endpointOf({ kind, name }: StoredConnection, credentials: Credentials | undefined, doors: Doors): Endpoint {
  if (kind === 'sample') return { label: { name, sample: true }, address: 'the sample tenant', open: doors.sample };
  if (credentials === undefined) {
    const command = stdioCommand();
    return { label: { name, sample: false }, address: command[0], open: doors.stdio(command) };
  }
  const region = regionOf(credentials.url)?.name;
  const label = { name, sample: false, ...(region !== undefined && { region }) };
  return { label, address: new URL(credentials.url).host, open: doors.http(credentials) };
}

function noToken(connection: StoredConnection): Failure {
  const fromEnvironment = connection.kind === 'environment';
  return new Failure('unauthenticated', {
    what: vscode.l10n.t('Not connected to {0}', connection.name),
    why: fromEnvironment
      ? vscode.l10n.t('The environment of VS Code names no Sysdig URL with its token')
      : vscode.l10n.t('No token is stored for it'),
    fix: fromEnvironment
      ? vscode.l10n.t('Set SYSDIG_SECURE_URL and SYSDIG_SECURE_API_TOKEN and restart VS Code')
      : vscode.l10n.t('Run "Threats: Connect…" and enter the token'),
  });
}

function notEncrypted(url: string): Failure {
  return new Failure('refused', {
    what: vscode.l10n.t('Not connected to {0}', new URL(url).host),
    why: vscode.l10n.t('Its URL is not https, so the token would travel in the clear'),
    fix: vscode.l10n.t('Use an https URL; plain http is for servers on this machine'),
  });
}
