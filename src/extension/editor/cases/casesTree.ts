import type * as vscode from 'vscode';
import type { Clock } from '../../core/model/ports.ts';
import { type CaseNode, caseItem, caseKey, caseNode, caseTooltip, failureItem, loadingItem } from './casesItem.ts';
import type { CasesList } from './casesList.ts';
import type { CaseRow } from './casesRow.ts';

/** Milliseconds: what takes no longer looks immediate. */
const atOnce = 150;

/** The rows of the Cases view. It draws what the list knows and asks for nothing. */
export type CasesTree = {
  nodes(): Promise<CaseNode[]>;
  item(node: CaseNode): vscode.TreeItem;
  /** Made when the pointer rests on a row. */
  tooltip(node: CaseNode): vscode.MarkdownString | undefined;
};

export function createCasesTree(list: CasesList, clock: Clock): CasesTree {
  const rowOf = (node: CaseNode): CaseRow | undefined => {
    if (node.kind === 'loading' || node.kind === 'failure') return undefined;
    return list.rows.find((row) => caseKey(row.id) === caseKey(node));
  };
  return {
    nodes: async () => {
      if (list.rows.length === 0 && list.reading !== undefined) await soon(list.reading);
      const rows = list.rows.map(caseNode);
      if (list.failure !== undefined) return [{ kind: 'failure' }, ...rows];
      return rows.length === 0 && list.reading !== undefined ? [{ kind: 'loading' }] : rows;
    },
    item: (node) => {
      if (node.kind === 'failure' && list.failure !== undefined) return failureItem(list.failure);
      const row = rowOf(node);
      // A row whose data went while it was drawn; the next drawing leaves it out.
      return row === undefined ? loadingItem() : caseItem(row, node, clock.now());
    },
    tooltip: (node) => {
      const row = rowOf(node);
      return row && caseTooltip(row);
    },
  };
}

/** As in the threats view: VS Code loses a change of rows that it is still waiting for, so only what takes long shows as loading first. */
function soon(reading: Promise<void>): Promise<unknown> {
  return Promise.race([reading, new Promise((resolve) => setTimeout(resolve, atOnce))]);
}
