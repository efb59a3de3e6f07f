/**
 * What a person said, cut where one wish ends and another begins. `want` is to be run, `not` is not, and of `doubt` it can not be told: `why` says
 * what stands in the way. `said` is the text as it was typed; `sentence` counts from 0.
 */
export type Clause = {
  readonly said: string;
  readonly mode: 'want' | 'not' | 'doubt';
  readonly why?: string;
  readonly sentence: number;
};

/** What stands between two clauses. `hard` begins a new wish, `soft` may go on with the last one. */
type Joint = 'only' | 'except' | 'not' | 'hard' | 'or' | 'soft';

// The first that fits at a place counts, so the longer ones come first.
const joints: readonly (readonly [Joint, string])[] = [
  [
    'only',
    String.raw`\b(?:(?:do not|don't|dont) (?:do|run) anything|nothing)(?: else)? (?:but|except(?: for)?|other than|apart from|besides)\b`,
  ],
  ['except', String.raw`(?<=\b(?:everything|anything|all|all of them|all of these)) but\b(?! not\b)`],
  ['except', String.raw`\b(?:except(?: for)?|excluding|without|other than|apart from|save for|instead of|rather than)\b`],
  ['except', String.raw`\b(?:skip|skipping|omit|omitting|leave|leaving|avoid|avoiding|ignore|ignoring)(?: out)?\b`],
  ['not', String.raw`\b(?:do not|don't|dont|never|not|no)\b`],
  ['hard', String.raw`\b(?:after that|then|but|before)\b`],
  ['or', String.raw`\b(?:or|nor)\b`],
  ['soft', String.raw`,|&|\+(?=\s)|\b(?:and|plus|as well as|along with)\b`],
];
const joint = new RegExp(joints.map(([, pattern]) => `(${pattern})`).join('|'), 'gi');

// What depends on something, or asks, is no order.
const conditional =
  /\b(?:if|unless|when|whenever|until|once|maybe|perhaps|possibly|after(?! that)|in case|whether|not only|either|can't|cannot)\b|\?\s*$/i;
const negatedBefore = /\b(?:not|don't|dont|never|no)\b.*\bbefore\b/i;

// "1. isolate" and "- isolate" on lines of their own: the number counts what was written, not what is on the list.
const listMark = /^[ \t]*(?:\d{1,2}[.)]|[-*•])[ \t]+(?=(?!and\b|or\b|to\b)[a-z])/gim;

const unclear = 'it is not clear whether it is wanted';

/** @param isOrder whether a text begins with a verb as an order does: `kill it`, not `killing it` nor `the pod` */
export function clausesOf(words: string, isOrder: (text: string) => boolean): readonly Clause[] {
  const plain = words.replaceAll(/[‘’`´]/g, "'").replaceAll(listMark, '');
  const sentences = plain.split(/(?<=[.!?])\s+|[;\n]+/).filter((one) => /[\p{L}\p{N}]/u.test(one));
  return sentences.flatMap((said, sentence): readonly Clause[] => {
    if (conditional.test(said)) return [{ said: said.trim(), mode: 'doubt', why: 'it is a question or depends on something', sentence }];
    if (negatedBefore.test(said)) return [{ said: said.trim(), mode: 'doubt', why: 'it says what comes first, not what to run', sentence }];
    const parts = partsOf(said);
    if (parts === 'dangling') return [{ said: said.trim(), mode: 'doubt', why: unclear, sentence }];
    return moded(parts, isOrder).map((clause) => ({ ...clause, sentence }));
  });
}

type Part = { readonly joints: readonly Joint[]; readonly said: string };

/** `dangling`: it ends in a "not" that takes back what was said before. */
function partsOf(sentence: string): readonly Part[] | 'dangling' {
  const parts: Part[] = [];
  let pending: Joint[] = [];
  let from = 0;
  const add = (text: string) => {
    const said = text.trim().replace(/^[:\s-]+|[.!:\s]+$/g, '');
    if (said === '') return;
    parts.push({ joints: pending, said });
    pending = [];
  };
  for (const match of sentence.matchAll(joint)) {
    add(sentence.slice(from, match.index));
    const at = match.slice(1).findIndex((group) => group !== undefined);
    pending.push(joints[at]?.[0] ?? 'soft');
    from = match.index + match[0].length;
  }
  add(sentence.slice(from));
  if (!pending.some(isNegation)) return parts;
  return parts.length === 0 ? [{ joints: [], said: 'nothing' }] : 'dangling';
}

type Moded = Omit<Clause, 'sentence'>;
type Mode = 'want' | 'not' | 'except';

function moded(parts: readonly Part[], isOrder: (text: string) => boolean): readonly Moded[] {
  const clauses: Moded[] = [];
  let mode: Mode = 'want';
  for (const [at, part] of parts.entries()) {
    const { said } = part;
    if (mode === 'want' && isChoice(part)) {
      clauses.push(choice(clauses.pop(), said));
      continue;
    }
    mode = modeAfter(part, mode);
    const goesOn = mode !== 'want' && !part.joints.some(isNegation) && !isListed(parts, at, mode);
    const why = doubtOf(part, goesOn && isOrder(said));
    clauses.push(why === undefined ? { said, mode: mode === 'want' ? 'want' : 'not' } : { said, mode: 'doubt', why });
  }
  return clauses;
}

function doubtOf(part: Part, isOrderBehindNot: boolean): string | undefined {
  if (isTwofold(part)) return unclear;
  return isOrderBehindNot ? `it follows a "not", so ${unclear}` : undefined;
}

function choice(last: Moded | undefined, said: string): Moded {
  return { said: last === undefined ? said : `${last.said} or ${said}`, mode: 'doubt', why: 'one of them has to be chosen' };
}

function isChoice({ joints: before }: Part): boolean {
  return before.includes('or') && !before.some(isNegation);
}

function isNegation(one: Joint): boolean {
  return one === 'not' || one === 'except';
}

/** "No, isolate it" and "not without": a "not" that nothing belongs to, or one on another. */
function isTwofold({ joints: before }: Part): boolean {
  const negations = before.filter(isNegation).length;
  return negations > 1 || (negations === 1 && before.at(-1) === 'soft');
}

/** "Don't delete it, disable it instead": what stands in for what is not wanted is wanted. */
function modeAfter({ joints: before, said }: Part, mode: Mode): Mode {
  if (before.includes('only')) return 'want';
  if (before.includes('except')) return 'except';
  if (before.includes('not')) return 'not';
  return before.includes('hard') || /\binstead\b/i.test(said) ? 'want' : mode;
}

/** "Don't kill, pause or delete it": the "or" shows that all of them belong to the "not". */
function isListed(parts: readonly Part[], at: number, mode: Mode): boolean {
  if (mode !== 'not') return false;
  const rest = parts.slice(at);
  const end = rest.findIndex(({ joints: before }, index) => index > 0 && before.some((one) => one !== 'soft' && one !== 'or'));
  return rest.slice(0, end === -1 ? rest.length : end).some(({ joints: before }) => before.includes('or'));
}
