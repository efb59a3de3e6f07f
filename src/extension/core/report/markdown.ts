import type { Claim, EvidenceId } from '../model/evidence.ts';
import type { Datum, Phrase } from '../model/phrase.ts';
import { datumText } from './datumText.ts';
import { withoutStop } from './plainText.ts';

/**
 * The one road from tenant data to Markdown: names and titles are escaped, everything else stands in code spans whose fence fits.
 * Nothing that passes through here becomes markup, a link, an autolink, a table cell border or a line of its own.
 */
export function markdownPhrase(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? part : markdownDatum(part))).join('');
}

function markdownDatum(datum: Datum): string {
  const shown = datumText(datum);
  switch (datum.kind) {
    case 'text':
    case 'time':
    case 'count':
      // A name of blanks between two pairs of asterisks would leave a line of four, which is a rule.
      return escapeMarkdown(shown) || '""';
    case 'code':
    case 'indicator':
    case 'hash':
    case 'id':
      return codeSpan(shown);
  }
}

/** What a sentence needs: a claim, or a note on a part that was not looked at and so rests on no answer. */
type Said = { readonly phrase: Phrase; readonly cites: readonly EvidenceId[] };

/** "kdevtmpfsi ran from /dev/shm [E3][E9]." */
export function markdownSentence(said: Said): string {
  return `${markdownClause(said)}.`;
}

/** "a [E3]; b [E7]." */
export function markdownClauses(said: readonly Said[]): string {
  return `${said.map(markdownClause).join('; ')}.`;
}

function markdownClause(said: Said): string {
  const words = withoutStop(markdownPhrase(said.phrase));
  return said.cites.length === 0 ? words : `${words} ${cite(said.cites)}`;
}

export function markdownSentences(claims: readonly Claim[]): string {
  return claims.map(markdownSentence).join(' ');
}

export function cite(cites: readonly EvidenceId[]): string {
  return cites.map((id) => `[${id}]`).join('');
}

/**
 * Escapes one line of visible text (see datumText). Two quirks: `[.]` of a defanged address stays readable, which is safe because no data can
 * define a link named "."; and a slash after `:` or `/` is escaped because linkify in VS Code's preview looks for `//` but not across escapes.
 */
function escapeMarkdown(line: string): string {
  return line
    .replace(/(\[\.\](?=\w))|[\\`*[\]<>&|~#$@]/g, (found, dot?: string) => dot ?? `\\${found}`)
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/(?<!hxxps?:)\/\//gi, '/\\/')
    .replace(/(www|ftp)\./gi, '$1\\.')
    .replace(/^(\s*)([-+=:])/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** A fence of one backtick more than the longest run inside; an empty string has no code span and shows as `""`. */
function codeSpan(line: string): string {
  if (line.trim() === '') return '`""`';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = /^[`\s]|[`\s]$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Lines must already be visible text: a line break in one would end up as a line of the block, never outside it. */
export function codeBlock(language: 'text' | 'mermaid', lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

function longestRun(line: string): number {
  return Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Cells are Markdown made by this module; a phrase goes in through tablePhrase. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * As markdownPhrase, for a table cell: GFM splits cells before it reads code spans, so a pipe in code needs a backslash. Code that has a
 * backslash before its pipe can not be told apart after that, so it is shown as escaped text.
 */
export function tablePhrase(phrase: Phrase): string {
  return phrase
    .map((part) => {
      if (typeof part === 'string' || part.kind === 'text') return markdownPhrase([part]);
      const shown = datumText(part);
      return shown.includes('\\|') ? escapeMarkdown(shown) : markdownDatum(part).replaceAll(/(?<!\\)\|/g, '\\|');
    })
    .join('');
}
