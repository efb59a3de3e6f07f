import type { CaseUnit } from './caseText.ts';
import { stretchesOf } from './inlineText.ts';

/**
 * Something in a sentence that its evidence must hold. `instant` and `clock` are compared as times, `name` as text; `shown` is how the sentence has it.
 */
export type Identifier = { readonly kind: 'instant' | 'minute' | 'clock' | 'name'; readonly shown: string };

/** What a unit names: every code span, and in its words times, addresses, hashes, ids, paths and names with a digit, dot or slash in them. */
export function identifiersOf({ kind: unit, words }: Pick<CaseUnit, 'kind' | 'words'>): readonly Identifier[] {
  const found: Identifier[] = [];
  const prose: string[] = [];
  for (const { kind, text } of unit === 'block' ? [{ kind: 'words', text: words }] : stretchesOf(words)) {
    if (kind === 'code') {
      // A pipe in a cell has a backslash before it, in a code span too.
      const shown = unit === 'row' ? text.replaceAll('\\|', '|') : text;
      if (!/^(?:""|\s*)$/.test(shown)) found.push({ kind: 'name', shown });
      prose.push(between);
    } else prose.push(text);
  }
  return [...found, ...inProse(prose.join(''))];
}

/** Stands for a code span, so that the words on its two sides do not become one. */
const between = ' \uE000 ';

const times = [
  ['instant', /\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?(?:Z|UTC)\b)?/g],
  ['minute', /\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?: ?(?:Z|UTC)\b)?/g],
  ['minute', /\b\d{4}-\d\d-\d\d\b(?!-)/g],
  ['clock', /(?<![\w:.])\d\d:\d\d(?::\d\d)?(?![\w:])(?: ?(?:Z|UTC)\b)?/g],
] as const;

// What was asked for: no evidence holds the ends of a window.
const window = /\bfrom \d{4}-\d\d-\d\dT\d\d:\d\dZ to \d{4}-\d\d-\d\dT\d\d:\d\dZ/g;

// "namespace shop, workload storefront (…": a word that is a name because of what stands before and after it.
const named = /\b(?:namespace|workload|cluster|project|host|pod|user|tenant|region) (?!failed|skipped|events)([a-z][\w-]*)(?=[,)])/g;

function inProse(text: string): readonly Identifier[] {
  const found: Identifier[] = [];
  let rest = text.replace(/\[([.@])\]/g, '$1').replace(window, between);
  for (const [, shown = ''] of rest.matchAll(named)) found.push({ kind: 'name', shown });
  for (const [kind, pattern] of times) {
    rest = rest.replace(pattern, (shown) => {
      found.push({ kind, shown });
      return between;
    });
  }
  const names = rest.split(/[\s"'“”‘’„()<>*;,!?…→[\]]+/).map((word) => word.replace(/^[:.|]+|[:.|]+$/g, ''));
  return [...found, ...names.filter(isName).map((shown) => ({ kind: 'name' as const, shown }))];
}

/** The words of a unit without what they name, so that a number that is left counts something. */
export function unnamed({ kind, words }: Pick<CaseUnit, 'kind' | 'words'>): string {
  if (kind !== 'sentence') return '';
  let rest = stretchesOf(words)
    .map(({ kind: stretch, text }) => (stretch === 'code' ? between : text))
    .join('')
    .replace(window, between);
  for (const [, pattern] of times) rest = rest.replace(pattern, between);
  return rest
    .replace(/\b(?:port|pid|process|uid|version|severity|line|step|tactic)s? \d+/gi, between)
    .replace(/[^\s"“”()]+/g, (word) => (isName(word) ? between : word));
}

/** Words with a digit or a sign in them that ordinary words do not have; digits of other scripts only look like the evidence's. */
function isName(word: string): boolean {
  if (!/\p{L}|\d\.\d.*\.\d|\d{5}|[^\P{Nd}0-9]/u.test(word) || ordinary.test(word)) return false;
  return /\p{Nd}|[@_=\\]|\p{L}[./:]\p{L}|^[./~][\w.]|\p{Ll}\p{Lu}/u.test(word);
}

const ordinary =
  /^(?:\d+(?:st|nd|rd|th|s|m|h|d|ms|min|kb|mb|gb|x)|s\d+|v\d+|ta\d{4}|t\d{4}(?:\.\d{3})?|sha-?\d+|ec2|s3|k8s|k8s_audit|k8s_workload|ipv[46]|and\/or|e\.g|i\.e|read\/write|github|cloudtrail|virustotal|pagerduty|gitlab|devops|javascript|powershell|openshift)$/i;
