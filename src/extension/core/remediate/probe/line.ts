import type { About, BlastRadius, BlastTopic, Gap, Probed } from '../../model/blastRadius.ts';
import { citing, type Evidence } from '../../model/evidence.ts';
import { count, type Datum, join, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import type { Answered } from './answered.ts';

/** What a line asks: half a sentence of ours. */
export type Question = { readonly topic: BlastTopic; readonly about: About; readonly asked: string; readonly probeWith: Gap['probeWith'] };

export type Told = { readonly phrase: Phrase; readonly value: Probed };

/** A line with the evidence that it rests on, whose order is given when all lines are known. */
export type Line = { readonly line: BlastRadius['lines'][number]; readonly evidence: readonly Evidence[] };

/** What was found as a fact, or what is not known as a gap. */
export function lineOf({ topic, about, asked, probeWith }: Question, told: Answered<Told>): Line {
  const evidence = told.sources;
  if (told.kind === 'answered') {
    return { line: { kind: 'fact', topic, ...told.value, sources: citing(...told.sources) }, evidence };
  }
  const words = phrase`${[capital(asked)]}: unknown: probe with ${[probeWith]} (${text(told.why)}).`;
  const sources = [...new Set(evidence.map(({ id }) => id))];
  return { line: { kind: 'gap', topic, about, asked, probeWith, why: told.why, phrase: words, sources }, evidence };
}

/** Names that a sentence lists; the rest is counted, and stands whole in the value. */
const mostNamed = 5;

/** `a, b and 3 more`. */
export function listed(items: readonly Phrase[]): Phrase {
  const more = items.length - mostNamed;
  return more > 0 ? phrase`${join(items.slice(0, mostNamed), ', ')} and ${count(more)} more` : join(items, ', ', ' and ');
}

/** A number and our own noun. */
export function counted(number: number, noun: string, nouns = `${noun}s`): Phrase {
  return phrase`${count(number)} ${[number === 1 ? noun : nouns]}`;
}

/** The verb that goes with a number: `stands` for one, `stand` for more. */
export function verb(number: number, one: string, more: string): Phrase {
  return [number === 1 ? one : more];
}

/** An instant as a tool prints it, in whatever zone; what is none stays as it is. */
export function instant(printed: string): Datum {
  const ms = Date.parse(printed);
  return Number.isNaN(ms) ? text(printed) : time(ms);
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
