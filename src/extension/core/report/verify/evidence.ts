import type { EvidenceId } from '../../model/evidence.ts';
import type { SourceRow } from '../caseFooter.ts';
import { answerOf } from './answerText.ts';
import type { CaseUnit } from './caseText.ts';
import { type EvidenceText, type ReadAnswer, readAnswer, withQuestion } from './evidenceText.ts';

/** The evidence of a case by id; `text` is undefined where the answer is not at hand. */
export type Evidence = {
  readonly row: (id: EvidenceId) => SourceRow | undefined;
  readonly text: (id: EvidenceId) => EvidenceText | undefined;
  /** all that is at hand */
  readonly all: () => readonly EvidenceText[];
  /** whether all of it is at hand: after a reload some may have been asked for again, and others not */
  readonly isComplete: () => boolean;
};

export function evidenceOf(rows: readonly SourceRow[], answers: ReadonlyMap<EvidenceId, string> = noAnswers): Evidence {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const texts = new Map<EvidenceId, EvidenceText>();
  const text = (id: EvidenceId) => {
    const row = byId.get(id);
    const answer = row?.failure === undefined ? readOnce(answers, id) : readAnswer(row.failure);
    if (row === undefined || answer === undefined) return undefined;
    const known = texts.get(id) ?? withQuestion(row, answer);
    texts.set(id, known);
    return known;
  };
  return {
    row: (id) => byId.get(id),
    text,
    all: () => rows.flatMap(({ id }) => text(id) ?? []),
    isComplete: () => rows.every(({ id }) => text(id) !== undefined),
  };
}

const noAnswers: ReadonlyMap<EvidenceId, string> = new Map();

/** A case is verified again at each pause in typing, with the same answers. */
const read = new WeakMap<ReadonlyMap<EvidenceId, string>, Map<string, ReadAnswer>>();

function readOnce(answers: ReadonlyMap<EvidenceId, string>, id: EvidenceId): ReadAnswer | undefined {
  const raw = answers.get(id);
  if (raw === undefined) return undefined;
  const known = read.get(answers) ?? new Map<string, ReadAnswer>();
  read.set(answers, known);
  const answer = known.get(raw) ?? readAnswer(answerOf(raw));
  known.set(raw, answer);
  return answer;
}

/** What cites no answer that is not at hand. */
export function isAtHand({ cites }: CaseUnit, evidence: Evidence): boolean {
  return cites.every((id) => evidence.row(id) === undefined || evidence.text(id) !== undefined);
}
