import * as vscode from 'vscode';
import type { SourceRow } from '../../core/report/caseFooter.ts';
import type { ReadAgain } from '../../core/tools/readAgain.ts';
import type { KnownAnswer } from './answers.ts';

/** A source of a case with what this window knows of it. */
export type KnownSource = KnownAnswer & { readonly row: SourceRow };

/**
 * How a re-check went, in the words of the rows. Two are not asked again, which is no fault: `public`, and `earlier`, the line of a case that a refresh
 * has put this one in place of. `notAsked` could not be.
 */
export type Outcome = 'same' | 'changed' | 'gone' | 'notAsked' | 'public' | 'earlier';

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export function outcomeOf({ source }: SourceRow, { status }: ReadAgain): Outcome {
  if (status !== 'failed' && status !== 'refused') return status;
  if (source.kind === 'http') return 'public';
  return source.kind === 'file' ? 'earlier' : 'notAsked';
}

export function countOutcomes(sources: readonly KnownSource[]): OutcomeCounts {
  const counts = { same: 0, changed: 0, gone: 0, notAsked: 0, public: 0, earlier: 0 };
  for (const { row, again } of sources) if (again !== undefined) counts[outcomeOf(row, again)]++;
  return counts;
}

export function outcomeWord(outcome: Outcome): string {
  switch (outcome) {
    case 'same':
      return vscode.l10n.t('same');
    case 'changed':
      return vscode.l10n.t('changed');
    case 'gone':
      return vscode.l10n.t('gone');
    case 'notAsked':
      return vscode.l10n.t('could not ask');
    case 'public':
      return vscode.l10n.t('open in the browser');
    case 'earlier':
      return vscode.l10n.t('earlier case');
  }
}

/** "66 same, 3 changed, 1 gone, 1 could not be asked, 12 public ones to open in the browser, 2 not asked" of `total` sources */
export function outcomesText(counts: OutcomeCounts, total: number): string {
  const { same, changed, gone, notAsked } = counts;
  const waiting = total - Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parts = [
    vscode.l10n.t('{0} same', same),
    ...(changed > 0 ? [vscode.l10n.t('{0} changed', changed)] : []),
    ...(gone > 0 ? [vscode.l10n.t('{0} gone', gone)] : []),
    ...(notAsked > 0 ? [vscode.l10n.t('{0} could not be asked', notAsked)] : []),
    ...(counts.public > 0 ? [vscode.l10n.t('{0} public ones to open in the browser', counts.public)] : []),
    ...(counts.earlier > 0 ? [vscode.l10n.t('{0} of the earlier case', counts.earlier)] : []),
    ...(waiting > 0 ? [vscode.l10n.t('{0} not asked', waiting)] : []),
  ];
  return parts.join(', ');
}

/** Why a case without a finding is not verified, as far as its sources tell. */
export function uncheckedText(sources: readonly KnownSource[]): string {
  const { changed, gone } = countOutcomes(sources);
  if (changed + gone > 0) return vscode.l10n.t('Not verified: {0} of its sources answer otherwise now', changed + gone);
  const missing = sources.filter(({ row, then }) => then === undefined && row.failure === undefined);
  const others = missing.filter(({ row }) => row.source.kind !== 'mcp');
  if (others.length < missing.length || missing.length === sources.length) return vscode.l10n.t('Not checked against its evidence');
  return others.every(({ row }) => row.source.kind === 'http')
    ? vscode.l10n.t('Checked but for {0} public sources, which are not asked again', others.length)
    : vscode.l10n.t('Checked but for {0} sources that are not of the tenant, which are not asked again', others.length);
}
