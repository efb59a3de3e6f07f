import type { Case, FoldedGroup, Section } from '../model/case.ts';
import type { Claim } from '../model/evidence.ts';
import { id, type Phrase, phrase, text, time } from '../model/phrase.ts';
import { renderCoverage } from './coverage.ts';
import { renderIndicators } from './indicatorTable.ts';
import { bullets, markdownPhrase, markdownSentence } from './markdown.ts';
import { unfinishedSections } from './unfinished.ts';

/** The plain sections of a case file: claims as bullets, or one sentence that says why there are none (K-02). */
export function renderResource(of: Case): string {
  return [
    claimSection('### Resource context', of.resource, 'No signal: nothing is known of the resource beyond its name.'),
    renderIndicators(of),
    ...(of.indicators.status === 'done' ? [] : [`Known elsewhere: ${notLooked(of.indicators)}`]),
  ].join('\n\n');
}

export function renderVulnerabilities(of: Case): string {
  return claimSection('### Vulnerability surface', of.vulnerabilities, 'No signal: no vulnerability that fits the behaviour was found.');
}

export function renderNextChecks(of: Case): string {
  const checks = of.nextChecks.map((check, index) => `${index + 1}. ${markdownSentence(check)}`);
  return `### Recommended next checks\n\n${checks.join('\n') || 'No signal: the evidence asks for no further check.'}`;
}

/** What the engine could not say or read, then the sections that are not done, then every direction with what became of it. */
export function renderLimitations(of: Case): string {
  const items = [...of.limitations, ...unfinishedSections(of)].map(markdownSentence);
  return [
    '### Limitations',
    items.length === 0 ? 'No signal: nothing was truncated, skipped or failed.' : bullets(items),
    ...renderCoverage(of),
  ].join('\n\n');
}

export function renderIncident(of: Case): string {
  const heading = '### Incident scope';
  if (of.incident.status !== 'done') return `${heading}\n\n${notLooked(of.incident)}`;
  const { groups, refused } = of.incident.value;
  return [
    heading,
    ...(groups.length === 0
      ? ['No signal: no other group belongs to this incident.']
      : ['Part of the same incident:', bullets(groups.map(folded))]),
    ...(refused.length === 0 ? [] : ['Looked at and kept apart:', bullets(refused.map(folded))]),
  ].join('\n\n');
}

/** "**Title** on resource, high, last signal 09:21: same cluster, 4 min apart [E5]. Group `0198…`." */
function folded(group: FoldedGroup): string {
  const facts: Phrase[] = [
    ...(group.resource === undefined ? [] : [phrase`on ${text(group.resource)}`]),
    ...(group.severity === undefined ? [] : [[group.severity.word]]),
    ...(group.lastSignal === undefined ? [] : [phrase`last signal ${time(group.lastSignal)}`]),
    phrase`group ${id(group.id)}`,
  ];
  const named = `**${markdownPhrase([text(group.title)])}**`;
  return `${named} (${facts.map(markdownPhrase).join(', ')}): ${markdownSentence(group.why)}`;
}

function claimSection(heading: string, section: Section<readonly Claim[]>, none: string): string {
  if (section.status !== 'done') return `${heading}\n\n${notLooked(section)}`;
  return `${heading}\n\n${section.value.length === 0 ? none : bullets(section.value.map(markdownSentence))}`;
}

const words = { pending: 'Not begun', in_progress: 'Not finished', failed: 'Failed', skipped: 'Skipped' } as const;

/** The one sentence of a part that is not done: "Skipped: the event names no process." */
export function notLooked(section: Exclude<Section<unknown>, { status: 'done' }>): string {
  return `${words[section.status]}: ${markdownSentence({ phrase: [text(section.reason)], cites: [] })}`;
}
