import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Clock } from '../core/model/ports.ts';
import { parseCaseFooter } from '../core/report/parseCaseFooter.ts';
import { plainText } from '../core/report/plainText.ts';
import type { RecentCase } from '../core/tools/skillState.ts';
import { openCaseFile } from './caseEditor.ts';
import type { CasePanels } from './casePanel.ts';
import type { Questions } from './questions.ts';
import { age } from './relativeTime.ts';
import type { SharedCases } from './sharedCases.ts';
import type { TenantSession } from './tenantSession.ts';
import { dotted } from './threatNodesText.ts';

/** Reads a case file only if it is the user's own and `isOurs` accepts its text (K-01). */
export type ReadCaseFile = (path: string, isOurs: (text: string) => boolean) => Promise<{ readonly status: 'own' | 'gone' | 'foreign' }>;

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
  const file = one.caseFile === undefined ? undefined : caseFilePath(one.caseFile);
  if (file === undefined) return undefined;
  const found = await readCaseFile(file, (text) => isCaseOf(text, one.eventId));
  if (found.status !== 'own') return undefined;
  const completed = one.completed === undefined ? Number.NaN : Date.parse(one.completed);
  return {
    label: dotted(one.tactic && plainText(one.tactic), one.cluster && plainText(one.cluster)) || one.eventId,
    description: Number.isNaN(completed) ? '' : age(completed, clock.now()),
    detail: one.caseFile ?? '',
    file,
  };
}

/** The state is shared, so a name in it is data: only one that we would have given is looked up, and only where we write. */
function caseFilePath(name: string): string | undefined {
  return /^sysdig-runtime-investigate-[0-9a-f]{8,12}-\d{8}-\d{4}(-\d+)?\.md$/.test(name) ? join(tmpdir(), name) : undefined;
}

function isCaseOf(text: string, eventId: string): boolean {
  const parsed = parseCaseFooter(text);
  return parsed.status === 'ok' && [parsed.footer.eventId, parsed.footer.groupId, parsed.footer.trigger.id].includes(eventId);
}
