import { type Tactic, tacticOrder } from '../../model/tactic.ts';
import { type Found, findEntries } from './findEntries.ts';
import { bySpecificity, type Reading } from './reading.ts';
import { tacticsOf } from './techniques.ts';
import { type Word, wordsOf } from './wordForms.ts';

/** What a rule is called, and prose about it (its output, a description), the more telling first. */
type Wording = { readonly name?: string; readonly prose?: readonly string[] };

/** How rules' descriptions begin; the verb is the rule's own act, not the attacker's. */
const preamble =
  /^(?:this (?:\w+ )?rule )?(?:detects?|identif(?:y|ies)|monitors?(?: for)?|looks? for|searches for|alerts?(?: on| when)?|[\w ]*analysis[\w ,]*(?:has )?detected)\s+(?:an? )?(?:attempts? (?:to|at|of)\s+)?/i;

/** Below this weight nothing speaks; closer than this to the next tactic, two speak at once. */
const audible = 2.6;
const clear = 0.5;
const decisive = 4;
/** Where prose was read as well, the louder of two close tactics is more often right than none. */
const faint = 2;

/** A rule says of itself what it says in as many characters; what goes on beyond is quoted. */
const longest = 2_000;

/** @property share how much its words count */
type Text = { readonly text: string; readonly share: number; readonly kind: 'name' | 'prose' };

type Score = { readonly tactic: Tactic; readonly weight: number; readonly best: Found & { readonly words: readonly Word[] } };

/** I-06 from words: what ATT&CK's techniques are called and done with, weighed. Undefined where nothing speaks. */
export function readWords({ name = '', prose = [] }: Wording): Reading | undefined {
  const named = { text: name.slice(0, longest), share: 1, kind: 'name' } as const;
  const sentences = prose
    .flatMap((text) => text.split(/(?<=[.!?])\s+/).slice(0, 5))
    .map((text) => ({ text: text.slice(0, longest).replace(preamble, ''), share: 0.5, kind: 'prose' as const }));
  const own = scores([named]);
  const all = sentences.length === 0 ? own : scores([named, ...sentences]);
  const said = [all, own].find(speaksOut);
  if (said !== undefined) return toReading(said, own[0]?.tactic === said[0]?.tactic ? own : []);
  return sentences.length > 0 && (all[0]?.weight ?? 0) >= faint ? toReading(all, []) : undefined;
}

/** Loud enough, and no other tactic about as loud. */
function speaksOut([first, second]: readonly Score[]): boolean {
  return first !== undefined && first.weight >= audible && first.weight - (second?.weight ?? 0) >= clear;
}

/** @param own what the name alone says of the same tactic: the more it says, the surer */
function toReading(ranked: readonly Score[], own: readonly Score[]): Reading | undefined {
  const [first, second] = ranked;
  const [said, ...more] = first?.best.words ?? [];
  if (first === undefined || said === undefined) return undefined;
  const named = own[0]?.weight ?? 0;
  const confidence = named >= decisive && named - (own[1]?.weight ?? 0) >= decisive / 2 ? 3 : named >= audible ? 2 : 1;
  const { technique } = first.best.entry;
  const known = technique.startsWith('TA') ? undefined : technique;
  const other = second !== undefined && second.weight >= audible ? second.tactic : tacticsOf(technique).find((one) => one !== first.tactic);
  return {
    tactic: first.tactic,
    origin: 'words',
    confidence,
    because: [said.said, ...more.map((word) => word.said)],
    ...(known !== undefined && { technique: known }),
    ...(other !== undefined && { secondary: other }),
  };
}

/** Tactics by how strongly the texts speak of them: the heaviest entry whole, each further one a part, repetition nothing. */
function scores(texts: readonly Text[]): readonly Score[] {
  const found = texts.flatMap(({ text, share, kind }) => {
    const words = wordsOf(text);
    return findEntries(
      words.map((word) => word.stem),
      kind,
    ).map((one) => ({
      ...one,
      weight: one.weight * share,
      words: [...one.at].sort((a, b) => a - b).flatMap((at) => words[at] ?? []),
    }));
  });
  return tacticOrder
    .flatMap((tactic) => {
      const own = found.filter((one) => one.entry.tactic === tactic).toSorted((a, b) => b.weight - a.weight);
      const seen = new Set<string>();
      const fresh = own.filter((one) => {
        const news = one.words.some((word) => !seen.has(word.stem));
        for (const word of one.words) seen.add(word.stem);
        return news;
      });
      const [best] = fresh;
      if (best === undefined) return [];
      return [{ tactic, best, weight: fresh.slice(0, 4).reduce((sum, one, index) => sum + one.weight * 0.5 ** index, 0) }];
    })
    .toSorted((a, b) => b.weight - a.weight || bySpecificity(a.tactic, b.tactic));
}
