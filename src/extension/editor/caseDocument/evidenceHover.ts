import * as vscode from 'vscode';
import { canonical } from '../../core/model/evidence.ts';
import { code, id, text, time } from '../../core/model/phrase.ts';
import type { SourceRow } from '../../core/report/caseFooter.ts';
import { markdownPhrase } from '../../core/report/markdown.ts';
import { maskLeaf } from '../../core/report/secrets.ts';
import type { CaseUnit } from '../../core/report/verify/caseText.ts';
import type { CaseAnswers } from './answers.ts';
import { citedAt } from './cited.ts';
import { againText, answerShown } from './evidenceDocuments.ts';
import { layOutJson } from './layOutJson.ts';
import { findNamed, namedValues } from './namedValues.ts';
import type { OpenCases } from './openCases.ts';
import { rowsText, sourceWords } from './sourceWords.ts';
import { rangeOf } from './verification.ts';

/** What is behind a citation, or a row of the Sources: never more than this window knows already. */
export function createEvidenceHover(cases: OpenCases, answers: CaseAnswers): vscode.HoverProvider {
  return {
    provideHover(document, position) {
      const cited = citedAt(cases, document, position);
      if (cited === undefined) return undefined;
      const { row, unit, place } = cited;
      const told = row === undefined ? unknownSource(cited.id) : evidenceMarkdown(row, unit, answers, document.uri.fsPath);
      const markdown = new vscode.MarkdownString(told);
      markdown.isTrusted = false;
      markdown.supportHtml = false;
      return new vscode.Hover(markdown, rangeOf(place));
    },
  };
}

const linesShown = 30;
/** A hover shows some ten lines before one has to scroll. */
const linesBefore = 3;
const columnsShown = 160;

function unknownSource(id: string): string {
  return vscode.l10n.t('{0} is not in the Sources of this case.', `**${id}**`);
}

function evidenceMarkdown(row: SourceRow, unit: CaseUnit | undefined, answers: CaseAnswers, file: string): string {
  const known = answers.known(file, row);
  const shown = answerShown(known, row);
  const head = [`**${row.id}**`, sourceWords(row.source), readAt(row), rowsText(row)].filter((part) => part !== undefined).join(' · ');
  const outcome = known.again === undefined ? [] : [escaped(againText(known.again))];
  const answer = 'raw' in shown ? excerpt(shown.raw, unit) : known.again === undefined ? notKept(row, shown.why) : [];
  return [head, asked(row), ...outcome, ...answer].join('\n\n');
}

function readAt({ at }: SourceRow): string {
  const ms = Date.parse(at);
  return vscode.l10n.t('read {0}', markdownPhrase([Number.isNaN(ms) ? text(at) : time(ms)]));
}

function asked({ source }: SourceRow): string {
  switch (source.kind) {
    case 'mcp':
      return markdownPhrase([code(source.tool), ' ', code(canonical(JSON.parse(canonical(source.args), maskLeaf)))]);
    case 'http':
      return vscode.l10n.t('Open it in the browser: {0}', markdownPhrase([id(source.url)]));
    case 'command':
      return markdownPhrase([code(source.line)]);
    case 'file':
      return markdownPhrase([code(source.path), ` line ${source.line}`]);
  }
}

/** The lines of the answer round the first thing that the sentence names, as text: in a fence that nothing in it can close. */
function excerpt(raw: string, unit: CaseUnit | undefined): readonly string[] {
  if (raw === '') return [];
  const { text: laidOut, json } = layOutJson(raw, { secrets: 'masked' });
  const lines = laidOut.split('\n');
  const named = unit === undefined ? undefined : findNamed(laidOut, namedValues(unit.words));
  const begin = Math.max(0, Math.min((named?.line ?? 0) - linesBefore, lines.length - linesShown));
  const shown = lines.slice(begin, begin + linesShown).map(cut);
  const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
  const part = vscode.l10n.t('Lines {0} to {1} of {2}; go to the definition for the whole.', begin + 1, begin + shown.length, lines.length);
  return [[`${fence}${json ? 'json' : 'text'}`, ...shown, fence].join('\n'), ...(shown.length < lines.length ? [part] : [])];
}

function cut(line: string): string {
  return line.length <= columnsShown ? line : `${line.slice(0, columnsShown).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function longestRun(line: string): number {
  return Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
}

function notKept({ source, failure }: SourceRow, why: string): readonly string[] {
  if (source.kind !== 'mcp') return [];
  if (failure !== undefined) return [escaped(why)];
  return [vscode.l10n.t('The answer is not kept across a reload. Ask for it again with Go to Definition or Re-check.')];
}

function escaped(line: string): string {
  return markdownPhrase([text(line)]);
}
