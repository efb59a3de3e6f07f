import * as vscode from 'vscode';
import { placeName } from '../../core/investigate/place.ts';
import { type SeverityWord, severityWords } from '../../core/model/severity.ts';
import type { ThreatGroup } from '../../core/model/threat.ts';

export const groupings = ['none', 'severity', 'place', 'incident'] as const;
export type Grouping = (typeof groupings)[number];

/** The severities to show; groups whose severity the tenant does not say are `unknown`. */
export const filterWords = [...severityWords, 'unknown'] as const;
export type FilterWord = SeverityWord | 'unknown';

/** How the tree shows what is loaded. No severities and an empty text filter nothing. */
export type TreeChoice = { readonly groupBy: Grouping; readonly text: string; readonly severities: readonly FilterWord[] };

export type TreeChoices = { get(): TreeChoice; set(change: Partial<TreeChoice>): Promise<void> };

const key = 'treeChoice';
const unfiltered: TreeChoice = { groupBy: 'none', text: '', severities: [] };

/** Kept in the workspace, so it survives a reload (V-04). What an older version kept and we do not know counts as not chosen. */
export function createTreeChoices(memento: vscode.Memento): TreeChoices {
  let choice = parseChoice(memento.get<unknown>(key));
  return {
    get: () => choice,
    set: async (change) => {
      choice = { ...choice, ...change };
      await memento.update(key, choice);
    },
  };
}

function parseChoice(kept: unknown): TreeChoice {
  if (kept === null || typeof kept !== 'object') return unfiltered;
  const { groupBy, text, severities } = kept as Readonly<Record<keyof TreeChoice, unknown>>;
  return {
    groupBy: groupings.find((known) => known === groupBy) ?? unfiltered.groupBy,
    text: typeof text === 'string' ? text : unfiltered.text,
    severities: Array.isArray(severities) ? filterWords.filter((word) => severities.includes(word)) : unfiltered.severities,
  };
}

export function isFiltered(choice: TreeChoice): boolean {
  return choice.text !== '' || choice.severities.length > 0;
}

/** Every word of the text, in any case, somewhere in the group's names, description, type, id or place. */
export function matches(group: ThreatGroup, choice: TreeChoice): boolean {
  if (choice.severities.length > 0 && !choice.severities.includes(group.severity?.word ?? 'unknown')) return false;
  if (choice.text === '') return true;
  const { title, name, description, type, id, resource, scope } = group;
  const { image, ...places } = scope;
  const told = [title, name, description, type, id, resource, placeName(scope), image?.repository, image?.tag, image?.digest];
  const words = [...told, ...Object.values(places)].join('\n').toLowerCase();
  return choice.text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

export function severityName(word: FilterWord): string {
  switch (word) {
    case 'critical':
      return vscode.l10n.t('Critical');
    case 'high':
      return vscode.l10n.t('High');
    case 'medium':
      return vscode.l10n.t('Medium');
    case 'low':
      return vscode.l10n.t('Low');
    case 'info':
      return vscode.l10n.t('Info');
    case 'unknown':
      return vscode.l10n.t('Severity unknown');
  }
}

export function groupingName(groupBy: Grouping): string {
  switch (groupBy) {
    case 'none':
      return vscode.l10n.t('No grouping');
    case 'severity':
      return vscode.l10n.t('Severity');
    case 'place':
      return vscode.l10n.t('Cluster or account');
    case 'incident':
      return vscode.l10n.t('Incident');
  }
}
