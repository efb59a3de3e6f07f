import * as vscode from 'vscode';
import { remediationPreamble } from '../../core/tools/preamble.ts';
import { rowText } from '../rowText.ts';
import type { RemediationPorts } from './remediation.ts';
import type { Remediations } from './remediations.ts';

/** What a remediation reads and will and will not do (C-09), then what it has at hand (C-10): into the log, the first time of a window also as a notification. */
export async function tellPreamble({ session, log, handOff }: RemediationPorts, remediations: Remediations): Promise<void> {
  const tenant = await session.tenant();
  const name = tenant.label.sample ? vscode.l10n.t('the sample tenant') : rowText(tenant.label.name);
  const lines = remediationPreamble(name);
  for (const line of lines) log.write('info', line);
  // The names of the tools, its last line, are for the log: a notification has little room.
  if (remediations.firstTime()) void vscode.window.showInformationMessage(lines.slice(0, -1).join(' '));
  log.write('info', await connectivity(remediations, await handOff.destinationNames(tenant.label.sample)));
}

async function connectivity(remediations: Remediations, tickets: readonly string[]): Promise<string> {
  const tools = (await remediations.toolsFound()).map(({ program, found }) =>
    found ? `${program} detected (unauthorized)` : `${program} —`,
  );
  const filed =
    tickets.length === 0 ? 'A declined action can not be filed yet.' : `A declined action would be filed to ${tickets.join(' or ')}.`;
  return `Connectivity: Sysdig MCP ✓ · Response Actions API: asked next · ${tools.join(' · ')}. ${filed}`;
}
