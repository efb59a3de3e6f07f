import { Lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { visible } from '../report/datumText.ts';

/** Atlassian Document Format, version 1, as far as a case needs it: no link, no media, no macro. */
export type AdfDocument = { readonly type: 'doc'; readonly version: 1; readonly content: readonly AdfNode[] };

export type AdfNode = {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, string | number>>;
  readonly content?: readonly AdfNode[];
  readonly text?: string;
  readonly marks?: readonly AdfMark[];
};

export type AdfMark = { readonly type: 'strong' | 'em' | 'strike' | 'code' };

/** What a node may hold: headings, rules and tables stand in the document only, a table's cell takes no table. */
type Holder = 'doc' | 'listItem' | 'blockquote';

/** The blocks of a Markdown text, to be chosen from and given to adfOf. */
export function markdownBlocks(markdown: string): readonly Token[] {
  return new Lexer({ gfm: true }).lex(markdown);
}

/**
 * Markdown as Jira's document. Everything is text in the end: links and images keep their words and lose their address, HTML is shown as it is
 * written, so that nothing in a ticket leads anywhere that the case's data chose. Control characters become visible signs.
 */
export function adfOf(blocks: readonly Token[]): AdfDocument {
  return { type: 'doc', version: 1, content: blockNodes(blocks, 'doc') };
}

function blockNodes(tokens: readonly Token[], within: Holder): readonly AdfNode[] {
  return tokens.flatMap((token) => blockNode(token as MarkedToken, within));
}

function blockNode(token: MarkedToken, within: Holder): readonly AdfNode[] {
  switch (token.type) {
    case 'space':
    case 'checkbox':
      return [];
    case 'heading':
      return [heading(token, within)];
    case 'hr':
      return within === 'doc' ? [{ type: 'rule' }] : [];
    case 'code':
      return [codeBlock(token.text, token.lang)];
    case 'blockquote':
      return quote(token, within);
    case 'list':
      return [list(token)];
    case 'table':
      return [within === 'doc' ? table(token) : codeBlock(token.raw)];
    case 'paragraph':
    case 'text':
      return [paragraph(inline(token.tokens ?? [token]))];
    default:
      return [paragraph(inline([token]))];
  }
}

function heading(token: Tokens.Heading, within: Holder): AdfNode {
  if (within !== 'doc') return paragraph(inline(token.tokens, [{ type: 'strong' }]));
  return { type: 'heading', attrs: { level: token.depth }, content: inline(token.tokens) };
}

/** Quotes do not nest, and a list takes none: there its paragraphs stand by themselves. */
function quote(token: Tokens.Blockquote, within: Holder): readonly AdfNode[] {
  const content = blockNodes(token.tokens, within === 'doc' ? 'blockquote' : within);
  return within === 'doc' && content.length > 0 ? [{ type: 'blockquote', content }] : content;
}

function list({ ordered, start, items }: Tokens.List): AdfNode {
  const content = items.map((item) => ({ type: 'listItem', content: listItem(item) }));
  return ordered ? { type: 'orderedList', attrs: { order: start === '' ? 1 : start }, content } : { type: 'bulletList', content };
}

/** The first child of an item is a paragraph or a code block. */
function listItem({ tokens, task, checked }: Tokens.ListItem): readonly AdfNode[] {
  const content = blockNodes(tokens, 'listItem');
  const box = task ? [{ type: 'text', text: checked === true ? '[x] ' : '[ ] ' }] : [];
  const [first, ...rest] = content;
  if (first?.type === 'paragraph') return [paragraph([...box, ...(first.content ?? [])]), ...rest];
  return first?.type === 'codeBlock' && !task ? content : [paragraph(box), ...content];
}

function table({ header, rows }: Tokens.Table): AdfNode {
  const row = (type: string, cells: readonly Tokens.TableCell[]) => ({
    type: 'tableRow',
    content: cells.map((cell) => ({ type, content: [paragraph(inline(cell.tokens))] })),
  });
  return { type: 'table', content: [row('tableHeader', header), ...rows.map((cells) => row('tableCell', cells))] };
}

function paragraph(content: readonly AdfNode[]): AdfNode {
  return { type: 'paragraph', content };
}

function codeBlock(text: string, language?: string): AdfNode {
  const shown = text.split('\n').map(visible).join('\n');
  const attrs = language !== undefined && /^[\w+#-]{1,30}$/.test(language) ? { attrs: { language } } : {};
  return { type: 'codeBlock', ...attrs, content: shown === '' ? [] : [{ type: 'text', text: shown }] };
}

/** Neighbours with the same marks become one node, which is a third of a case's length. */
function inline(tokens: readonly Token[], marks: readonly AdfMark[] = []): readonly AdfNode[] {
  const joined: AdfNode[] = [];
  for (const node of tokens.flatMap((token) => inlineNode(token as MarkedToken, marks))) {
    const last = joined.at(-1);
    if (last?.type === 'text' && node.type === 'text' && sameMarks(last, node)) {
      joined[joined.length - 1] = { ...last, text: `${last.text}${node.text}` };
    } else {
      joined.push(node);
    }
  }
  return joined;
}

function inlineNode(token: MarkedToken, marks: readonly AdfMark[]): readonly AdfNode[] {
  switch (token.type) {
    case 'br':
      return [{ type: 'hardBreak' }];
    case 'strong':
    case 'em':
      return inline(token.tokens, withMark(marks, token.type));
    case 'del':
      return inline(token.tokens, withMark(marks, 'strike'));
    case 'codespan':
      // Jira refuses code together with any other of our marks.
      return plain(token.text, [{ type: 'code' }]);
    case 'escape':
      return plain(token.text, marks);
    case 'link':
      return link(token, marks);
    case 'text':
      return token.tokens === undefined ? plain(token.text, marks) : inline(token.tokens, marks);
    default:
      return plain(token.raw, marks);
  }
}

/** The words, then where they would have led where that is not what they say. */
function link({ tokens, text, href }: Tokens.Link, marks: readonly AdfMark[]): readonly AdfNode[] {
  const words = inline(tokens, marks);
  return text === href ? words : [...words, ...plain(` (${href})`, marks)];
}

function withMark(marks: readonly AdfMark[], type: AdfMark['type']): readonly AdfMark[] {
  return marks.some((mark) => mark.type === type) ? marks : [...marks, { type }];
}

function plain(text: string, marks: readonly AdfMark[]): readonly AdfNode[] {
  const shown = visible(text.replace(/\s*\n\s*/g, ' '));
  return shown === '' ? [] : [{ type: 'text', text: shown, ...(marks.length === 0 ? {} : { marks }) }];
}

function sameMarks(a: AdfNode, b: AdfNode): boolean {
  const names = (node: AdfNode) => (node.marks ?? []).map((mark) => mark.type).join();
  return names(a) === names(b);
}
