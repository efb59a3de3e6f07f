import * as vscode from 'vscode';
import type { EvidenceId } from '../../core/model/evidence.ts';
import type { CaseOutline } from './caseOutline.ts';
import { citedAt } from './cited.ts';
import { evidenceAddress } from './evidenceUri.ts';
import type { OpenCases } from './openCases.ts';
import { rangeOf } from './verification.ts';

/** From a citation, a row of the Sources or an evidence document to everything in the case that rests on it. */
export function createEvidenceReferences(cases: OpenCases): vscode.ReferenceProvider {
  return {
    async provideReferences(document, position, { includeDeclaration }) {
      const address = evidenceAddress(document.uri);
      if (address === undefined) {
        const cited = citedAt(cases, document, position);
        return cited && claimsOn(cited.outline, cited.id, document.uri, includeDeclaration);
      }
      const ofCase = await vscode.workspace.openTextDocument(vscode.Uri.parse(address.caseUri));
      const outline = cases.outline(ofCase);
      return outline && claimsOn(outline, address.id, ofCase.uri, includeDeclaration);
    },
  };
}

/** Each claim once, whole: one that cites the same evidence in two clauses is one. A citation that stands in none is shown as itself. */
function claimsOn(outline: CaseOutline, id: EvidenceId, uri: vscode.Uri, withRow: boolean): vscode.Location[] {
  const citing = outline.units.filter((unit) => unit.cites.includes(id));
  const alone = outline.citations.filter((one) => one.id === id && !citing.some((unit) => unit.line === one.line));
  const row = withRow ? outline.sourceRows.get(id) : undefined;
  const places = [...citing, ...alone, ...(row === undefined ? [] : [row])];
  return places.toSorted((a, b) => a.line - b.line || a.from - b.from).map((place) => new vscode.Location(uri, rangeOf(place)));
}
