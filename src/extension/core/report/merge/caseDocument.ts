import type { CaseFooter } from '../caseFooter.ts';
import { footerPlace } from '../footerPlace.ts';
import { parseCaseFooter } from '../parseCaseFooter.ts';
import { remediationSections } from '../remediationSections.ts';

/** A case file taken apart. Lines are without their ends. */
export type CaseDocument = {
  /** everything above the Sources */
  readonly lines: readonly string[];
  /** Sources and Audit as they stand */
  readonly end: readonly string[];
  readonly footer: CaseFooter;
  /** what a person wrote below the Audit */
  readonly afterword: readonly string[];
  /** the logs of remediations below the Audit, each with a blank line before it */
  readonly logs: readonly string[];
  readonly lineEnd: '\n' | '\r\n';
};

/** Undefined where the footer can not be read: then nothing tells the investigation's words from a person's. */
export function readCaseDocument(markdown: string): CaseDocument | undefined {
  const all = markdown.split(/\r?\n/);
  const place = footerPlace(all);
  const parsed = parseCaseFooter(markdown);
  if (place === undefined || parsed.status !== 'ok') return undefined;
  const sections = remediationSections(all, place.end);
  const isLog = (at: number): boolean => sections.some(({ first, last }) => at >= first && at <= last);
  return {
    lines: all.slice(0, place.sources),
    end: all.slice(place.sources, place.end),
    footer: parsed.footer,
    afterword: withoutMargin(all.slice(place.end).filter((_, at) => !isLog(place.end + at))),
    logs: sections.flatMap(({ first, last }) => ['', ...all.slice(first, last + 1)]),
    lineEnd: markdown.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** Without blank lines before and after. */
function withoutMargin(lines: readonly string[]): readonly string[] {
  const isSaid = (line: string) => line.trim() !== '';
  const first = lines.findIndex(isSaid);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isSaid) + 1);
}
