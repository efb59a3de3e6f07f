import * as vscode from 'vscode';
import { Failure } from '../../core/model/failure.ts';
import type { CommandHandler, CommandId, Commands } from '../commands.ts';
import type { TenantSession } from '../connection/tenantSession.ts';
import type { Questions } from '../questions.ts';
import type { ThreatNode } from './threatNodes.ts';
import type { ThreatsList } from './threatsList.ts';
import type { TreeChoices } from './treeFilter.ts';

export type ThreatsCommandPorts = {
  readonly session: TenantSession;
  readonly commands: Commands;
  readonly questions: Questions;
  readonly list: ThreatsList;
  readonly choices: TreeChoices;
  readonly redraw: () => void;
  /** shows the view's progress bar until the work ends */
  readonly busy: (work: Promise<unknown>) => PromiseLike<unknown>;
};

/** The commands of the threats view: from its title, its rows, and as far as they make sense from the palette. */
export function registerThreatsCommands(ports: ThreatsCommandPorts): vscode.Disposable {
  const { commands, list, choices, questions, redraw, busy } = ports;
  const choose = async (change: Parameters<TreeChoices['set']>[0] | undefined): Promise<void> => {
    if (change === undefined) return;
    await choices.set(change);
    redraw();
  };
  const asking = () => import('./treeQuestions.ts');
  const handlers: Readonly<Record<CommandId, CommandHandler>> = {
    'runtimeThreats.refresh': (argument) => refresh(ports, argument),
    'runtimeThreats.loadMore': () => busy(list.more()),
    'runtimeThreats.groupBy': async () => {
      const groupBy = await (await asking()).askGrouping(questions, choices.get().groupBy);
      await choose(groupBy && { groupBy });
    },
    'runtimeThreats.filter': async () => choose(await (await asking()).askFilter(questions, choices.get())),
    'runtimeThreats.clearFilter': () => choose({ text: '', severities: [] }),
    'runtimeThreats.copyId': (argument) => vscode.env.clipboard.writeText(idOf(argument)),
    'runtimeThreats.openInSysdig': () => openInSysdig(ports),
  };
  return vscode.Disposable.from(...Object.entries(handlers).map(([id, handler]) => commands.register(id as CommandId, handler)));
}

/** An error row asks again for its own part only; anything else for the list. */
async function refresh({ list, busy }: ThreatsCommandPorts, argument: unknown): Promise<void> {
  const node = argument as ThreatNode | undefined;
  if (node?.kind === 'failure') list.retry(node.of, node.part);
  else await busy(list.refresh());
}

/** The narrowest id of a row. */
function idOf(argument: unknown): string {
  const row = argument as { readonly eventId?: unknown; readonly threatId?: unknown; readonly groupId?: unknown } | undefined;
  const found = [row?.eventId, row?.threatId, row?.groupId].find((one) => typeof one === 'string');
  if (typeof found === 'string') return found;
  throw new Failure('invalid', {
    what: vscode.l10n.t('There is no ID to copy'),
    why: vscode.l10n.t('No group, threat or event was chosen'),
    fix: vscode.l10n.t('Use Copy ID in the menu of a row of the threats view'),
  });
}

/** The region's console: where it shows one threat is not documented, so the link leads to its door (contract §2.4). */
async function openInSysdig({ session }: ThreatsCommandPorts): Promise<void> {
  const { state } = session;
  if (state.kind === 'connected' && state.consoleUrl !== undefined) {
    await vscode.env.openExternal(vscode.Uri.parse(state.consoleUrl, true));
    return;
  }
  throw new Failure('unsupported', {
    what: vscode.l10n.t('The Sysdig console can not be opened'),
    why: vscode.l10n.t('This connection belongs to no known region'),
    fix: vscode.l10n.t('Connect by region with "Threats: Connect…"'),
  });
}
