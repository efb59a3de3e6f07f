import type * as vscode from 'vscode';
import type { EvidenceId } from '../../core/model/evidence.ts';
import type { SourceRow } from '../../core/report/caseFooter.ts';
import type { CaseUnit } from '../../core/report/verify/caseText.ts';
import { type CaseOutline, citationAt, type Place, sourceOfLine, unitAt } from './caseOutline.ts';
import type { OpenCases } from './openCases.ts';

/** What a position of a case is about: a citation in its sentence, or a row of the Sources table. */
export type Cited = {
  readonly outline: CaseOutline;
  readonly id: EvidenceId;
  /** of the citation, or of the id in its row */
  readonly place: Place;
  /** undefined where the Sources do not name it */
  readonly row: SourceRow | undefined;
  /** the sentence that cites it; undefined on a row of the Sources */
  readonly unit?: CaseUnit;
};

/** undefined where the position is on neither, or the document is no case */
export function citedAt(cases: OpenCases, document: vscode.TextDocument, { line, character }: vscode.Position): Cited | undefined {
  const outline = cases.outline(document);
  if (outline === undefined) return undefined;
  const citation = citationAt(outline, line, character);
  if (citation !== undefined) {
    const unit = unitAt(outline, citation);
    return { outline, id: citation.id, place: citation, row: outline.sources.get(citation.id), ...(unit && { unit }) };
  }
  const id = sourceOfLine(outline, line);
  const place = id && outline.sourceRows.get(id);
  return id === undefined || place === undefined ? undefined : { outline, id, place, row: outline.sources.get(id) };
}
