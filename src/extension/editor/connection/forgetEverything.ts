import * as vscode from 'vscode';
import { forgetHandOffs } from '../handOff/keptHandOffs.ts';
import type { ConnectingPorts } from './connecting.ts';

/** Tokens, keys, connections and what is known of threats and cases (C-14). The tenant's shared state is not ours alone, so it stays, and so do case files. */
export async function forgetEverything(ports: ConnectingPorts): Promise<void> {
  const { questions, session, connections, intelligenceKeys, handOffKeys, seen, known, places, memento } = ports;
  const keep: vscode.MessageItem = { title: vscode.l10n.t('Keep'), isCloseAffordance: true };
  const forget: vscode.MessageItem = { title: vscode.l10n.t('Forget') };
  const answer = await questions.ask(() =>
    vscode.window.showWarningMessage(
      vscode.l10n.t('Forget every connection, token and key?'),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Tokens, API keys, also those of Jira and PagerDuty, the list of connections, what is kept of cases and the journal of remediations with its undo plans are deleted from this editor. Case files and the state that the tenant keeps stay, and so does what was contained.',
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
  await ports.forgetRemediations();
  await forgetHandOffs(memento);
  seen.forget();
  known.forget();
  places.forget();
  void vscode.window.showInformationMessage(vscode.l10n.t('Everything is forgotten. Case files are where they were.'));
}
