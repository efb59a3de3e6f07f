import type { Token } from 'marked';
import type { Case, TenantLabel, ToldCase } from '../../model/case.ts';
import { text } from '../../model/phrase.ts';
import { tactics } from '../../model/tactic.ts';
import { parseCaseFooter } from '../parseCaseFooter.ts';
import { plainPhrase } from '../plainText.ts';
import { childrenOf, type MarkdownRenderer, wordsOf } from './htmlMarkdown.ts';
import { escapeHtml } from './htmlText.ts';

type Head = { readonly markdown: string; readonly tokens: readonly Token[]; readonly renderer: MarkdownRenderer; readonly told?: ToldCase };

/** What the whole case says about itself, from the file's footer, else as it was told. */
type About = {
  readonly tenant: TenantLabel;
  readonly startedAt: string;
  readonly completedAt: string;
  readonly status: Case['status'];
  readonly sources: number;
};

/** The title block: what happened, by which tactic, how sure, whose tenant, when. `title` is plain text. */
export function renderHead({ markdown, tokens, renderer, told }: Head): { readonly title: string; readonly html: string } {
  const heading = tokens.find((token) => token.type === 'heading');
  const words = heading === undefined ? [] : childrenOf(heading);
  const { name, tactic } = parted(words);
  const about = readAbout(markdown, told);
  const rest = tokens.filter((token) => token !== heading);
  const quotes = rest.filter(({ type }) => type === 'blockquote');
  const tacticHtml = tactic.length > 0 ? renderer.inline(tactic) : escapeHtml(told?.tactic.tactic ? tactics[told.tactic.tactic].name : '');
  const parts = [
    '<p class="kind">Runtime threat case</p>',
    `<h1>${renderer.inline(name) || 'Untitled case'}</h1>`,
    ...(tacticHtml === '' ? [] : [`<p class="tactic">${tacticHtml}</p>`]),
    ...banners(quotes, about, renderer),
    facts(about, confidenceOf(markdown, told)),
    `<div class="identity">\n${renderer.blocks(rest.filter((token) => !quotes.includes(token)))}</div>`,
  ];
  return { title: wordsOf(words).trim() || 'Runtime threat case', html: parts.filter((part) => part !== '').join('\n') };
}

/** "Name — Execution (TA0002)": the tactic is what follows the last dash, which is ours. */
function parted(words: readonly Token[]): { name: readonly Token[]; tactic: readonly Token[] } {
  const index = words.findLastIndex((token) => token.type === 'text' && token.raw.includes(' — '));
  const token = words[index];
  if (token === undefined || token.type !== 'text') return { name: words, tactic: [] };
  const at = token.raw.lastIndexOf(' — ');
  const cut = (raw: string): Token => ({ type: 'text', raw, text: raw, escaped: false });
  return {
    name: [...words.slice(0, index), cut(token.raw.slice(0, at))],
    tactic: [cut(token.raw.slice(at + 3)), ...words.slice(index + 1)],
  };
}

function readAbout(markdown: string, told: ToldCase | undefined): About | undefined {
  const parsed = parseCaseFooter(markdown);
  if (parsed.status === 'ok') return { ...parsed.footer, sources: parsed.footer.sources.length };
  return told === undefined ? undefined : { ...told, sources: told.evidence.length };
}

/** The marks of the file, and those that it must bear and no longer has (C-06). */
function banners(quotes: readonly Token[], about: About | undefined, renderer: MarkdownRenderer): readonly string[] {
  const said = quotes.map(({ raw }) => raw).join('\n');
  const missing = [
    ...(about?.tenant.sample && !said.includes('**Sample tenant.**')
      ? ['<p><strong>Sample tenant.</strong> None of this happened.</p>']
      : []),
    ...(about?.status === 'partial' && !said.includes('**Partial.**') ? ['<p><strong>Partial.</strong> Not everything was read.</p>'] : []),
  ];
  const kept = quotes.map((quote) => renderer.blocks(childrenOf(quote)));
  return [...kept, ...missing].map((html) => `<div class="banner" role="note">${html.trim()}</div>`);
}

function confidenceOf(markdown: string, told: ToldCase | undefined): number | undefined {
  const [, score] = /^\*\*(?:Why|Confidence) ([1-5])\/5/m.exec(markdown) ?? [];
  return score === undefined ? told?.confidence.score : Number(score);
}

function facts(about: About | undefined, confidence: number | undefined): string {
  const rows: (readonly [string, string])[] = [
    ...(confidence === undefined ? [] : [['Confidence', `${meter(confidence)} ${confidence} of 5`] as const]),
    ...(about === undefined ? [] : aboutFacts(about)),
  ];
  const list = rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('\n');
  return list === '' ? '' : `<dl class="facts">\n${list}\n</dl>`;
}

function aboutFacts({ tenant, startedAt, completedAt, status, sources }: About): readonly (readonly [string, string])[] {
  const names = [tenant.name, ...(tenant.region === undefined ? [] : [tenant.region])].map((name) => plainPhrase([text(name)]));
  return [
    ['Tenant', escapeHtml(names.join(', '))],
    ['Investigated', `${instant(startedAt)}${instant(completedAt) === instant(startedAt) ? '' : ` to ${instant(completedAt)}`}`],
    ['State', status === 'done' ? 'complete' : 'partial'],
    ['Evidence', `${sources} ${sources === 1 ? 'source' : 'sources'}`],
  ];
}

function meter(score: number): string {
  return `<span class="meter" aria-hidden="true">${'●'.repeat(score)}${'○'.repeat(5 - score)}</span>`;
}

/** To the second; whatever is no instant is shown as it stands. */
function instant(iso: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/.exec(iso) ?? [];
  return day === undefined ? escapeHtml(iso) : `<time datetime="${escapeHtml(iso)}">${day} ${time}Z</time>`;
}
