import { ideaOf, isFiller, plainWords } from './lexicon.ts';

/** One word of a clause. `idea` is what it stands for, where it is known; `located` is set behind "in", "on", "at" or "from". */
export type Word = { readonly word: string; readonly idea?: string; readonly isFiller: boolean; readonly located: boolean };

const locating: ReadonlySet<string> = new Set(['in', 'on', 'at', 'from']);

/** The words of a clause. A word with dashes, underscores or slashes that is no name here is what its parts are: `KILL_CONTAINER`. */
export function wordsOf(text: string, names: ReadonlySet<string>): readonly Word[] {
  const bare = plainWords(text)
    .split(/[\s"“”()[\]]+/)
    .map((word) => word.replace(/^[#'*]+|[.,:!'*]+$/g, ''))
    .filter((word) => word !== '');
  const words = bare.flatMap((word) => (names.has(word) || !/[_/-]/.test(word) || /^\d+-\d+$/.test(word) ? [word] : partsOf(word)));
  return words.map((word, at) => {
    const idea = ideaOf(word);
    const before = words[at - 1] === 'the' ? words[at - 2] : words[at - 1];
    return { word, ...(idea !== undefined && { idea }), isFiller: isFiller(word), located: locating.has(before ?? '') };
  });
}

function partsOf(word: string): readonly string[] {
  return word.split(/[_/-]+/).filter((part) => part !== '');
}
