import * as vscode from 'vscode';
import type { CasePlaces } from '../cases/casePlaces.ts';
import type { KnownCases } from '../cases/knownCases.ts';
import type { CommandHandler, CommandId, Commands } from '../commands.ts';
import type { HandOffKeys } from '../handOff/handOffKeys.ts';
import type { SeenCases } from '../investigation/seenCases.ts';
import type { ConnectPorts } from './connectCommand.ts';
import { sampleConnection } from './connections.ts';
import type { IntelligenceKeys } from './intelligenceKeys.ts';

export type ConnectingPorts = ConnectPorts & {
  readonly commands: Commands;
  readonly seen: SeenCases;
  readonly intelligenceKeys: IntelligenceKeys;
  readonly handOffKeys: Pick<HandOffKeys, 'forget'>;
  readonly known: Pick<KnownCases, 'forget'>;
  readonly places: Pick<CasePlaces, 'forget'>;
  /** what was begun on a tenant and what was allowed for it */
  readonly forgetRemediations: () => Promise<void>;
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
    'runtimeThreats.forgetEverything': async () => (await import('./forgetEverything.ts')).forgetEverything(ports),
  };
  return vscode.Disposable.from(...Object.entries(handlers).map(([id, handler]) => commands.register(id as CommandId, handler)));
}
