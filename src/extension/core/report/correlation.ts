import type { Case, CorrelationRow, Explanation, ExplanationKind } from '../model/case.ts';
import type { Claim } from '../model/evidence.ts';
import { type Datum, join, type Phrase, text } from '../model/phrase.ts';
import { tactics } from '../model/tactic.ts';
import { afterColon, inOneBreath } from './inOneBreath.ts';
import { bullets, markdownPhrase, markdownSentence, markdownSentences } from './markdown.ts';
import { notLooked } from './sections.ts';

/** What fits the trigger (4 or 5 of 5), what the tactic gate held back, and how else all of it could be read (I-24, I-25, X-13). */
export function renderCorrelation(of: Case): string {
  return ['### Correlation & confidence', ...correlation(of), ...explanations(of)].join('\n\n');
}

function correlation({ correlation: section }: Case): readonly string[] {
  if (section.status !== 'done') return [notLooked(section)];
  const { rows, refused } = section.value;
  return [
    rows.length === 0 ? 'No signal: no vulnerability and no posture finding explains the trigger.' : bullets(rows.map(row)),
    ...(refused.length === 0 ? [] : ['Held back by the tactic gate:', bullets(alike(refused).map(markdownSentence))]),
  ];
}

/** "**5/5** `CVE-2022-22965`, execution: its severity is critical and an exploit for it is known [E32]." */
function row({ finding, score, tactic, reasons }: CorrelationRow): string {
  const good = tactic === undefined ? '' : `, ${tactics[tactic].name.toLowerCase()}`;
  return `**${score}/5** ${markdownPhrase([finding])}${good}: ${markdownSentences(afterColon(inOneBreath(reasons)))}`;
}

/** Findings that are refused in the same words for the same evidence are one sentence: "A, B and C: each is good for impact …". */
function alike(refused: readonly Claim[]): readonly Claim[] {
  const groups = new Map<string, { readonly found: Datum[]; readonly said: Phrase; readonly only: Claim }>();
  for (const claim of refused) {
    const [finding, ...said] = claim.phrase;
    const isNamed = finding !== undefined && typeof finding !== 'string';
    const key = JSON.stringify([isNamed ? said : claim.phrase, claim.cites]);
    const there = groups.get(key);
    if (there === undefined) groups.set(key, { found: isNamed ? [finding] : [], said, only: claim });
    else if (isNamed) there.found.push(finding);
  }
  return [...groups.values()].map(({ found, said, only }) =>
    found.length < 2 ? only : { phrase: [...join(found, ', ', ' and '), ': each', ...said], cites: only.cites },
  );
}

const names: Readonly<Record<ExplanationKind, string>> = {
  attack: 'An attack',
  administrator: 'An administrator at work',
  scanner: 'A scanner',
  testTool: 'A test tool',
};

function explanations(of: Case): readonly string[] {
  if (of.explanations.length === 0) return [];
  return ['How it could be read:', bullets(of.explanations.map(explanation))];
}

function explanation({ kind, standing, for: pro, against }: Explanation): string {
  const side = (name: string, claims: Explanation['for']) =>
    claims.length === 0 ? [] : [`${name}: ${markdownSentences(afterColon(inOneBreath(claims)))}`];
  const sides = [...side('For', pro), ...side('Against', against)];
  return [`**${names[kind]}** (${markdownPhrase([text(standing)])}).`, ...(sides.length === 0 ? ['Nothing speaks for it.'] : sides)].join(
    ' ',
  );
}
