import { count, type Phrase, phrase } from '../model/phrase.ts';

export function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A number and our own noun, for a sentence: the number stays a datum. */
export function counted(number: number, noun: string, nouns = `${noun}s`): Phrase {
  return phrase`${count(number)} ${[number === 1 ? noun : nouns]}`;
}

/** A sentence begins with a capital letter, whatever word of ours it begins with. */
export function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
