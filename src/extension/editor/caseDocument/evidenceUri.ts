import * as vscode from 'vscode';
import type { EvidenceId } from '../../core/model/evidence.ts';
import type { SourceRow } from '../../core/report/caseFooter.ts';

export const evidenceScheme = 'runtime-threats-evidence';

/** `then` is the answer that the case rests on, `now` what came of asking again; without one, whichever is known, the former first. */
export type EvidenceMoment = 'then' | 'now';

export type EvidenceAddress = { readonly caseUri: string; readonly id: EvidenceId; readonly moment?: EvidenceMoment };

/** The address of an evidence document: its name is what a tab shows, its query the case and the evidence. It never is a file. */
export function evidenceUri(caseUri: vscode.Uri, row: SourceRow, moment?: EvidenceMoment): vscode.Uri {
  const name = [row.id, sourceName(row), moment].filter((part) => part !== undefined).join(' ');
  const query = new URLSearchParams({ case: caseUri.toString(), id: row.id, ...(moment && { moment }) });
  return vscode.Uri.from({ scheme: evidenceScheme, path: `/${name}.json`, query: query.toString() });
}

/** undefined for what is not an address of ours */
export function evidenceAddress(uri: vscode.Uri): EvidenceAddress | undefined {
  if (uri.scheme !== evidenceScheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const caseUri = query.get('case');
  const id = query.get('id');
  const moment = query.get('moment');
  if (caseUri === null || id === null || !/^E\d+$/.test(id)) return undefined;
  return { caseUri, id: id as EvidenceId, ...((moment === 'then' || moment === 'now') && { moment }) };
}

/** As part of a file name: a case file can name a tool in any way. */
function sourceName({ source }: SourceRow): string {
  const name = source.kind === 'mcp' ? source.tool : source.kind;
  return name.replaceAll(/[^\w.-]+/g, '_').slice(0, 80);
}
