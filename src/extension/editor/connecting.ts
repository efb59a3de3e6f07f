import * as vscode from 'vscode';
import type { CasePlaces } from './casePlaces.ts';
import type { CommandHandler, CommandId, Commands } from './commands.ts';
import type { ConnectPorts } from './connectCommand.ts';
import { sampleConnection } from './connections.ts';
import type { HandOffKeys } from './handOff/handOffKeys.ts';
import type { IntelligenceKeys } from './intelligenceKeys.ts';
import type { KnownCases } from './knownCases.ts';
import type { SeenCases } from './seenCases.ts';

export type ConnectingPorts = ConnectPorts & {
  readonly commands: Commands;
  readonly seen: SeenCases;
  readonly intelligenceKeys: IntelligenceKeys;
  readonly handOffKeys: Pick<HandOffKeys, 'forget'>;
  readonly known: Pick<KnownCases, 'forget'>;
  readonly places: Pick<CasePlaces, 'forget'>;
  /** the workspace's */
  readonly memento: vscode.Memento;
};

/** Connect, Reconnect, Disconnect, Use Sample Tenant, Set Intelligence Key, Forget Everything. Their prompts are loaded on first use. */
export function registerConnecting(ports: ConnectingPorts): vscode.Disposable {
  const { session, commands } = ports;
  const load = () => import('./connectCommand.ts');
  const handlers: Readonly<Record<CommandId, CommandHandler>> = {
    'runtimeThreats.connect': async () => (await load()).connectCommand(ports),
    'runtimeThreats.reconnect': async () => {
      const stored = ports.connections.active();
      if (stored !== undefined) await (await load()).bringUp(stored, session);
    },
    'runtimeThreats.disconnect': () => session.disconnect(),
    'runtimeThreats.useSampleTenant': async () => (await load()).bringUp(sampleConnection, session),
    'runtimeThreats.setIntelligenceKey': async () =>
      (await import('./setIntelligenceKey.ts')).setIntelligenceKey({ questions: ports.questions, keys: ports.intelligenceKeys }),
    'runtimeThreats.forgetEverything': () => forgetEverything(ports),
  };
  return vscode.Disposable.from(...Object.entries(handlers).map(([id, handler]) => commands.register(id as CommandId, handler)));
}

/** Tokens, keys, connections and what is known of threats and cases (C-14). The tenant's shared state is not ours alone, so it stays, and so do case files. */
async function forgetEverything(ports: ConnectingPorts): Promise<void> {
  const { questions, session, connections, intelligenceKeys, handOffKeys, seen, known, places, memento } = ports;
  const keep: vscode.MessageItem = { title: vscode.l10n.t('Keep'), isCloseAffordance: true };
  const forget: vscode.MessageItem = { title: vscode.l10n.t('Forget') };
  const answer = await questions.ask(() =>
    vscode.window.showWarningMessage(
      vscode.l10n.t('Forget every connection, token and key?'),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Tokens, API keys, also those of Jira and PagerDuty, the list of connections and what is kept of cases are deleted from this editor. Case files and the state that the tenant keeps stay.',
        ),
      },
      keep,
      forget,
    ),
  );
  if (answer !== forget) return;
  await session.disconnect();
  await connections.forgetEverything();
  await Promise.all([intelligenceKeys.forget(), handOffKeys.forget()]);
  await (await import('./handOff/keptHandOffs.ts')).forgetHandOffs(memento);
  seen.forget();
  known.forget();
  places.forget();
}
