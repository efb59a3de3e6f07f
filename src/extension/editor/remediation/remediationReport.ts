import * as vscode from 'vscode';
import type { TenantLabel } from '../../core/model/case.ts';
import { Failure } from '../../core/model/failure.ts';
import { logOf } from '../../core/remediate/session/logOf.ts';
import type { RemediationState } from '../../core/remediate/session/state.ts';
import { appendRemediationLog } from '../../core/report/appendRemediationLog.ts';
import { parseCaseFooter } from '../../core/report/parseCaseFooter.ts';
import { renderRemediationLog } from '../../core/report/remediationLog.ts';
import { remediationSummary } from '../../core/report/remediationSummary.ts';
import { isCaseFile, revealInCase } from '../cases/caseEditor.ts';
import type { RemediationPorts } from './remediation.ts';
import type { Seed } from './seeds.ts';
import type { ShownRequests } from './shownRequests.ts';

/** The two paragraphs at the end; nothing before something was decided. */
export function summaryOf(state: RemediationState, tenant: TenantLabel): readonly string[] {
  const log = state.runs.size + state.decisions.size === 0 ? undefined : logOf(state, tenant);
  return log === undefined ? [] : remediationSummary(log);
}

export type ReportPorts = Pick<RemediationPorts, 'handOff' | 'rewriteCaseFile' | 'known' | 'commands' | 'log'> & {
  readonly seed: Seed;
  readonly requests: ShownRequests;
  readonly label: () => TenantLabel;
};

/** Appends the remediation log to the case, then offers it to where the case went, with preview and yes of its own. Without a case it is shown. */
export async function reportRemediation(state: RemediationState, ports: ReportPorts): Promise<void> {
  const { seed, requests, label } = ports;
  const log = logOf(state, label());
  if (log === undefined) return;
  const markdown = renderRemediationLog(log);
  if (seed.caseFile === undefined) await requests.showText(`Remediation log ${seed.eventId}.md`, markdown);
  else await appendToCase(seed.caseFile, seed.eventId, (text) => appendRemediationLog(text, markdown, log.id), ports);
  await offerTicket(markdown, ports);
}

/** Into the editor's text where the case is open, with what is unsaved in it; else into its file, all or nothing (K-12). */
async function appendToCase(file: string, eventId: string, revise: (text: string) => string, ports: ReportPorts): Promise<void> {
  const open = vscode.workspace.textDocuments.find((one) => !one.isClosed && isCaseFile(one, file));
  if (open === undefined) {
    const done = await ports.rewriteCaseFile(file, (text) => isOf(text, eventId), revise);
    if (done.status !== 'done') throw notAppended(done.status === 'gone' ? vscode.l10n.t('Its file is gone') : done.reason);
  } else if (isOf(open.getText(), eventId)) await edit(open, revise);
  else throw notAppended(vscode.l10n.t('Its Audit section is that of another event, or gone'));
  await revealInCase(file, (lines) => lines.lastIndexOf('## Remediation log'));
}

function isOf(text: string, eventId: string): boolean {
  const parsed = parseCaseFooter(text);
  return parsed.status === 'ok' && parsed.footer.eventId === eventId;
}

async function edit(document: vscode.TextDocument, revise: (text: string) => string): Promise<void> {
  const [before, wasDirty] = [document.getText(), document.isDirty];
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(document.positionAt(0), document.positionAt(before.length)), revise(before));
  if (!(await vscode.workspace.applyEdit(change))) throw notAppended(vscode.l10n.t('Its editor refused the change'));
  // What was unsaved stays the user's to save.
  if (!wasDirty) await document.save();
}

async function offerTicket(markdown: string, { handOff, known, seed, label, commands }: ReportPorts): Promise<void> {
  const send = vscode.l10n.t('Add to Ticket…');
  const text =
    seed.caseFile === undefined
      ? vscode.l10n.t('The remediation log is open beside.')
      : vscode.l10n.t('The remediation log is in the case.');
  const told = seed.caseFile === undefined ? undefined : known.told(seed.caseFile);
  const done = async () => {
    if ((await vscode.window.showInformationMessage(text, send)) !== send) return;
    const given = { eventId: seed.eventId, tenant: label(), markdown };
    await handOff.appendReport(
      { ...given, ...(told !== undefined && { told }), ...(seed.caseFile !== undefined && { file: seed.caseFile }) },
      () => undefined,
    );
  };
  // Not waited for: nobody has to answer a notification.
  done().catch((error: unknown) => commands.report(error, 'report of a remediation'));
}

function notAppended(why: string): Failure {
  return new Failure('refused', {
    what: vscode.l10n.t('The remediation log was not added to the case'),
    why,
    fix: vscode.l10n.t('Investigate the event again, then use Report in the checklist'),
  });
}
