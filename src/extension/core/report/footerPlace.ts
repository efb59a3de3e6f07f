import { auditHeading, sourcesHeading } from './caseFooter.ts';

/** Lines of a case file: its Sources and Audit stand from `sources` to before `end`. Above is the case, below whatever a person wrote there. */
export type FooterPlace = { readonly sources: number; readonly audit: number; readonly end: number };

/** Where the last two sections stand; undefined where one is missing. The Audit ends with its Seal, so that notes may follow it. */
export function footerPlace(lines: readonly string[]): FooterPlace | undefined {
  const audit = lastHeading(lines, auditHeading);
  const sources = lastHeading(lines.slice(0, audit ?? 0), sourcesHeading);
  if (audit === undefined || sources === undefined) return undefined;
  const seal = lines.findIndex((line, at) => at > audit && line.trimStart().startsWith('- Seal: '));
  return { sources, audit, end: seal < 0 ? lines.length : seal + 1 };
}

/** Where the Sources begin, whether an Audit follows them or not. */
export function sourcesLine(lines: readonly string[]): number | undefined {
  return footerPlace(lines)?.sources ?? lastHeading(lines, sourcesHeading);
}

function lastHeading(lines: readonly string[], heading: string): number | undefined {
  const line = lines.findLastIndex((text) => text.trim() === heading);
  return line < 0 ? undefined : line;
}
