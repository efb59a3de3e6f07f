import * as vscode from 'vscode';
import { rowText } from '../rowText.ts';
import type { HandOffTools } from './handOff.ts';

/** `unverified`: nothing contradicts the case, or the user hands it off all the same; `stop`: they do not. */
export type Checked = 'verified' | 'unverified' | 'stop';

/** X-01 before anything leaves: a case with errors goes as unverified or stays here. */
export async function askUnverified(document: vscode.TextDocument, { verdictOf, questions }: HandOffTools): Promise<Checked> {
  const { standing, findings } = await verdictOf(document);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return standing === 'verified' ? 'verified' : 'unverified';
  const all = vscode.l10n.t('Hand Off as Unverified');
  const show = vscode.l10n.t('Show Problems');
  const message =
    errors.length === 1 ? vscode.l10n.t('This case has 1 finding.') : vscode.l10n.t('This case has {0} findings.', errors.length);
  const detail = errors.slice(0, 3).map((error) => vscode.l10n.t('Line {0}: {1}', error.line + 1, rowText(error.message)));
  const options = { modal: true, detail: detail.join('\n') };
  // Enter looks at the findings; it is no yes.
  const answer = await questions.ask(() => vscode.window.showWarningMessage(message, options, show, all));
  if (answer === all) return 'unverified';
  if (answer === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
  return 'stop';
}
