import type { EvidenceId } from '../../model/evidence.ts';
import type { SourceRow } from '../caseFooter.ts';
import { leavesOf, secondsIn } from './answerText.ts';
import { type EvidenceRecord, recordsOf } from './records.ts';
import { comparable, type Searchable } from './shownText.ts';

/** One piece of evidence, to be searched: what was asked and what was answered. */
export type EvidenceText = Searchable & {
  readonly id: EvidenceId;
  readonly value: unknown;
  /** its events, taken apart on first use */
  readonly records: () => readonly EvidenceRecord[];
};

/** An answer as it is searched; taking one apart costs more than all that is then looked up in it. */
export type ReadAnswer = Pick<EvidenceText, 'value' | 'texts' | 'all' | 'seconds' | 'records'>;

export function readAnswer(value: unknown): ReadAnswer {
  const texts = leavesOf(value).map(comparable);
  const all = texts.join('\n');
  let records: readonly EvidenceRecord[] | undefined;
  return {
    value,
    texts,
    all,
    seconds: secondsIn(all),
    records: () => {
      records ??= recordsOf(value);
      return records;
    },
  };
}

/** What was asked is evidence too: that there was no other event on a host stands in the question. */
export function withQuestion({ id, source }: SourceRow, answer: ReadAnswer): EvidenceText {
  const { kind: _kind, ...asked } = source;
  const question = leavesOf(asked).map(comparable);
  return {
    ...answer,
    id,
    texts: [...answer.texts, ...question],
    all: `${answer.all}\n${question.join('\n')}`,
    seconds: new Set([...answer.seconds, ...secondsIn(question.join('\n'))]),
  };
}
