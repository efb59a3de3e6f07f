import { secondsIn } from './answerText.ts';
import type { CaseUnit } from './caseText.ts';
import { contradicted, type Doubt, notProven } from './doubt.ts';
import type { EvidenceText } from './evidenceText.ts';
import { identifiersOf } from './identifiers.ts';
import { maskedLine } from './inlineText.ts';
import { isSupported } from './supported.ts';

const binary = /\b(?:(before|prior to|preceded|followed by|then|until|later)|(after|since|following))\b/gi;

/** Whether what a sentence says came first did come first by the times of the events that it cites. */
export function orderDoubts({ words }: CaseUnit, cited: readonly EvidenceText[]): readonly Doubt[] {
  return relationsIn(words)
    .flatMap((relation) => doubtOf(relation, cited))
    .concat(endDoubts(words, cited));
}

/** `word` is how the sentence says it. */
type Relation = { readonly earlier: string; readonly later: string; readonly word: string };

function relationsIn(words: string): readonly Relation[] {
  const masked = maskedLine(words);
  const terms = [...masked.matchAll(binary)];
  return terms.flatMap((term, index) => {
    const start = endOf(terms[index - 1]);
    const stop = terms[index + 1]?.index ?? words.length;
    const [left, right] = sides(words, masked, { start, at: term.index, end: endOf(term), stop });
    const word = term[0].toLowerCase();
    return term[1] === undefined ? [{ earlier: right, later: left, word }] : [{ earlier: left, later: right, word }];
  });
}

function endOf(term: RegExpMatchArray | undefined): number {
  return term === undefined ? 0 : (term.index ?? 0) + term[0].length;
}

type Term = { readonly start: number; readonly at: number; readonly end: number; readonly stop: number };

/** "A before B", and "Before B, A" with the sides in the other order. */
function sides(words: string, masked: string, { start, at, end, stop }: Term): readonly [left: string, right: string] {
  const left = words.slice(start, at);
  const comma = masked.indexOf(', ', end);
  if (/[\p{L}\p{N}\uE000]/u.test(masked.slice(start, at)) || comma < 0 || comma > stop) return [left, words.slice(end, stop)];
  return [words.slice(comma, stop), words.slice(end, comma)];
}

function doubtOf({ earlier, later, word }: Relation, cited: readonly EvidenceText[]): readonly Doubt[] {
  const [first, second] = timesApart(earlier, later, cited);
  if (first.length === 0 || second.length === 0)
    return [notProven(`“${word}” is not proven: the cited evidence does not date both sides.`)];
  if (Math.max(...first) < Math.min(...second)) return [];
  const message = `“${word}” contradicts the times in the cited evidence: ${clock(Math.min(...second))} came before ${clock(Math.max(...first))}.`;
  if (Math.min(...first) > Math.max(...second)) return [contradicted('orderContradicted', message)];
  return [notProven(`“${word}” is not proven: by their times, the cited events may have been in another order.`)];
}

/** An event that both sides could mean (a process and its child name each other) dates neither, as long as others do. */
function timesApart(one: string, other: string, cited: readonly EvidenceText[]): readonly [readonly number[], readonly number[]] {
  const [left, right] = [eventsOf(one, cited), eventsOf(other, cited)];
  const apart = (own: readonly Dated[], foreign: readonly Dated[]) => {
    const rest = own.filter(({ id }) => !foreign.some((event) => event.id === id));
    return (rest.length > 0 ? rest : own).map(({ at }) => at);
  };
  return [apart(left, right), apart(right, left)];
}

type Dated = { readonly id: string; readonly at: number };

/** What a part of a sentence tells of, with its time: the times that it gives itself, else the events that hold all that it names. */
function eventsOf(words: string, cited: readonly EvidenceText[]): readonly Dated[] {
  const identifiers = identifiersOf({ kind: 'sentence', words });
  const given = identifiers.flatMap(({ kind, shown }) => (kind === 'instant' ? [...secondsIn(shown)] : []));
  const names = identifiers.filter(({ kind }) => kind === 'name');
  if (given.length > 0 || names.length === 0) return given.map((at) => ({ id: String(at), at }));
  const matching = cited.flatMap((one) => one.records().filter((record) => names.every((name) => isSupported(name, [record]))));
  return matching.flatMap(({ id, at }) => (at === undefined ? [] : [{ id, at }]));
}

/** "The first was …", "the last at …": held against all events of the cited evidence. */
function endDoubts(words: string, cited: readonly EvidenceText[]): readonly Doubt[] {
  const [word] = /\b(?:first|last(?! signal)|latest|earliest|finally|initially)\b/i.exec(maskedLine(words)) ?? [];
  if (word === undefined) return [];
  const own = eventsOf(words, cited).map(({ at }) => at);
  const all = cited.flatMap((one) => one.records().flatMap(({ at }) => (at === undefined ? [] : [at])));
  const isFirst = /first|earliest|initially/i.test(word);
  const end = isFirst ? Math.min(...all) : Math.max(...all);
  if (own.includes(end)) return [];
  if (own.length === 0) return [notProven(`“${word}” is not proven: the cited evidence does not date it.`)];
  return [
    contradicted(
      'orderContradicted',
      `“${word}” contradicts the cited evidence, whose ${isFirst ? 'first' : 'last'} event is of ${clock(end)}.`,
    ),
  ];
}

function clock(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}
