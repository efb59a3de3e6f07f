import * as vscode from 'vscode';
import { age } from '../relativeTime.ts';
import { rowText } from '../rowText.ts';
import { dotted } from '../threats/threatNodesText.ts';
import type { CaseId, CaseRow } from './casesRow.ts';

/** The case's title; without one what and where it was, else the id. Fit to be shown. */
export function caseLabel({ title, tactic, cluster, id }: CaseRow): string {
  if (title !== undefined && title.trim() !== '') return rowText(title);
  return dotted(tactic && tacticWord(tactic), cluster && rowText(cluster)) || rowText(idText(id));
}

/** The label as far as the view has room for it: what comes behind it is what a list of cases is looked through for. Cut between words. */
export function briefLabel(row: CaseRow): string {
  const label = caseLabel(row);
  return label.length <= longestTitle ? label : `${label.slice(0, longestTitle).replace(/\s+\S*$/, '')}…`;
}

const longestTitle = 30;

/** "c2 · 4/5 · 12 min ago · RUNTIME-1234"; where the file is, only if it is not here. @param now milliseconds */
export function caseDescription(row: CaseRow, now: number): string {
  const { tactic, confidence, at, handoff, disk } = row;
  return dotted(
    tactic && tacticWord(tactic),
    confidence === undefined ? undefined : `${confidence}/5`,
    disk.status === 'there' ? undefined : diskWord(disk.status),
    at === undefined ? undefined : agoText(at, now),
    handoff && handoffWord(handoff),
  );
}

/** The ticket, else where the case went; undefined where a hand-off came to nothing. */
export function handoffWord({ destination, ticketKey }: NonNullable<CaseRow['handoff']>): string | undefined {
  if (ticketKey !== undefined) return rowText(ticketKey);
  return destination === 'skip' ? undefined : rowText(destination);
}

export function diskWord(status: 'gone' | 'strange'): string {
  return status === 'gone' ? vscode.l10n.t('file gone') : vscode.l10n.t('file not usable');
}

export function idText(id: CaseId): string {
  if ('eventId' in id) return id.eventId;
  return 'groupId' in id ? id.groupId : id.threatId;
}

/** The state is written by other tools too, so the word need not be one of ATT&CK's. */
function tacticWord(tactic: string): string {
  return rowText(tactic.replaceAll('_', ' '));
}

function agoText(at: number, now: number): string {
  return now - at < 60_000 ? vscode.l10n.t('just now') : vscode.l10n.t('{0} ago', age(at, now));
}
