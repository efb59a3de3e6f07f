import { count, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { Draft } from './draft.ts';

/** More of one kind than a person would go through: those whose events come first stand for them. */
const mostOfOne = 8;

type Kind = { readonly draft: Pick<Draft, 'name' | 'verb'> };

/** What is listed of each kind of action, and a sentence for each of which there is more. */
export function firstOfEach<T extends Kind>(all: readonly T[]): { readonly kept: readonly T[]; readonly left: readonly Phrase[] } {
  const kinds = new Map<string, T[]>();
  for (const one of all) {
    const key = `${one.draft.name} ${one.draft.verb}`;
    const of = kinds.get(key);
    if (of === undefined) kinds.set(key, [one]);
    else of.push(one);
  }
  const long = [...kinds.values()].filter((of) => of.length > mostOfOne);
  const left = long.map(
    (of) => phrase`Of ${count(of.length)} times ${text(of[0]?.draft.name ?? '')} the first ${count(mostOfOne)} are listed.`,
  );
  return { kept: [...kinds.values()].flatMap((of) => of.slice(0, mostOfOne)), left };
}
