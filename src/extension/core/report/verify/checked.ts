import { createHash } from 'node:crypto';
import type { EvidenceId } from '../../model/evidence.ts';
import type { SourceRow } from '../caseFooter.ts';
import { footerPlace } from '../footerPlace.ts';
import type { Doubt } from './doubt.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import type { SealedUnit } from './seal.ts';

/** What a case's units were held against, and what came of it. */
export type Checked = {
  readonly evidence: Evidence;
  /** sources whose answer at hand is another than the one of the case */
  readonly differing: readonly SourceRow[];
  /** Asks `find` only for a unit that was not there when the case was checked before. */
  doubts(unit: SealedUnit, find: (unit: SealedUnit, evidence: Evidence) => readonly Doubt[]): readonly Doubt[];
};

type Known = Pick<Checked, 'evidence' | 'differing'> & { readonly footer: string; readonly doubts: ReadonlyMap<string, readonly Doubt[]> };

/** While a person types, answers and Sources stay and one sentence changes: nothing else need be checked again. */
const before = new WeakMap<ReadonlyMap<EvidenceId, string>, Known>();

/** @param answers by the identity of the map: what is in it must not change */
export function checkedAgainst(
  markdown: string,
  sources: readonly SourceRow[],
  answers: ReadonlyMap<EvidenceId, string> = noAnswers,
): Checked {
  const footer = footerOf(markdown);
  const last = before.get(answers);
  const same = last?.footer === footer ? last : undefined;
  const evidence = same?.evidence ?? evidenceOf(sources, answers);
  const differing = same?.differing ?? sources.filter((row) => differs(row, answers.get(row.id)));
  const doubts = new Map<string, readonly Doubt[]>();
  before.set(answers, { footer, evidence, differing, doubts });
  return {
    evidence,
    differing,
    doubts: (unit, find) => {
      const key = keyOf(unit);
      const found = doubts.get(key) ?? same?.doubts.get(key) ?? find(unit, evidence);
      doubts.set(key, found);
      return found;
    },
  };
}

const noAnswers: ReadonlyMap<EvidenceId, string> = new Map();

/** All that is said of a unit follows from this, wherever it stands. */
function keyOf({ unit: { kind, words, cites }, standing }: SealedUnit): string {
  return `${standing} ${kind} ${cites.join()} ${words}`;
}

function footerOf(markdown: string): string {
  const lines = markdown.split('\n');
  const place = footerPlace(lines);
  return place === undefined ? '' : lines.slice(place.sources, place.end).join('\n');
}

/** An answer that was asked for again and is another now. */
function differs({ digest, failure }: SourceRow, raw: string | undefined): boolean {
  return failure === undefined && raw !== undefined && createHash('sha256').update(raw).digest('hex') !== digest;
}
