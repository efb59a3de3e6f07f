import type { EvidenceId } from '../../core/model/evidence.ts';
import type { CaseFooter, SourceRow } from '../../core/report/caseFooter.ts';
import { footerPlace, sourcesLine } from '../../core/report/footerPlace.ts';
import { parseCaseFooter } from '../../core/report/parseCaseFooter.ts';
import { type CaseUnit, unitsOf } from '../../core/report/verify/caseText.ts';
import { maskedLine } from '../../core/report/verify/inlineText.ts';

/** A place on one line: zero-based, `to` exclusive. */
export type Place = { readonly line: number; readonly from: number; readonly to: number };

export type Citation = Place & { readonly id: EvidenceId };

/** A row of the timeline, with its cells as Markdown. */
export type StepRow = Place & { readonly id: string; readonly cells: readonly string[] };

/** Lines of a table, `last` included. */
export type TableLines = { readonly first: number; readonly last: number };

/** What a case file's text says about itself. Without a readable footer it has no sources: everything above them is prose (K-10). */
export type CaseOutline = {
  readonly footer: CaseFooter | undefined;
  /** why the footer can not be read */
  readonly unreadable?: string;
  readonly sources: ReadonlyMap<EvidenceId, SourceRow>;
  /** the row of each source in the Sources table; `from` and `to` are those of its id */
  readonly sourceRows: ReadonlyMap<EvidenceId, Place>;
  readonly sourcesLine: number | undefined;
  readonly units: readonly CaseUnit[];
  readonly citations: readonly Citation[];
  readonly steps: readonly StepRow[];
  readonly tables: readonly TableLines[];
};

export function outlineOf(markdown: string): CaseOutline {
  const lines = markdown.split(/\r?\n/);
  const parsed = parseCaseFooter(markdown);
  const footer = parsed.status === 'ok' ? parsed.footer : undefined;
  const place = footerPlace(lines);
  const from = sourcesLine(lines);
  const sources = new Map((footer?.sources ?? []).map((row) => [row.id, row]));
  const rows = rowsFrom(lines, (from ?? lines.length) + 1, place?.audit ?? lines.length, /^(\s*\|\s*)(E\d+)\s*\|/);
  const isSaid = (line: number): boolean => line < (from ?? lines.length) || line >= (place?.end ?? lines.length);
  return {
    footer,
    ...(parsed.status === 'malformed' && { unreadable: parsed.reason }),
    sources,
    sourceRows: new Map(rows.map(({ id, ...place }) => [id as EvidenceId, place])),
    sourcesLine: from,
    units: unitsOf(markdown),
    citations: lines.flatMap((text, line) => (isSaid(line) ? citationsOf(text, line) : [])),
    steps: rowsFrom(lines, 0, from ?? lines.length, /^(\s*\|\s*)(S\d+)\s*\|/).map((row) => ({
      ...row,
      cells: cellsOf(lines[row.line] ?? ''),
    })),
    tables: tablesOf(lines),
  };
}

/** The citation that a column of a line is in, brackets included; behind the last bracket counts where no other one begins. */
export function citationAt(outline: CaseOutline, line: number, character: number): Citation | undefined {
  const touched = outline.citations.filter((one) => one.line === line && one.from <= character && character <= one.to);
  return touched.find(({ to }) => character < to) ?? touched[0];
}

/** The source whose row a line is. */
export function sourceOfLine(outline: CaseOutline, line: number): EvidenceId | undefined {
  return [...outline.sourceRows].find(([, place]) => place.line === line)?.[0];
}

/** What a citation stands in: its sentence, or its row. */
export function unitAt(outline: CaseOutline, { line, from }: Place): CaseUnit | undefined {
  return outline.units.find((unit) => unit.line === line && unit.from <= from && from < unit.to);
}

function citationsOf(text: string, line: number): readonly Citation[] {
  // Most lines that cite nothing have no bracket at all, and the mask is the dear part.
  if (!text.includes('[E')) return [];
  return [...maskedLine(text).matchAll(/\[(E\d+)\]/g)].map(({ index, 0: whole, 1: id }) => ({
    id: id as EvidenceId,
    line,
    from: index,
    to: index + whole.length,
  }));
}

function rowsFrom(lines: readonly string[], from: number, to: number, row: RegExp): readonly (Place & { readonly id: string })[] {
  return lines.slice(from, to).flatMap((text, index) => {
    const [, lead = '', id] = row.exec(text) ?? [];
    return id === undefined ? [] : [{ id, line: from + index, from: lead.length, to: lead.length + id.length }];
  });
}

function cellsOf(line: string): readonly string[] {
  const inner = line.trim().replace(/^\||\|$/g, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

function tablesOf(lines: readonly string[]): readonly TableLines[] {
  const tables: TableLines[] = [];
  let first: number | undefined;
  for (const [line, text] of [...lines, ''].entries()) {
    const isRow = /^\s*\|/.test(text);
    if (isRow) first ??= line;
    else if (first !== undefined) {
      tables.push({ first, last: line - 1 });
      first = undefined;
    }
  }
  return tables;
}
