import type { Case, CaseTrigger } from '../model/case.ts';
import { code, id, type Phrase, phrase, text, time } from '../model/phrase.ts';
import { type TacticVerdict, tactics } from '../model/tactic.ts';
import { renderCaseFooter } from './caseFooter.ts';
import { renderCorrelation } from './correlation.ts';
import { renderFlowSection } from './flowSection.ts';
import { cite, markdownClauses, markdownPhrase, markdownSentences } from './markdown.ts';
import { renderIncident, renderLimitations, renderNextChecks, renderResource, renderVulnerabilities } from './sections.ts';
import { unfinished } from './unfinished.ts';
import { sealOf } from './verify/seal.ts';
import { renderWhatHappened } from './whatHappened.ts';

/** The case as a Markdown file: the sections of K-02 in their order, each with content or one sentence, every sentence with what it rests on. */
export function renderCase(of: Case): string {
  const sections = [
    title(of),
    ...marks(of),
    identity(of.trigger),
    summary(of),
    renderWhatHappened(of),
    renderFlowSection(of),
    renderResource(of),
    renderIncident(of),
    renderVulnerabilities(of),
    renderCorrelation(of),
    renderNextChecks(of),
    renderLimitations(of),
  ];
  const body = sections.join('\n\n');
  return `${body}\n\n${renderCaseFooter(of, sealOf(body))}\n`;
}

function title(of: Case): string {
  return `## ${markdownPhrase([text(of.trigger.title)])} — ${tacticTitle(of.tactic)}`;
}

/** "Execution (TA0002, T1059.004)"; the tactic that also fits stays in the rationale. */
function tacticTitle({ tactic, technique }: TacticVerdict): string {
  const shown = technique === undefined ? '' : markdownPhrase([text(technique)]);
  if (tactic === undefined) return shown === '' ? 'tactic unknown' : `tactic unknown (${shown})`;
  const { name, id: tacticId } = tactics[tactic];
  return `${name} (${shown === '' ? tacticId : `${tacticId}, ${shown}`})`;
}

function marks(of: Case): readonly string[] {
  return [
    ...(of.tenant.sample ? ['> **Sample tenant.** None of this happened; the data comes with the extension.'] : []),
    ...(of.status === 'partial' ? ['> **Partial.** The investigation was stopped or a part of it failed; see Limitations.'] : []),
  ];
}

/** Ids, type, status and time on one line, only what is known. */
function identity(trigger: CaseTrigger): string {
  const facts: Phrase[] = [
    ...(trigger.eventId === undefined ? [] : [phrase`Event ${id(trigger.eventId)}`]),
    ...(trigger.threatId === undefined ? [] : [phrase`Threat ${id(trigger.threatId)}`]),
    ...(trigger.groupId === undefined ? [] : [phrase`Group ${id(trigger.groupId)}`]),
    ...(trigger.type === undefined ? [] : [phrase`Type ${text(trigger.type)}`]),
    ...(trigger.status === undefined ? [] : [phrase`Status ${text(trigger.status)}`]),
    ...(trigger.severity === undefined ? [] : [[`Severity ${trigger.severity.word}`]]),
    ...(trigger.rule === undefined ? [] : [phrase`Rule ${code(trigger.rule)}`]),
    ...(trigger.at === undefined ? [] : [phrase`${time(trigger.at)}`]),
  ];
  return `${facts.map(markdownPhrase).join(' · ')} ${cite(trigger.cites)}`.trimStart();
}

/** One or two sentences, the confidence with its reasons, and what the case does not cover: never only at the end of the file (I-28). */
function summary(of: Case): string {
  const notes = unfinished(of);
  return [
    '### Summary',
    markdownSentences(of.summary) || 'No signal: the evidence tells no story beyond the trigger.',
    confidence(of),
    ...(notes.length === 0 ? [] : [`**Not covered:** ${markdownClauses(notes)}`]),
  ].join('\n\n');
}

function confidence({ confidence: { score, reasons } }: Case): string {
  return reasons.length === 0 ? `**Confidence ${score}/5.**` : `**Why ${score}/5:** ${markdownSentences(reasons)}`;
}
