import type { CaseView } from '../../../webview/protocol/casePanel.ts';

type Step = CaseView['flow']['steps'][number];

/** What a row of the panel's timeline stands for: a drawn node, or one of the actions that were folded into it. `node` is the drawn node's id. */
export type Place = { readonly id: string; readonly node: string; readonly at: string; readonly cites: readonly string[] };

/** Everything that can be selected, in the order of the timeline. A folded node's first action has the node's id: it is found as the action. */
export function placesOf(steps: readonly Step[]): readonly Place[] {
  return steps.flatMap((step) => (step.members.length === 0 ? [step] : step.members).map((one) => ({ ...one, node: step.id })));
}

/**
 * The line of the case file that tells `place`: its row in the timeline, or else, of the lines that cite its evidence, the one that cites least
 * beside it, so that a sentence of its own wins over a summary that cites everything. Zero-based; undefined where no line cites it.
 */
export function lineOfPlace(lines: readonly string[], place: Place): number | undefined {
  const rows = bestLine(lines, (text) => (isRowOf(text, place) ? 1 + overlap(citesOf(text), place.cites) : 0));
  return rows ?? bestLine(lines, (text) => overlap(citesOf(text), place.cites));
}

/** The place that a line of the case file tells. The selected one stays where it fits too, else a click would wander to its neighbour. */
export function placeOfLine(text: string, places: readonly Place[], selected: string | undefined): string | undefined {
  const cites = citesOf(text);
  const rows = places.filter((place) => isRowOf(text, place));
  const fitting = rows.length > 0 ? rows : places.filter((place) => overlap(cites, place.cites) > 0);
  if (fitting.some((place) => place.id === selected)) return selected;
  return fitting.toSorted((a, b) => overlap(cites, b.cites) - overlap(cites, a.cites))[0]?.id;
}

/** The row of the Sources table that describes an exhibit; zero-based. Markdown formatters pad the cells. */
export function rowOfExhibit(lines: readonly string[], evidence: string): number | undefined {
  const row = lines.findIndex((line) => /^\|\s*(E\d+)\s*\|/.exec(line)?.[1] === evidence);
  return row === -1 ? undefined : row;
}

/** The timeline tells steps by their node and second. */
function isRowOf(text: string, { node, at }: Place): boolean {
  const [, drawn, time] = /^\|\s*(S\d+)\s*\|\s*(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)Z\s*\|/.exec(text) ?? [];
  return drawn === node && time === at.slice(0, 19).replace('T', ' ');
}

function bestLine(lines: readonly string[], likenessOf: (text: string) => number): number | undefined {
  let best: { line: number; likeness: number } | undefined;
  lines.forEach((text, line) => {
    const likeness = likenessOf(text);
    if (likeness > (best?.likeness ?? 0)) best = { line, likeness };
  });
  return best?.line;
}

function citesOf(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/\[(E\d+)\]/g), ([, id]) => id ?? ''));
}

/** Shared citations over all citations of the two, 0 to 1. */
function overlap(cites: ReadonlySet<string>, wanted: readonly string[]): number {
  const shared = wanted.filter((id) => cites.has(id)).length;
  return shared === 0 ? 0 : shared / (cites.size + wanted.length - shared);
}
