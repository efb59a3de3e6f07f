import type { CaseView } from '../../webview/protocol/casePanel.ts';

type Step = Extract<CaseView['flow'], { status: 'done' }>['steps'][number];

/**
 * The line of the case file that tells `step`: of the lines that cite its evidence the one that cites least beside it, so that the step's own
 * row wins over a summary that cites everything. Zero-based; undefined where no line cites it.
 */
export function lineOfStep(lines: readonly string[], step: Step): number | undefined {
  let best: { line: number; likeness: number } | undefined;
  lines.forEach((text, line) => {
    const likeness = overlap(citesOf(text), step.cites);
    if (likeness > (best?.likeness ?? 0)) best = { line, likeness };
  });
  return best?.line;
}

/** The step that a line of the case file tells. The selected one stays where it fits too, else a click would wander to its neighbour. */
export function stepOfLine(text: string, steps: readonly Step[], selected: string | undefined): string | undefined {
  const cites = citesOf(text);
  const fitting = steps.filter((step) => overlap(cites, step.cites) > 0);
  if (fitting.some((step) => step.id === selected)) return selected;
  return fitting.toSorted((a, b) => overlap(cites, b.cites) - overlap(cites, a.cites))[0]?.id;
}

/** The row of the Sources table that describes an exhibit; zero-based. Markdown formatters pad the cells. */
export function rowOfExhibit(lines: readonly string[], evidence: string): number | undefined {
  const row = lines.findIndex((line) => /^\|\s*(E\d+)\s*\|/.exec(line)?.[1] === evidence);
  return row === -1 ? undefined : row;
}

function citesOf(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/\[(E\d+)\]/g), ([, id]) => id ?? ''));
}

/** Shared citations over all citations of the two, 0 to 1. */
function overlap(cites: ReadonlySet<string>, wanted: readonly string[]): number {
  const shared = wanted.filter((id) => cites.has(id)).length;
  return shared === 0 ? 0 : shared / (cites.size + wanted.length - shared);
}
