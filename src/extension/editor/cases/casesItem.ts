import * as vscode from 'vscode';
import type { Failure } from '../../core/model/failure.ts';
import { code, id, type Phrase, phrase, text } from '../../core/model/phrase.ts';
import { markdownPhrase } from '../../core/report/markdown.ts';
import { utcAndLocal } from '../relativeTime.ts';
import { failureFace, loadingFace } from '../threats/threatNodesItem.ts';
import type { CaseId, CaseRow } from './casesRow.ts';
import { briefLabel, caseDescription, caseLabel, diskWord, handoffWord, idText } from './casesWords.ts';

/**
 * A row of the Cases view: what a command needs to find its case, never the case itself. A `goneCase` has no file that could be opened, so it can
 * be investigated again and nothing else.
 */
export type CaseNode =
  | ({ readonly kind: 'case'; readonly file: string } & CaseId)
  | ({ readonly kind: 'goneCase' } & CaseId)
  | { readonly kind: 'loading' }
  | { readonly kind: 'failure' };

export function caseNode({ id: of, disk }: CaseRow): CaseNode {
  return disk.status === 'there' ? { kind: 'case', file: disk.file, ...of } : { kind: 'goneCase', ...of };
}

/** VS Code keeps the selection by it, also when a case gets its file back. A node has the id of its row. */
export function caseKey(of: CaseId): string {
  return idText(of);
}

/** @param now milliseconds since the epoch */
export function caseItem(row: CaseRow, node: CaseNode, now: number): vscode.TreeItem {
  const item = new vscode.TreeItem(briefLabel(row), vscode.TreeItemCollapsibleState.None);
  item.id = caseKey(row.id);
  item.contextValue = node.kind;
  item.description = caseDescription(row, now);
  item.iconPath = icon(row);
  item.accessibilityInformation = { label: [caseLabel(row), ...item.description.split(' · ')].join(', ') };
  if (node.kind === 'case') item.command = { command: 'runtimeThreats.openCase', title: vscode.l10n.t('Open Case'), arguments: [node] };
  return item;
}

export function loadingItem(): vscode.TreeItem {
  return plainItem('loading', loadingFace());
}

/** A click tries again. */
export function failureItem(failure: Failure): vscode.TreeItem {
  const item = plainItem('failure', failureFace(failure, { kind: 'rootFailure' }));
  item.command = { command: 'runtimeThreats.refreshCases', title: vscode.l10n.t('Try again') };
  return item;
}

function plainItem(kind: 'loading' | 'failure', { label, description, icon: iconPath, spoken, tooltip }: ReturnType<typeof loadingFace>) {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = kind;
  item.contextValue = kind;
  item.accessibilityInformation = { label: spoken ?? label };
  if (description !== undefined) item.description = description;
  if (iconPath !== undefined) item.iconPath = iconPath;
  if (tooltip !== undefined) item.tooltip = tooltip;
  return item;
}

/** A shape of its own for each state, since colour alone tells nothing to some readers. */
function icon({ disk, handoff }: CaseRow): vscode.ThemeIcon {
  if (disk.status !== 'there') return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
  if (disk.partial) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(handoff && handoffWord(handoff) !== undefined ? 'issues' : 'file-text');
}

type Line = readonly [label: string, value: Phrase | undefined];

/** Everything from the shared state and the file goes through the one escape module; a ticket's address is text, nothing to click. */
export function caseTooltip(row: CaseRow): vscode.MarkdownString {
  const { tactic, cluster, confidence, at, caseFile, disk, handoff } = row;
  const lines: readonly Line[] = [
    ['eventId' in row.id ? vscode.l10n.t('Event ID') : vscode.l10n.t('ID'), [id(idText(row.id))]],
    [vscode.l10n.t('Tactic'), optional(tactic)],
    [vscode.l10n.t('Cluster'), optional(cluster)],
    [vscode.l10n.t('Confidence'), confidence === undefined ? undefined : [`${confidence}/5`]],
    [vscode.l10n.t('Completed'), at === undefined ? undefined : [text(utcAndLocal(at))]],
    [vscode.l10n.t('Case file'), fileText(caseFile, disk)],
    [vscode.l10n.t('Handed off'), handoff && handoffText(handoff)],
    [vscode.l10n.t('Note'), note(disk)],
  ];
  const rows = lines.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${markdownPhrase(value)}`]));
  const tooltip = new vscode.MarkdownString([`**${markdownPhrase([text(caseLabel(row))])}**`, rows.join('  \n')].join('\n\n'));
  tooltip.isTrusted = false;
  tooltip.supportHtml = false;
  return tooltip;
}

function fileText(caseFile: string | undefined, disk: CaseRow['disk']): Phrase | undefined {
  if (disk.status === 'there') return [code(disk.file)];
  return caseFile === undefined ? undefined : [code(caseFile), ` (${diskWord(disk.status)})`];
}

function handoffText(handoff: NonNullable<CaseRow['handoff']>): Phrase | undefined {
  const word = handoffWord(handoff);
  if (word === undefined) return undefined;
  const { destination, ticketKey, ticketUrl } = handoff;
  const to = ticketKey === undefined ? phrase`${text(destination)}` : phrase`${text(destination)} ${text(ticketKey)}`;
  return ticketUrl === undefined ? to : phrase`${to}, ${code(ticketUrl)}`;
}

function note(disk: CaseRow['disk']): Phrase | undefined {
  switch (disk.status) {
    case 'there':
      return disk.partial ? [vscode.l10n.t('partial: the investigation was stopped or a part of it failed')] : undefined;
    case 'gone':
      return [vscode.l10n.t('the file is not on this machine; refreshing investigates the event again and writes a new one')];
    case 'strange':
      return phrase`${text(disk.why)}`;
  }
}

function optional(value: string | undefined): Phrase | undefined {
  return value === undefined ? undefined : [text(value)];
}
