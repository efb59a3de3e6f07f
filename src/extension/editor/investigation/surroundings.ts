import * as vscode from 'vscode';
import type { Narrator } from '../../core/model/ports.ts';
import { connectivityLine, detectIntegrations } from '../../core/tools/integrations.ts';
import { investigationPreamble } from '../../core/tools/preamble.ts';

/** What a window says before it begins: the trust preamble (C-09) and the connectivity line (C-10, C-11). */
export type Surroundings = {
  /** into progress and log, the first time of the window also as a notification; it asks nothing */
  preamble(narrator: Narrator): void;
  /** @param secretNames under which names keys are stored, never the keys */
  connectivity(secretNames: readonly string[]): string;
};

/**
 * @param tenantName the connection that will be used, as far as it is known before the preflight
 * @param environmentNames names of variables that are set, never their values
 */
export function createSurroundings(tenantName: () => string | undefined, environmentNames: readonly string[]): Surroundings {
  let told = false;
  return {
    preamble: (narrator) => {
      const lines = investigationPreamble(tenantName() ?? vscode.l10n.t('the tenant'));
      for (const line of lines) narrator.say(line);
      // The names of the tools, its last line, are for the log: a notification has little room.
      if (!told) void vscode.window.showInformationMessage(lines.slice(0, -1).join(' '));
      told = true;
    },
    connectivity: (secretNames) =>
      connectivityLine(detectIntegrations({ toolNames: vscode.lm.tools.map((tool) => tool.name), environmentNames, secretNames })),
  };
}
