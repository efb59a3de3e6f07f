import * as vscode from 'vscode';
import { remediationPreamble } from '../../core/tools/preamble.ts';
import type { SessionState } from '../connection/tenantSession.ts';
import { showFirstRunNotice } from '../investigation/firstRunNotice.ts';
import { rowText } from '../rowText.ts';
import type { RemediationPorts } from './remediation.ts';
import type { Remediations } from './remediations.ts';

/**
 * What comes before any question of a remediation (C-12): the first-run notice, what it reads and will and will not do (C-09), the MCP preflight, and what
 * it has at hand (C-10). Into the log, the first time of a window also as a notification. Throws the preflight's Failure: nothing else happens then.
 */
export async function tellPreamble(ports: RemediationPorts, remediations: Remediations): Promise<void> {
  const { session, log, handOff } = ports;
  await showFirstRunNotice(await ports.firstRun(), log);
  const lines = remediationPreamble(nameOf(session.state));
  for (const line of lines) log.write('info', line);
  // The names of the tools, its last line, are for the log: a notification has little room.
  if (remediations.firstTime()) void vscode.window.showInformationMessage(lines.slice(0, -1).join(' '));
  const { label } = await session.tenant();
  log.write('info', await connectivity(remediations, await handOff.destinationNames(label.sample)));
}

/** The connection that will be used, as far as it is known before the preflight. */
function nameOf(state: SessionState): string {
  if (state.kind === 'disconnected') return vscode.l10n.t('the tenant');
  if (state.kind !== 'connected') return rowText(state.name);
  return state.tenant.sample ? vscode.l10n.t('the sample tenant') : rowText(state.tenant.name);
}

async function connectivity(remediations: Remediations, tickets: readonly string[]): Promise<string> {
  const tools = (await remediations.toolsFound()).map(({ program, found }) =>
    found ? `${program} detected (unauthorized)` : `${program} — (nothing is read or run with it)`,
  );
  const filed =
    tickets.length === 0 ? 'A declined action can not be filed yet.' : `A declined action would be filed to ${tickets.join(' or ')}.`;
  return `Connectivity: Sysdig MCP ✓ · Response Actions API: asked next · ${tools.join(' · ')}. ${filed}`;
}
