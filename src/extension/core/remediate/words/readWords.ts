import type { ProposedAction } from '../../model/remediation.ts';
import { plainText } from '../../report/plainText.ts';
import { type ActionWords, actionWords } from './actionWords.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { isCounting } from './groups.ts';
import { isDoing } from './lexicon.ts';
import { doingOf, labelOf, type Reading, rankOf, readException, readWish } from './readClause.ts';
import { type Word, wordsOf } from './said.ts';

/** `understood` are ids in the order in which they are wanted; `unclear` is what could not be placed, as it was said, with the reason where there is one. */
export type WordsRead = { readonly understood: readonly string[]; readonly unclear: readonly string[] };

const longest = 2_000;

/**
 * A description in English as a selection from the list, to be read back and confirmed before anything happens. The same words always read the
 * same. In doubt nothing is selected: what has two meanings, what depends on something and what can not run is told instead.
 */
export function readWords(words: string, actions: readonly ProposedAction[]): WordsRead {
  if (words.length > longest) return { understood: [], unclear: [`more than ${longest} characters`] };
  const all = actions.map(actionWords);
  const names = new Set(all.flatMap(({ targets, places }) => [...targets, ...places]));
  const clauses = clausesOf(words, (text) => isOrder(wordsOf(text, names)));
  return selected(readAll(clauses, all, names));
}

type Read = Clause & { readonly reading: Reading; readonly rank: -1 | 0 | 1 };

function readAll(clauses: readonly Clause[], all: readonly ActionWords[], names: ReadonlySet<string>): readonly Read[] {
  const worded = clauses.map((clause) => ({ clause, words: wordsOf(clause.said, names) }));
  let doing: string | undefined;
  let sentence = -1;
  return worded.map(({ clause, words }, at) => {
    if (clause.sentence !== sentence) doing = undefined;
    sentence = clause.sentence;
    const counts = worded.length === 1 || worded.some((other, index) => index !== at && isCounting(other.words));
    // "First, get the logs": the word alone says when.
    const isSequence = words.length === 1 && words[0]?.word === 'first' && !counts;
    const said = { words: isSequence ? [] : words, ...(doing !== undefined && { doingBefore: doing }) };
    doing = doingOf(words) ?? doing;
    return { ...clause, reading: clause.mode === 'want' ? readWish(said, all) : readException(said, all), rank: rankOf(words) };
  });
}

/** `Kill it` and `please kill it` are orders; `killing it` and `the pod` are not. */
function isOrder(words: readonly Word[]): boolean {
  const first = words.find(({ isFiller }) => !isFiller);
  return first?.idea !== undefined && isDoing(first.idea) && !first.word.endsWith('ing');
}

function selected(read: readonly Read[]): WordsRead {
  const wishes = read.filter(({ mode }) => mode === 'want');
  const ruledOut = new Set(
    read
      .filter(({ mode }) => mode !== 'want')
      .flatMap(actionsOf)
      .map(({ id }) => id),
  );
  if (isContradictory(wishes))
    return { understood: [], unclear: unique(wishes.filter(({ reading }) => reading.kind !== 'silent').map(told)) };
  if (read.every(({ reading, mode }) => reading.kind === 'silent' && mode === 'want')) return { understood: [], unclear: read.map(told) };
  const unplaced = read.filter(({ mode, reading }) => mode === 'not' && (reading.kind === 'unclear' || reading.kind === 'silent'));
  const wanted = wishes.toSorted((a, b) => a.rank - b.rank);
  const understood = wanted
    .filter((wish) => !isVoid(wish, unplaced))
    .flatMap(actionsOf)
    .filter((action) => isRunnable(action) && !ruledOut.has(action.id));
  return { understood: unique(understood.map(({ id }) => id)), unclear: unique(read.flatMap((one) => doubtsOf(one, ruledOut, unplaced))) };
}

function isContradictory(wishes: readonly Read[]): boolean {
  return wishes.some(({ reading }) => reading.kind === 'nothing') && wishes.some(({ reading }) => reading.kind === 'actions');
}

/** A group with an exception that is not understood could be anything; "not now" takes back its sentence. */
function isVoid({ reading, sentence }: Read, unplaced: readonly Read[]): boolean {
  const isGroup = reading.kind === 'actions' && reading.isGroup;
  return unplaced.some((one) => isGroup || (one.reading.kind === 'silent' && one.sentence === sentence));
}

function doubtsOf(one: Read, ruledOut: ReadonlySet<string>, unplaced: readonly Read[]): readonly string[] {
  if (one.mode !== 'want') return one.mode === 'doubt' || unplaced.includes(one) ? [told(one)] : [];
  if (one.reading.kind === 'unclear') return [told(one)];
  if (one.reading.kind !== 'actions') return [];
  if (isVoid(one, unplaced)) return [`${one.said}: what is left out of it is not clear`];
  const { isGroup } = one.reading;
  return one.reading.actions.flatMap((action) => {
    if (ruledOut.has(action.id)) return isGroup ? [] : [`${one.said}: it is said both ways`];
    return isRunnable(action) ? [] : [`${labelOf(action)} is unavailable: ${plainText(action.availability.reason)}`];
  });
}

function told({ said, why, reading }: Read): string {
  const reason = why ?? (reading.kind === 'unclear' ? reading.why : undefined);
  return reason === undefined ? said : `${said}: ${reason}`;
}

function actionsOf({ reading }: Read): readonly ProposedAction[] {
  return reading.kind === 'actions' ? reading.actions : [];
}

function isRunnable({ availability }: ProposedAction): boolean {
  return availability.state !== 'unavailable';
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
