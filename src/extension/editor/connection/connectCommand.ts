import * as vscode from 'vscode';
import { regions } from '../../core/tools/regions.ts';
import type { Questions } from '../questions.ts';
import { type Connections, environmentConnection, type StoredConnection, sampleConnection, stdioConnection } from './connections.ts';
import { askName, askToken, askUrl } from './connectQuestions.ts';
import type { TenantSession } from './tenantSession.ts';

export type ConnectPorts = {
  readonly session: TenantSession;
  readonly questions: Questions;
  readonly connections: Connections;
  /** the URL that the environment's variables name, where they name one with a token (C-02) */
  readonly environmentUrl: () => Promise<string | undefined>;
};

/** `url` absent: it is asked for. */
type Choice = { readonly connection: StoredConnection } | { readonly region?: string; readonly url?: string };
type Row = vscode.QuickPickItem & { readonly choice?: Choice };

/** Asks where to, then for what is still unknown; Escape leaves the present connection alone. Throws the preflight's Failure. */
export async function connectCommand(ports: ConnectPorts): Promise<void> {
  const choices = await rows(ports);
  const row = await ports.questions.ask(() =>
    vscode.window.showQuickPick(choices, {
      title: vscode.l10n.t('Connect to a Sysdig tenant'),
      placeHolder: vscode.l10n.t('A region, a URL, or a connection that you made before'),
      matchOnDescription: true,
    }),
  );
  const connection = row?.choice && (await complete(row.choice, ports));
  if (connection !== undefined) await bringUp(connection, ports.session);
}

/** Connects under a progress notification; Cancel leaves the window without a connection. Throws the preflight's Failure. */
export async function bringUp(connection: StoredConnection, session: TenantSession): Promise<void> {
  const title = vscode.l10n.t('Connecting to {0}…', connection.name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const state = await vscode.window.withProgress(options, (_progress, cancel) => {
    cancel.onCancellationRequested(() => session.disconnect());
    return session.connect(connection);
  });
  if ('failure' in state) throw state.failure;
}

async function rows({ connections, environmentUrl }: ConnectPorts): Promise<readonly Row[]> {
  const environment = await environmentUrl();
  const stored = connections.list().map((connection) => row('$(plug)', connection.name, whereTo(connection), { connection }));
  return [
    ...(stored.length === 0 ? [] : [heading(vscode.l10n.t('Your connections')), ...stored]),
    heading(vscode.l10n.t('Sysdig regions')),
    ...regions.map(({ name, url }) => row('$(cloud)', name, url, { region: name, url })),
    heading(vscode.l10n.t('Other ways')),
    row('$(globe)', vscode.l10n.t('Enter a URL…'), '', {}),
    ...(environment === undefined
      ? []
      : [row('$(symbol-variable)', vscode.l10n.t('From the environment'), environment, { connection: environmentConnection })]),
    row('$(terminal)', vscode.l10n.t('Start a server over stdio'), vscode.l10n.t('the command of your settings'), {
      connection: stdioConnection,
    }),
    row('$(beaker)', vscode.l10n.t('Sample tenant'), vscode.l10n.t('made-up data, no account, no network'), {
      connection: sampleConnection,
    }),
  ];
}

async function complete(choice: Choice, { session, questions, connections }: ConnectPorts): Promise<StoredConnection | undefined> {
  if ('connection' in choice)
    return wasRefused(choice.connection, session) ? renewToken(choice.connection, questions, connections) : choice.connection;
  const url = choice.url ?? (await askUrl(questions));
  if (url === undefined) return undefined;
  const token = await askToken(questions, new URL(url).host);
  if (token === undefined) return undefined;
  const name = await askName(questions, choice.region ?? new URL(url).hostname, connections.list());
  if (name === undefined) return undefined;
  const connection: StoredConnection = { kind: 'http', name, url, ...(choice.region !== undefined && { region: choice.region }) };
  await connections.save(connection, token);
  return connection;
}

async function renewToken(
  connection: StoredConnection,
  questions: Questions,
  connections: Connections,
): Promise<StoredConnection | undefined> {
  if (connection.kind !== 'http') return connection;
  const token = await askToken(questions, new URL(connection.url).host);
  if (token === undefined) return undefined;
  await connections.save(connection, token);
  return connection;
}

function wasRefused(connection: StoredConnection, { state }: TenantSession): boolean {
  return state.kind === 'unauthenticated' && state.name === connection.name;
}

function whereTo(connection: StoredConnection): string {
  return connection.kind === 'http' ? (connection.region ?? new URL(connection.url).host) : connection.kind;
}

function row(icon: string, label: string, description: string, choice: Choice): Row {
  return { label: `${icon} ${label}`, description, choice };
}

function heading(label: string): Row {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
