import * as vscode from 'vscode';
import { Failure } from '../../core/model/failure.ts';
import type { CasePanels } from './casePanel.ts';

/** Brings the panel of a case up. Throws Failure where this workspace keeps no flow of it. */
export function showAttackFlow(file: string, panels: Pick<CasePanels, 'showKept'>): void {
  if (panels.showKept(file)) return;
  throw new Failure('notFound', {
    what: vscode.l10n.t('The attack flow of this case can not be shown'),
    why: vscode.l10n.t('This workspace did not investigate it, or too long ago'),
    fix: vscode.l10n.t('Run "Threats: Refresh Case", which draws it anew'),
  });
}
