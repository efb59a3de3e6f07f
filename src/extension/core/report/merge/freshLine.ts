import type { Placed } from './handEdits.ts';

/** What becomes of the units of one line of today's text. */
export type LineChanges = {
  readonly isUnwanted: (unit: number) => boolean;
  /** a person's words before and after a unit */
  readonly before: (unit: number) => readonly string[];
  readonly after: (unit: number) => readonly string[];
  /** a mark of a person's before the line, `- [x] ` */
  readonly prefix: (unit: number) => string | undefined;
};

type Piece = { readonly text: string; readonly unit?: number };

/** The line with a person's words in it and without what they took out; undefined where nothing is left of it. */
export function changedLine(line: string, units: readonly Placed[], changes: LineChanges): string | undefined {
  const first = units[0];
  if (first === undefined) return line;
  const pieces = units.flatMap(({ unit, at }): readonly Piece[] => [
    ...changes.before(at).map((text) => ({ text })),
    ...(changes.isUnwanted(at) ? [] : [{ text: line.slice(unit.from, unit.to), unit: at }]),
    ...changes.after(at).map((text) => ({ text })),
  ]);
  if (pieces.length === 0) return undefined;
  const prefix = changes.prefix(first.at) ?? line.slice(0, first.unit.from);
  if (pieces.length === units.length && pieces.every((piece, index) => piece.unit === units[index]?.at))
    return `${prefix}${line.slice(first.unit.from)}`;
  return `${prefix}${joined(pieces)}`;
}

/** Each piece ends in a stop, so that it stays a sentence of its own; clauses that were next to each other stay clauses. */
function joined(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text, unit }, index) => {
      const next = pieces[index + 1];
      const isLast = next === undefined;
      if (/[.!?]$/.test(text) || (isLast && unit === undefined)) return text;
      const isClause = !isLast && unit !== undefined && next.unit === unit + 1 && /\]$/.test(text);
      return `${text}${isClause ? ';' : '.'}`;
    })
    .join(' ');
}
