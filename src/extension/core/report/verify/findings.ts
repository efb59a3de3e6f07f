import type { EvidenceId } from '../../model/evidence.ts';
import { footerPlace, sourcesLine } from '../footerPlace.ts';
import type { CaseUnit } from './caseText.ts';
import type { Doubt } from './doubt.ts';
import type { Finding } from './finding.ts';

export const rewritten: Doubt = {
  code: 'changed',
  severity: 'error',
  message: 'Not as the investigation wrote it: reworded, or broken over other lines. Nothing shows that its evidence says this.',
};

export const supposed: Doubt = {
  code: 'hypothesis',
  severity: 'information',
  message: 'Marked as hypothesis: it is not held against the evidence.',
};

/** What a person may well write, but nobody can hold against evidence: it names, counts or cites nothing. */
export const addedFreely: Doubt = {
  code: 'addedWithoutEvidence',
  severity: 'information',
  message: 'Added by hand; there is nothing in it that evidence could show.',
};

/** @param isKnown whether the answers that it cites are at hand */
export function addedDoubt(isKnown: boolean): Doubt {
  const code = 'addedByHand';
  return isKnown
    ? { code, severity: 'information', message: 'Added by hand; the evidence that it cites holds what it names.' }
    : { code, severity: 'warning', message: 'Added by hand, and not checked: the answers that it cites are not at hand.' };
}

export function findingAt({ line, from, to, cites }: CaseUnit, doubt: Doubt): Finding {
  return { ...doubt, line, from, to, cites };
}

/** @param line of what now stands in its place */
export function removedFinding(markdown: string, line: number): Finding {
  const message = 'Something that the investigation wrote here was removed.';
  return { code: 'removed', severity: 'information', message, ...wholeLine(markdown, line), cites: [] };
}

export function differingFinding(markdown: string, id: EvidenceId): Finding {
  const message = `The answer at hand for ${id} is not the one that the case was written from.`;
  const lines = linesOf(markdown);
  const row = lines.slice(0, footerPlace(lines)?.end).findLastIndex((text) => text.replace(/[\s|]+/, '').startsWith(`${id} `));
  return { code: 'answerDiffers', severity: 'warning', message, ...wholeLine(markdown, row), cites: [id] };
}

export function unreadableFinding(markdown: string, reason: string): Finding {
  const line = sourcesLine(linesOf(markdown)) ?? 0;
  const message = `Nothing in this case can be verified: ${reason}.`;
  return { code: 'footerUnreadable', severity: 'error', message, ...wholeLine(markdown, line), cites: [] };
}

function wholeLine(markdown: string, line: number) {
  const shown = Math.max(line, 0);
  return { line: shown, from: 0, to: linesOf(markdown)[shown]?.trimEnd().length ?? 0 };
}

function linesOf(markdown: string): readonly string[] {
  return markdown.split(/\r?\n/);
}
