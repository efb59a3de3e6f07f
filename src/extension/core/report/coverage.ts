import type { Case, Coverage } from '../model/case.ts';
import { count, type Phrase, phrase, text } from '../model/phrase.ts';
import { cite, table, tablePhrase } from './markdown.ts';

/** every direction with what became of it – found, empty, cut off, skipped, failed – and how far it looked. */
export function renderCoverage(of: Case): readonly string[] {
  if (of.coverage.length === 0) return [];
  const { around, before } = of.reach;
  return [
    `Looked ${around} h round the trigger and ${back(before)} back:`,
    table(
      ['Asked for', 'Outcome', 'Evidence'],
      of.coverage.map((one) => [tablePhrase([text(one.asked)]), tablePhrase(coverageOutcome(one)), cite(one.cites ?? [])]),
    ),
  ];
}

function back(hours: number): string {
  const days = hours / 24;
  return Number.isInteger(days) && days > 1 ? `${days} days` : `${hours} h`;
}

/** "12 of 3,112 read: …", "nothing", "4 found", "skipped: no scan data". */
export function coverageOutcome({ status, reason, truncated, found }: Coverage): Phrase {
  const why = reason === undefined ? [] : phrase`: ${text(reason)}`;
  if (status !== 'done') return phrase`${[status.replace('_', ' ')]}${why}`;
  if (truncated !== undefined && (truncated.total === undefined || truncated.total > truncated.shown)) {
    const total = truncated.total === undefined ? [' of more'] : phrase` of ${count(truncated.total)}`;
    return phrase`${count(truncated.shown)}${total} read${why}`;
  }
  if (found === undefined) return phrase`read${why}`;
  return found === 0 ? phrase`nothing${why}` : phrase`${count(found)} found${why}`;
}
