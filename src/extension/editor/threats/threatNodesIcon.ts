import * as vscode from 'vscode';
import type { Severity } from '../../core/model/severity.ts';
import { type FilterWord, filterWords } from './treeFilter.ts';

/** A shape of its own for each severity, since colour alone tells nothing to some readers and little in high contrast. */
const signs: Readonly<Record<FilterWord, readonly [icon: string, colour: string]>> = {
  critical: ['flame', 'charts.red'],
  // The charts' orange is a dark brown in Dark Modern.
  high: ['error', 'symbolIcon.classForeground'],
  medium: ['warning', 'charts.yellow'],
  low: ['info', 'charts.blue'],
  info: ['circle-outline', 'descriptionForeground'],
  unknown: ['question', 'descriptionForeground'],
};

const severityIcons = new Map(
  filterWords.map((word) => [word, new vscode.ThemeIcon(signs[word][0], new vscode.ThemeColor(signs[word][1]))]),
);

export function severityIcon(severity: Severity | undefined): vscode.ThemeIcon {
  return severityIcons.get(severity?.word ?? 'unknown') ?? new vscode.ThemeIcon('question');
}
