import * as vscode from 'vscode';
import type { Containment } from '../../core/remediate/journal/ledger.ts';
import { plainPhrase, plainText } from '../../core/report/plainText.ts';
import { age } from '../relativeTime.ts';
import { rowText } from '../rowText.ts';
import { dotted } from '../threats/threatNodesText.ts';
import { readContainments } from './readContainments.ts';
import type { RemediationPorts } from './remediation.ts';
import type { Remediations } from './remediations.ts';

type Row = vscode.QuickPickItem & { readonly containment: Containment };

/** What is still contained, each with its age, owner and undo; picking one takes it back, with its own dialog, or opens the checklist that it came from. */
export async function showContainments(ports: RemediationPorts, remediations: Remediations): Promise<void> {
  const found = await readContainments(ports, remediations.window);
  if (found.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing is contained on this tenant.'));
    return;
  }
  const now = ports.clock.now();
  const rows = found.map((containment) => rowOf(containment, now));
  const title = vscode.l10n.t('What is contained: {0}', found.length);
  const options = {
    title,
    placeHolder: vscode.l10n.t('Pick one to take it back; it is asked for first'),
    ignoreFocusOut: true,
    matchOnDetail: true,
  };
  const picked = await ports.questions.ask(() => vscode.window.showQuickPick(rows, options));
  if (picked !== undefined) await takeBack(picked.containment, remediations);
}

function rowOf(containment: Containment, now: number): Row {
  const { name, on, since, holds, isBeingUndone, undo } = containment;
  const state = isBeingUndone
    ? vscode.l10n.t('being taken back')
    : holds === 'unknown'
      ? vscode.l10n.t('can not tell whether it still holds')
      : '';
  return {
    label: rowText(`${name} ${plainPhrase(on)}`),
    description: dotted(since === undefined ? '' : age(since, now), ownerText(containment), state),
    detail: undo === undefined ? vscode.l10n.t('Only a person can take it back') : rowText(plainText(undo.call)),
    containment,
  };
}

function ownerText({ owner }: Containment): string {
  if (owner === 'thisWindow') return vscode.l10n.t('this window');
  if (owner === 'anotherWindow') return vscode.l10n.t('this editor');
  return owner.user === undefined ? vscode.l10n.t('somebody else') : vscode.l10n.t('user {0}', rowText(owner.user));
}

/** What a command holds is taken back where its context is known: in the checklist that it came from. */
async function takeBack(containment: Containment, remediations: Remediations): Promise<void> {
  const { record, undo } = containment;
  if (undo?.request?.surface === 'sysdigUndo') return remediations.takeBack(containment, undo.request.executionId);
  if (record !== undefined)
    await remediations.open({
      eventId: record.eventId,
      eventIds: [],
      depth: 'case',
      ...(record.caseFile !== undefined && { caseFile: record.caseFile }),
    });
}
