import { Marked, Parser, type RendererObject, type Token } from 'marked';
import { type Citations, findCitations } from './htmlCitations.ts';
import { renderFigure } from './htmlFigure.ts';
import { renderTable } from './htmlTable.ts';
import { escapeHtml } from './htmlText.ts';

export type Anchor = { readonly id: string; readonly text: string };

/** One document's Markdown on its way to HTML. `anchors` fills as sections are rendered, in their order. */
export type MarkdownRenderer = {
  readonly tokens: readonly Token[];
  readonly anchors: readonly Anchor[];
  section(heading: Token): { readonly id: string; readonly html: string };
  blocks(tokens: readonly Token[]): string;
  inline(tokens: readonly Token[]): string;
};

/** Raw HTML is text like any other, and a link says where it leads: none is defined elsewhere in the file. */
const onlyText = { html: () => undefined, tag: () => undefined, def: () => undefined };

/**
 * @param markdown what is not listed here (emphasis, lists, quotes, code, tables) comes out as `marked` writes it, with all text escaped
 * @param drawing the attack flow as it was drawn, unchecked
 */
export function createMarkdownRenderer(markdown: string, drawing: string | undefined): MarkdownRenderer {
  const marked = new Marked({ tokenizer: onlyText });
  const tokens = marked.lexer(markdown);
  const anchors: Anchor[] = [];
  const place = { section: '', blocks: 0, drawn: false };
  const label = (what: string) => `${place.section === '' ? 'Report' : place.section}, ${what} ${++place.blocks}`;
  const figure = (source: string) => {
    const first = !place.drawn;
    place.drawn = true;
    return renderFigure(source, first ? drawing : undefined, label);
  };
  marked.use({ renderer: renderer({ citations: findCitations(tokens), label, figure }) });
  const inline = (some: readonly Token[]) => Parser.parseInline([...some], marked.defaults);
  return {
    tokens,
    anchors,
    inline,
    blocks: (some) => Parser.parse([...some], marked.defaults),
    section: (heading) => {
      const text = wordsOf(childrenOf(heading)).trim();
      const id = anchorFor(text.slice(0, 60), anchors);
      anchors.push({ id, text });
      place.section = text;
      place.blocks = 0;
      return { id, html: `<h2 id="${id}">${inline(childrenOf(heading))}</h2>\n` };
    },
  };
}

type Context = {
  readonly citations: Citations;
  readonly label: (what: string) => string;
  readonly figure: (source: string) => string;
};

function renderer({ citations, label, figure }: Context): RendererObject {
  return {
    html: ({ text }) => escapeHtml(text),
    image: ({ raw }) => escapeHtml(raw),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    text(token) {
      if ('tokens' in token && token.tokens !== undefined) return this.parser.parseInline(token.tokens);
      return citations.linked(withTimes(escapeEntities(token.text)));
    },
    codespan: ({ text }) => `<code>${withParts(escapeHtml(text))}</code>`,
    heading({ tokens, depth }) {
      const level = Math.min(6, Math.max(3, depth - 1));
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      return isWeb(href) ? `<a href="${escapeHtml(href)}" rel="noreferrer noopener">${words}</a>` : `${words} (${escapeHtml(href)})`;
    },
    code({ text, lang }) {
      if (lang === 'mermaid') return figure(text);
      return `<pre tabindex="0" role="region" aria-label="${escapeHtml(label('text'))}"><code>${escapeHtml(text)}</code></pre>\n`;
    },
    table(token) {
      return renderTable(token, { label: label('table'), citations, inline: (some) => this.parser.parseInline(some) });
    },
  };
}

/** A character reference of Markdown stays one: marked has not decoded it. */
function escapeEntities(text: string): string {
  return escapeHtml(text).replace(/&amp;(?=#\d{1,7};|#x[\da-f]{1,6};|[a-z]\w{1,31};)/gi, '&');
}

/** "2026-06-10 09:12:43Z" as one that does not break. */
function withTimes(escaped: string): string {
  return escaped.replace(/\b(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)Z/g, '<time datetime="$1T$2Z">$1 $2Z</time>');
}

/** An exact instant may break before its time of day and nowhere else. */
function withParts(escaped: string): string {
  return escaped.replace(/^(\d{4}-\d\d-\d\dT)([\d:.]+Z)$/, '<span class="part">$1</span><wbr><span class="part">$2</span>');
}

function isWeb(href: string): boolean {
  return URL.canParse(href) && ['http:', 'https:'].includes(new URL(href).protocol);
}

export function childrenOf(token: Token): readonly Token[] {
  return 'tokens' in token ? (token.tokens ?? []) : [];
}

/** The words of a heading without their markup. */
export function wordsOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (childrenOf(token).length > 0 ? wordsOf(childrenOf(token)) : 'text' in token ? String(token.text) : ''))
    .join('');
}

/** Of the heading's own words; the second of two alike is numbered. */
function anchorFor(text: string, taken: readonly Anchor[]): string {
  const name = `s-${text.toLowerCase().replace(/[^a-z\d]+/g, '-')}`;
  return taken.some(({ id }) => id === name) ? anchorFor(`${text} 2`, taken) : name;
}
