import * as vscode from 'vscode';
import type { Clock } from '../../core/model/ports.ts';
import type { CasePanels } from '../casePanel/casePanel.ts';
import type { TenantSession } from '../connection/tenantSession.ts';
import type { SharedCases } from '../investigation/sharedCases.ts';
import type { Questions } from '../questions.ts';
import { rowText } from '../rowText.ts';
import { caseDocument } from './caseArgument.ts';
import { openCaseFile } from './caseEditor.ts';
import type { DiskPorts } from './caseOnDisk.ts';
import { type CaseRow, caseRows } from './casesRow.ts';
import { caseDescription, caseLabel } from './casesWords.ts';

export type RecentCasesPorts = DiskPorts & {
  readonly session: Pick<TenantSession, 'tenant'>;
  readonly shared: Pick<SharedCases, 'read'>;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly panels: Pick<CasePanels, 'showKept'>;
};

type Row = vscode.QuickPickItem & { readonly file: string };

/** Cases of the shared state whose file is still on this machine, newest first. Throws Failure where the tenant can not be reached. */
export async function openRecentCase(ports: RecentCasesPorts): Promise<void> {
  const tenant = await ports.session.tenant();
  const cases = await caseRows(await ports.shared.read(tenant, tenant.ended), [], ports);
  const rows = cases.flatMap((one) => pickRow(one, ports.clock.now()) ?? []);
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No case of this tenant is on this machine. Investigate a threat to make one.'),
    );
    return;
  }
  const row = await ports.questions.ask(() =>
    vscode.window.showQuickPick(rows, { title: vscode.l10n.t('Which case?'), matchOnDescription: true, matchOnDetail: true }),
  );
  if (row !== undefined) await show(row.file, ports);
}

/** The case and its attack flow (V-13). @param argument as for any command on a case. Throws Failure. */
export async function openCase(argument: unknown, ports: Pick<RecentCasesPorts, 'panels'>): Promise<void> {
  await show((await caseDocument(argument)).uri.fsPath, ports);
}

async function show(file: string, { panels }: Pick<RecentCasesPorts, 'panels'>): Promise<void> {
  await openCaseFile(file);
  panels.showKept(file);
}

function pickRow(row: CaseRow, now: number): Row | undefined {
  if (row.disk.status !== 'there') return undefined;
  return { label: caseLabel(row), description: caseDescription(row, now), detail: rowText(row.caseFile ?? ''), file: row.disk.file };
}
