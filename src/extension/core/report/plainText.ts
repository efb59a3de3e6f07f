import type { Claim } from '../model/evidence.ts';
import { type Phrase, text } from '../model/phrase.ts';
import { datumText } from './datumText.ts';

/**
 * A phrase as one line of plain text, for notifications, tree rows, terminals and drawings. Carries no control sequence, and nothing that
 * VS Code's notifications would read as a link: they turn `[label](command:…)` into one even in plain messages.
 */
export function plainPhrase(phrase: Phrase): string {
  return phrase
    .map((part) => (typeof part === 'string' ? part : datumText(part).replace(ansi, '')))
    .join('')
    .replace(/\](?=\()/g, '] ');
}

/** A tenant's string as one line of plain text. */
export function plainText(value: string): string {
  return plainPhrase([text(value)]);
}

/** The sentence with its citations, ended by one full stop: "kdevtmpfsi ran [E3][E9]." */
export function plainSentence(claim: Claim): string {
  return `${withoutStop(plainPhrase(claim.phrase))} ${claim.cites.map((id) => `[${id}]`).join('')}.`;
}

/** Sentences end in their citations and then a full stop, so the engine's own is taken off first. */
export function withoutStop(sentence: string): string {
  return sentence.replace(/(?<!\\)[.\s]+$/, '');
}

// What is left of CSI and OSC sequences once datumText has made their control characters visible.
const ansi = /␛(?:\[[0-?]*[ -/]*[@-~]|\][^␇␛]*(?:␇|␛\\)?)?/g;
