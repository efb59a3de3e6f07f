import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Clock } from '../core/model/ports.ts';
import { plainText } from '../core/report/plainText.ts';
import { findSavedCase, type ReadCaseFile } from '../core/report/savedCase.ts';
import type { RecentCase } from '../core/tools/skillState.ts';
import { openCaseFile } from './caseEditor.ts';
import type { CasePanels } from './casePanel.ts';
import type { Questions } from './questions.ts';
import { age } from './relativeTime.ts';
import type { SharedCases } from './sharedCases.ts';
import type { TenantSession } from './tenantSession.ts';
import { dotted } from './threatNodesText.ts';

export type RecentCasesPorts = {
  readonly session: Pick<TenantSession, 'tenant'>;
  readonly shared: SharedCases;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly readCaseFile: ReadCaseFile;
  readonly panels: CasePanels;
};

type Row = vscode.QuickPickItem & { readonly file: string };

/** Cases of the shared state whose file is still on this machine, newest first. Throws Failure where the tenant can not be reached. */
export async function openRecentCase(ports: RecentCasesPorts): Promise<void> {
  const tenant = await ports.session.tenant();
  const cases = await ports.shared.read(tenant, tenant.ended);
  const rows = (await Promise.all(cases.map((one) => rowOf(one, ports)))).filter((row) => row !== undefined);
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No case of this tenant is on this machine. Investigate a threat to make one.'),
    );
    return;
  }
  const row = await ports.questions.ask(() =>
    vscode.window.showQuickPick(rows, { title: vscode.l10n.t('Which case?'), matchOnDescription: true, matchOnDetail: true }),
  );
  if (row === undefined) return;
  await openCaseFile(row.file);
  ports.panels.showKept(row.file);
}

async function rowOf(one: RecentCase, { readCaseFile, clock }: RecentCasesPorts): Promise<Row | undefined> {
  const saved = await findSavedCase(one, caseFilePath, readCaseFile);
  if (saved.status === 'lost') return undefined;
  const completed = one.completed === undefined ? Number.NaN : Date.parse(one.completed);
  return {
    label: dotted(one.tactic && plainText(one.tactic), one.cluster && plainText(one.cluster)) || one.eventId,
    description: Number.isNaN(completed) ? '' : age(completed, clock.now()),
    detail: one.caseFile ?? '',
    file: saved.earlier.file,
  };
}

/** Cases are looked up where we write them and nowhere else. */
export function caseFilePath(name: string): string {
  return join(tmpdir(), name);
}
