import type { ProposedAction } from '../../model/remediation.ts';
import { plainPhrase } from '../../report/plainText.ts';
import type { ActionWords } from './actionWords.ts';
import { groupOf } from './groups.ts';
import { isDoing } from './lexicon.ts';
import type { Word } from './said.ts';

/**
 * What one clause is about. `isGroup`: it names them by place or kind, not by what they do. `silent` says nothing, `nothing` says that nothing is
 * wanted.
 */
export type Reading =
  | { readonly kind: 'actions'; readonly actions: readonly ProposedAction[]; readonly isGroup: boolean }
  | { readonly kind: 'nothing' | 'silent' }
  | { readonly kind: 'unclear'; readonly why?: string };

/** What was said, and what was said to be done in the clause before, for one that names a thing alone: "the container and the pod". */
export type Said = { readonly words: readonly Word[]; readonly doingBefore?: string };

const sequence: ReadonlySet<string> = new Set(['first', 'last', 'finally', 'lastly']);
const none: ReadonlySet<string> = new Set(['nothing', 'none']);

/** -1 for what is wanted before all else, 1 for what is wanted after it. */
export function rankOf(words: readonly Word[]): -1 | 0 | 1 {
  if (words.some(({ word }) => word === 'first')) return -1;
  return words.some(({ word }) => sequence.has(word)) ? 1 : 0;
}

/** The actions that a clause asks for: exactly one, or several where it says so. */
export function readWish({ words, doingBefore }: Said, all: readonly ActionWords[]): Reading {
  const content = contentOf(words);
  if (content.length > 0 && content.every(({ word }) => none.has(word)))
    return { kind: words.some(({ word }) => word === 'else') ? 'silent' : 'nothing' };
  const group = groupOf(
    words,
    all.map(({ action }) => action),
  );
  if (group !== undefined) {
    if (group.outOfList || group.actions.length === 0) return { kind: 'unclear', why: 'the list has no such action' };
    return { kind: 'actions', actions: group.actions, isGroup: true };
  }
  if (content.length === 0) return words.some(({ word }) => word === 'both') ? { kind: 'unclear' } : { kind: 'silent' };
  const asked = withDoing(content, doingBefore);
  const fits = asked === undefined ? [] : all.filter((one) => isDone(asked, one) && isMeant(asked, one));
  return chosen(fits, words);
}

/**
 * The actions that a clause rules out: all that answer to its words, since one too many is left to be asked for again. Unclear where a word is not
 * known, since then it may rule out anything.
 */
export function readException({ words, doingBefore }: Said, all: readonly ActionWords[]): Reading {
  const group = groupOf(
    words,
    all.map(({ action }) => action),
  );
  if (group !== undefined) return group.outOfList ? { kind: 'unclear' } : { kind: 'actions', actions: group.actions, isGroup: true };
  const content = contentOf(words).filter(({ word }) => word !== 'anything');
  if (content.length === 0) return { kind: 'silent' };
  const asked = withDoing(content, doingBefore);
  const precise = asked === undefined ? [] : all.filter((one) => isMeant(asked, one));
  const fits = precise.length > 0 ? precise : all.filter((one) => isMeant(content, one));
  const isKnown = (word: Word) => word.idea !== undefined || all.some((one) => satisfies(word, one));
  if (fits.length === 0 && !content.every(isKnown)) return { kind: 'unclear' };
  return { kind: 'actions', actions: fits.map(({ action }) => action), isGroup: false };
}

/** The first thing that a clause says to do. */
export function doingOf(words: readonly Word[]): string | undefined {
  return words.find(({ idea }) => idea !== undefined && isDoing(idea))?.idea;
}

/** As a list names an action: `KILL_CONTAINER 3f2a9c81d7be`. */
export function labelOf({ name, on }: ProposedAction): string {
  return `${name} ${plainPhrase(on)}`.trim();
}

function contentOf(words: readonly Word[]): readonly Word[] {
  return words.filter(({ word, isFiller }) => !isFiller && !sequence.has(word));
}

function withDoing(content: readonly Word[], doingBefore: string | undefined): readonly Word[] | undefined {
  if (doingOf(content) !== undefined) return content;
  if (doingBefore === undefined) return undefined;
  return [{ word: doingBefore, idea: doingBefore, isFiller: false, located: false }, ...content];
}

/** What is done has to be an idea of the action: a workload that is called `kill` makes nothing that is done to it a killing. */
function isDone(content: readonly Word[], { ideas }: ActionWords): boolean {
  return content.some(({ idea }) => idea !== undefined && isDoing(idea) && ideas.has(idea));
}

function isMeant(content: readonly Word[], action: ActionWords): boolean {
  return content.every((word) => satisfies(word, action));
}

function satisfies({ word, idea, located }: Word, { ideas, targets, places }: ActionWords): boolean {
  if (ideas.has(idea ?? word) || targets.has(word)) return true;
  if (located && places.has(word)) return true;
  return /^[0-9a-f]{4,}$/.test(word) && [...targets].some((target) => /^[0-9a-f]{12,}$/.test(target) && target.startsWith(word));
}

const several: ReadonlySet<string> = new Set(['all', 'both', 'every', 'each']);

function chosen(fits: readonly ActionWords[], words: readonly Word[]): Reading {
  const actions = fits.map(({ action }) => action);
  const [first] = actions;
  if (first === undefined) return { kind: 'unclear' };
  if (actions.length === 1) return { kind: 'actions', actions, isGroup: false };
  const isAll = words.some(({ word }) => several.has(word)) && actions.every(({ name }) => name === first.name);
  if (isAll && (actions.length === 2 || !words.some(({ word }) => word === 'both'))) return { kind: 'actions', actions, isGroup: false };
  const named = fits.filter((one) => isNamed(one, words));
  if (named.length === 1) return { kind: 'actions', actions: named.map(({ action }) => action), isGroup: false };
  return { kind: 'unclear', why: `it could be ${actions.slice(0, 4).map(labelOf).join(' or ')}` };
}

/** Whether a clause has every word of one of the action's names. */
function isNamed({ names }: ActionWords, words: readonly Word[]): boolean {
  const said = new Set(words.map(({ word, idea }) => idea ?? word));
  return names.some((name) => name.length > 0 && name.every((word) => said.has(word)));
}
