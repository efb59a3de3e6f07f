import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Log } from './core/model/ports.ts';
import { registerCaseDocuments } from './editor/caseDocument/caseDocuments.ts';
import { createCasePlaces } from './editor/cases/casePlaces.ts';
import { registerCasesView } from './editor/cases/casesView.ts';
import { createKnownCases } from './editor/cases/knownCases.ts';
import { createCommands } from './editor/commands.ts';
import { registerConnecting } from './editor/connection/connecting.ts';
import { createConnections } from './editor/connection/connections.ts';
import { createIntelligenceKeys } from './editor/connection/intelligenceKeys.ts';
import type { Doors } from './editor/connection/preflight.ts';
import { registerStatusBar } from './editor/connection/statusBar.ts';
import { createTenantSession } from './editor/connection/tenantSession.ts';
import { registerHandOff } from './editor/handOff/handOff.ts';
import { createHandOffKeys } from './editor/handOff/handOffKeys.ts';
import type { CaseFilePorts } from './editor/investigation/assembleInvestigation.ts';
import { registerInvestigating } from './editor/investigation/investigating.ts';
import { createSeenCases } from './editor/investigation/seenCases.ts';
import { createLog } from './editor/log.ts';
import { createQuestions } from './editor/questions.ts';
import type { MachineSettings } from './editor/remediation/machineSettings.ts';
import { registerRemediation } from './editor/remediation/remediation.ts';
import { registerThreatsView } from './editor/threats/threatsView.ts';
import { systemClock } from './node/systemClock.ts';

/** The ways to a tenant. Each is loaded on first use: activation registers, and neither loads nor contacts anything (V-06). */
const doorsOf = ({ globalState }: vscode.ExtensionContext): Doors => ({
  http: (credentials) => async () => (await import('./node/transports.ts')).httpTransport(credentials),
  stdio: (command) => async () => (await import('./node/transports.ts')).stdioTransport(command),
  sample: async () => {
    const [{ openSampleTransport }, { sampleBegin }] = await Promise.all([
      import('./sample/inMemory.ts'),
      import('./editor/connection/sampleTime.ts'),
    ]);
    return openSampleTransport(sampleBegin(globalState, systemClock.now()));
  },
  environment: async () => (await import('./node/environment.ts')).environmentCredentials(process.env),
});

/** VS Code's own, which knows the user's proxy and certificates. */
const patchedFetch: typeof globalThis.fetch = (url, init) => globalThis.fetch(url, init);

/** What an investigation has of the environment, of the network and of this machine. */
const surroundings = {
  environmentNames: async () => (await import('./node/environment.ts')).environmentNames(process.env),
  environmentKey: async () => (await import('./node/environment.ts')).virusTotalKey(process.env),
  fetch: patchedFetch,
  sampleFetch: async () => (await import('./sample/publicSources.ts')).samplePublicSources(),
  firstRun: async () => (await import('./node/firstRun.ts')).firstRunMarker(homedir(), systemClock),
};

/** What a hand-off has of the environment and of the network. */
const outside = { variables: () => process.env, send: patchedFetch };

/** Where cases are written and read back. */
const caseFiles: CaseFilePorts = {
  writeCaseFile: async (name, text) => (await import('./node/caseFiles.ts')).writeCaseFile(name, text),
  readCaseFile: async (path, isOurs) => (await import('./node/caseFiles.ts')).readOwnCaseFile(path, isOurs),
  writeBeside: async (file, ending, text) => (await import('./node/caseFiles.ts')).writeBeside(file, ending, text),
  rewriteCaseFile: async (path, isOurs, revise) => (await import('./node/rewriteCaseFile.ts')).rewriteCaseFile(path, isOurs, revise),
  writeCaseCopy: async (path, text) => (await import('./node/rewriteCaseFile.ts')).writeCaseCopy(path, text),
};

/** The user's own kubectl and aws. What may be started is decided by the allow-list, which reads each command again right before its start. */
const ownTools = async ({ programs }: MachineSettings) => {
  const [{ machineCommands }, { allow }] = await Promise.all([import('./node/commands.ts'), import('./core/remediate/surfaces/allow.ts')]);
  return machineCommands({ allow, environment: process.env, programs });
};

/** What a remediation has of this machine and this editor: the tools, and what was begun, which all windows share. */
const ownMachine = ({ globalState, extensionUri, globalStorageUri }: vscode.ExtensionContext, log: Log) => ({
  globalState,
  extensionUri,
  machine: ownTools,
  firstRun: surroundings.firstRun,
  journal: async () =>
    (await import('./node/journal.ts')).fileJournal(vscode.Uri.joinPath(globalStorageUri, 'remediation').fsPath, systemClock, log),
});

export function activate(context: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('Runtime Threats', { log: true });
  const log = createLog(channel);
  const commands = createCommands(log, () => channel.show());
  const questions = createQuestions();
  const doors = doorsOf(context);
  const connections = createConnections(context.globalState, context.secrets);
  const intelligenceKeys = createIntelligenceKeys(context.secrets);
  const seen = createSeenCases(context.globalState);
  const session = createTenantSession({
    connections,
    log,
    preflight: async (connection, signal) =>
      (await import('./editor/connection/preflight.ts')).preflight(connection, signal, { doors, connections, clock: systemClock, log }),
  });
  const handOffKeys = createHandOffKeys(context.secrets);
  const known = createKnownCases(context.workspaceState);
  const places = createCasePlaces(context.globalState);
  const noted = new vscode.EventEmitter<void>();
  const shared = { session, commands, questions, clock: systemClock, intelligenceKeys, handOffKeys, seen, known, log };
  const memento = context.workspaceState;
  const caseDocuments = registerCaseDocuments({ ...shared, showAttackFlow: (file) => investigating.showAttackFlow(file) });
  const investigating = registerInvestigating({
    ...shared,
    ...caseFiles,
    memento,
    extensionUri: context.extensionUri,
    places,
    noted: () => noted.fire(),
    exhibitsOf: caseDocuments.exhibitsOf,
    ...surroundings,
    tenantName: () => connections.active()?.name,
  });
  const handOff = registerHandOff({
    ...{ ...shared, ...outside, memento, keys: handOffKeys },
    verdictOf: caseDocuments.verdictOf,
    noted: () => noted.fire(),
  });
  const remediation = registerRemediation({
    ...shared,
    memento,
    handOff,
    ...ownMachine(context, log),
    rewriteCaseFile: caseFiles.rewriteCaseFile,
  });
  context.subscriptions.push(
    channel,
    session,
    registerStatusBar(session),
    commands.register('runtimeThreats.showLog', () => channel.show()),
    registerConnecting({
      ...shared,
      connections,
      places,
      memento,
      forgetRemediations: () => remediation.forget(),
      environmentUrl: async () => (await doors.environment())?.url,
    }),
    noted,
    registerThreatsView({ ...shared, memento }),
    registerCasesView({ ...shared, places, readCaseFile: caseFiles.readCaseFile, noted: noted.event }),
    caseDocuments,
    investigating,
    handOff,
    remediation,
  );
}
