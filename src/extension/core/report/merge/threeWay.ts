import type { EvidenceId } from '../../model/evidence.ts';
import type { SourceRow } from '../caseFooter.ts';
import { alignment } from '../verify/alignment.ts';
import { type CaseUnit, unitsIn } from '../verify/caseText.ts';
import { digestsOf } from '../verify/seal.ts';
import type { CaseDocument } from './caseDocument.ts';
import { renumbering } from './renumber.ts';

/**
 * The text of a case as it was written, as it stands now, and as it is told today. Of the first only the seal is left, and that is enough: a digest
 * says whether a unit still stands and whether it is told again. Numbers are indices of units.
 */
export type ThreeWay = {
  readonly old: readonly CaseUnit[];
  readonly fresh: readonly CaseUnit[];
  /** place in the seal, for each unit that stands; a unit without one is a person's */
  readonly sealed: readonly (number | undefined)[];
  /** the unit of today's text that says the same, for each place in the seal */
  readonly toldAgain: readonly (number | undefined)[];
};

export function threeWay(old: CaseDocument, fresh: CaseDocument): ThreeWay {
  const { seal, sources } = old.footer;
  const [then, now] = [unitsIn(old.lines), unitsIn(fresh.lines)];
  return {
    old: then,
    fresh: now,
    sealed: counterparts(digestsOf(then), seal),
    toldAgain: counterparts(seal, digestsOf(inNumbersOf(sources, fresh.footer.sources, now))),
  };
}

/** Today's units with the numbers that their evidence had then: only so can they be the same ones. What is new keeps a number of its own. */
function inNumbersOf(old: readonly SourceRow[], fresh: readonly SourceRow[], units: readonly CaseUnit[]): readonly CaseUnit[] {
  const then = renumbering(fresh, old);
  const known = new Set<string>(fresh.map(({ id }) => id));
  const number = (id: EvidenceId) => (known.has(id) ? ((then(id) ?? `E0${id.slice(1)}`) as EvidenceId) : id);
  return units.map((unit) => ({ ...unit, cites: unit.cites.map(number) }));
}

function counterparts(left: readonly string[], right: readonly string[]): readonly (number | undefined)[] {
  const pairs = new Map(alignment(left, right).map((pair) => [pair.left, pair.right]));
  return left.map((_, at) => pairs.get(at));
}

/** What a person did between two units that stand: wrote some, took some away, or one in place of the other. */
export type Gap = {
  /** units of the old text */
  readonly written: readonly number[];
  /** units of today's text that say again what was taken away */
  readonly unwanted: readonly number[];
  /** something that was taken away is told otherwise today, or not at all */
  readonly retold: boolean;
};

export function gapsOf({ sealed, toldAgain }: ThreeWay): readonly Gap[] {
  const gaps: Gap[] = [];
  let written: number[] = [];
  let next = 0;
  for (const [at, place] of [...sealed, toldAgain.length].entries()) {
    if (place === undefined) {
      written.push(at);
      continue;
    }
    const missing = toldAgain.slice(next, place);
    const unwanted = missing.filter((unit) => unit !== undefined);
    if (written.length + missing.length > 0) gaps.push({ written, unwanted, retold: unwanted.length < missing.length });
    written = [];
    next = place + 1;
  }
  return gaps;
}
