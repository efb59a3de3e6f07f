import type { Coverage, Section, ToldCase } from '../model/case.ts';
import type { EvidenceId, Truncation } from '../model/evidence.ts';
import { count, join, type Phrase, phrase, text } from '../model/phrase.ts';

/** Something that the case does not cover. Cites nothing where nothing was asked. */
export type Note = { readonly phrase: Phrase; readonly cites: readonly EvidenceId[] };

/** Everything that was truncated, skipped or failed, or was still to be done when the investigation stopped, one sentence each (I-28, K-05). */
export function unfinished(of: ToldCase): readonly Note[] {
  const cutOff = of.coverage.filter((one) => one.status === 'done' && one.truncated !== undefined && isCut(one.truncated));
  const open = new Map<string, Coverage[]>();
  for (const one of of.coverage.filter(({ status, inapplicable }) => status !== 'done' && inapplicable !== true)) {
    const outcome = `${one.status} ${one.reason ?? ''}`;
    open.set(outcome, [...(open.get(outcome) ?? []), one]);
  }
  return [
    ...cutOff.flatMap((one) => (one.truncated ? [cut(one.asked, one.truncated, one.cites ?? [])] : [])),
    ...[...open.values()].map(together),
    ...unfinishedSections(of),
  ];
}

/** The sections that are not done, except where a direction that was looked in says so already. */
export function unfinishedSections(of: ToldCase): readonly Note[] {
  const told = new Set(of.coverage.map((one) => one.reason));
  return sectionsOf(of).flatMap(([name, section]) => {
    if (section.status === 'done') return section.truncated && isCut(section.truncated) ? [cut(name, section.truncated, [])] : [];
    return told.has(section.reason) ? [] : [notDone([text(name)], section.status, section.reason)];
  });
}

/** Directions with the same outcome for the same reason are one sentence: "Posture, identity and code: skipped, not looked at by this version". */
function together(alike: readonly Coverage[]): Note {
  const [first] = alike;
  if (first === undefined || first.status === 'done') throw new Error('only what is not done is told together');
  const names = alike.length === 1 ? [asked(first)] : alike.map((one) => text(one.name));
  const cites = [...new Set(alike.flatMap((one) => one.cites ?? []))];
  return { ...notDone(join(names, ', ', ' and '), first.status, first.reason), cites };
}

/** What was asked for; where it begins with the direction's name, in brackets after that: "audit of clusters (audit events of cluster c1)". */
function asked({ name, asked: all }: Coverage): Phrase {
  return all.startsWith(`${name}: `) ? phrase`${text(name)} (${text(all.slice(name.length + 2))})` : [text(all)];
}

/** True when a program should not take the case for whole: it was stopped, or a part failed or was cut off. What was skipped had a reason. */
export function isPartial(of: ToldCase): boolean {
  const cutOff = [...of.coverage, ...sectionsOf(of).map(([, section]) => section)].some(
    (part) => 'truncated' in part && part.truncated !== undefined && isCut(part.truncated),
  );
  const stopped = of.coverage.some(({ status }) => status !== 'done' && status !== 'skipped');
  return of.status === 'partial' || stopped || cutOff;
}

// The attack flow is left out when skipped: a case without a chain is not an incomplete one.
function sectionsOf(of: ToldCase): readonly (readonly [string, Section<unknown>])[] {
  return [
    ['Process tree', of.processTree],
    ['Process evidence', of.processEvidence],
    ...(of.flow.status === 'skipped' ? [] : [['Attack flow', of.flow] as const]),
    ['Resource context', of.resource],
    ['Incident scope', of.incident],
    ['Vulnerability surface', of.vulnerabilities],
    ['Correlation', of.correlation],
    ['Indicators', of.indicators],
  ];
}

function isCut(truncated: Truncation): boolean {
  return truncated.total === undefined || truncated.total > truncated.shown;
}

function cut(name: string, truncated: Truncation, cites: readonly EvidenceId[]): Note {
  const read = phrase`${text(name)}: ${count(truncated.shown)}`;
  const unknown = phrase`${read} read; the tenant does not say how many there are`;
  return { phrase: truncated.total === undefined ? unknown : phrase`${read} of ${count(truncated.total)} read`, cites };
}

const statusWords = { pending: 'not begun', in_progress: 'not finished', failed: 'failed', skipped: 'skipped' } as const;

function notDone(what: Phrase, status: keyof typeof statusWords, reason: string | undefined): Note {
  const said: Phrase = [...what, `: ${statusWords[status]}`];
  return { phrase: reason === undefined ? said : phrase`${said}, ${text(reason)}`, cites: [] };
}
