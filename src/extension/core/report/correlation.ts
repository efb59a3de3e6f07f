import type { Case, CorrelationRow, Explanation, ExplanationKind } from '../model/case.ts';
import { text } from '../model/phrase.ts';
import { tactics } from '../model/tactic.ts';
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
    ...(refused.length === 0 ? [] : ['Held back by the tactic gate:', bullets(refused.map(markdownSentence))]),
  ];
}

function row({ finding, score, tactic, reasons }: CorrelationRow): string {
  const good = tactic === undefined ? '' : `, ${tactics[tactic].name.toLowerCase()}`;
  return `**${markdownPhrase([finding])}** ${score}/5${good}: ${markdownSentences(reasons)}`;
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
  const side = (name: string, claims: Explanation['for']) => (claims.length === 0 ? [] : [`${name}: ${markdownSentences(claims)}`]);
  const sides = [...side('For', pro), ...side('Against', against)];
  return [`**${names[kind]}** (${markdownPhrase([text(standing)])}).`, ...(sides.length === 0 ? ['Nothing speaks for it.'] : sides)].join(
    ' ',
  );
}
