import type { Section, ToldCase } from '../model/case.ts';
import type { Claim, EvidenceId } from '../model/evidence.ts';
import { type Phrase, phrase, text } from '../model/phrase.ts';

/** What a part of a case rests on: its own reading of the evidence, or a retelling of what other parts say already. */
export type ClaimPart = (typeof parts)[number];

const parts = [
  'Trigger',
  'Process tree',
  'Process evidence',
  'Attack flow',
  'Resource context',
  'Indicators',
  'Incident scope',
  'Vulnerability surface',
  'Summary',
  'Confidence',
  'Rationale',
  'Links',
  'Correlation',
  'Explanations',
  'Next checks',
  'Limitations',
  'Coverage',
] as const;

/** Parts that only tell again, and so cite more than what shows one single thing. */
export const retelling: ReadonlySet<ClaimPart> = new Set(parts.slice(parts.indexOf('Summary')));

/** A sentence with the part that it stands in. A step's action stands for its row of the timeline, what was asked for its row of the coverage. */
export type PlacedClaim = { readonly part: ClaimPart; readonly phrase: Phrase; readonly cites: readonly EvidenceId[] };

/** Every sentence of a case, those that read the evidence before those that retell it. */
export function everyClaim(of: ToldCase): readonly PlacedClaim[] {
  const { steps, links, unlinked } = of.chain;
  const own: Readonly<Record<ClaimPart, readonly Pick<PlacedClaim, 'phrase' | 'cites'>[]>> = {
    Trigger: [{ phrase: [text(of.trigger.title)], cites: of.trigger.cites }, ...of.triggerFacts],
    'Process tree': of.processTree.status === 'done' ? [{ phrase: ['The process tree'], cites: of.processTree.value.cites }] : [],
    'Process evidence': done(of.processEvidence),
    'Attack flow': [...steps.map(({ action, cites }) => ({ phrase: action, cites })), ...unlinked],
    'Resource context': done(of.resource),
    Indicators: done(of.indicators),
    'Incident scope': groupsOf(of),
    'Vulnerability surface': done(of.vulnerabilities),
    Summary: of.summary,
    Confidence: of.confidence.reasons,
    Rationale: of.rationale,
    Links: links.map(({ reason }) => reason),
    Correlation: correlated(of),
    Explanations: of.explanations.flatMap((one) => [...one.for, ...one.against]),
    'Next checks': of.nextChecks,
    Limitations: of.limitations,
    Coverage: of.coverage.map(({ name, asked, cites = [] }) => ({ phrase: phrase`${text(name)}: ${text(asked)}`, cites })),
  };
  return parts.flatMap((part) => own[part].map(({ phrase, cites }) => ({ part, phrase, cites })));
}

function done(section: Section<readonly Claim[]>): readonly Claim[] {
  return section.status === 'done' ? section.value : [];
}

function groupsOf({ incident }: ToldCase): readonly Claim[] {
  if (incident.status !== 'done') return [];
  return [...incident.value.groups, ...incident.value.refused].map(({ why }) => why);
}

function correlated({ correlation }: ToldCase): readonly Claim[] {
  if (correlation.status !== 'done') return [];
  return [...correlation.value.rows.flatMap(({ reasons }) => reasons), ...correlation.value.refused];
}
