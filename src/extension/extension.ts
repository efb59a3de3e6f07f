import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { createCommands } from './editor/commands.ts';
import { registerConnecting } from './editor/connecting.ts';
import { createConnections } from './editor/connections.ts';
import { createIntelligenceKeys } from './editor/intelligenceKeys.ts';
import { registerInvestigating } from './editor/investigating.ts';
import { createLog } from './editor/log.ts';
import type { Doors } from './editor/preflight.ts';
import { createQuestions } from './editor/questions.ts';
import { createSeenCases } from './editor/seenCases.ts';
import { registerStatusBar } from './editor/statusBar.ts';
import { createTenantSession } from './editor/tenantSession.ts';
import { registerThreatsView } from './editor/threatsView.ts';
import { systemClock } from './node/systemClock.ts';

/** The ways to a tenant. Each is loaded on first use: activation registers, and neither loads nor contacts anything (V-06). */
const doors: Doors = {
  http: (credentials) => async () => (await import('./node/transports.ts')).httpTransport(credentials),
  stdio: (command) => async () => (await import('./node/transports.ts')).stdioTransport(command),
  sample: async () => (await import('./sample/inMemory.ts')).openSampleTransport(),
  environment: async () => (await import('./node/environment.ts')).environmentCredentials(process.env),
};

export function activate(context: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('Runtime Threats', { log: true });
  const log = createLog(channel);
  const commands = createCommands(log, () => channel.show());
  const questions = createQuestions();
  const connections = createConnections(context.globalState, context.secrets);
  const intelligenceKeys = createIntelligenceKeys(context.secrets);
  const seen = createSeenCases(context.globalState);
  const session = createTenantSession({
    connections,
    log,
    preflight: async (connection, signal) =>
      (await import('./editor/preflight.ts')).preflight(connection, signal, { doors, connections, clock: systemClock, log }),
  });
  const shared = { session, commands, questions, clock: systemClock, intelligenceKeys, seen, log };
  context.subscriptions.push(
    channel,
    session,
    registerStatusBar(session),
    commands.register('runtimeThreats.showLog', () => channel.show()),
    registerConnecting({ ...shared, connections, environmentUrl: async () => (await doors.environment())?.url }),
    registerThreatsView({ ...shared, memento: context.workspaceState }),
    registerInvestigating({
      ...shared,
      extensionUri: context.extensionUri,
      memento: context.workspaceState,
      environmentNames: async () => (await import('./node/environment.ts')).environmentNames(process.env),
      environmentKey: async () => (await import('./node/environment.ts')).virusTotalKey(process.env),
      // VS Code's own, which knows the user's proxy and certificates.
      fetch: (url, init) => globalThis.fetch(url, init),
      sampleFetch: async () => (await import('./sample/publicSources.ts')).samplePublicSources(),
      tenantName: () => connections.active()?.name,
      firstRun: async () => (await import('./node/firstRun.ts')).firstRunMarker(homedir(), systemClock),
      writeCaseFile: async (name, text) => (await import('./node/caseFiles.ts')).writeCaseFile(name, text),
      readCaseFile: async (path, isOurs) => (await import('./node/caseFiles.ts')).readOwnCaseFile(path, isOurs),
    }),
  );
}
