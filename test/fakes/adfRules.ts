/** What Jira's editor schema takes, as far as a description is checked: node by node what it may hold. */
const children: Readonly<Record<string, readonly string[]>> = {
  doc: ['paragraph', 'heading', 'bulletList', 'orderedList', 'codeBlock', 'blockquote', 'rule', 'table', 'panel'],
  paragraph: ['text', 'hardBreak'],
  heading: ['text', 'hardBreak'],
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: ['paragraph', 'bulletList', 'orderedList', 'codeBlock'],
  blockquote: ['paragraph', 'bulletList', 'orderedList', 'codeBlock'],
  panel: ['paragraph', 'heading', 'bulletList', 'orderedList', 'codeBlock', 'rule'],
  table: ['tableRow'],
  tableRow: ['tableHeader', 'tableCell'],
  tableHeader: ['paragraph', 'heading', 'bulletList', 'orderedList', 'codeBlock', 'blockquote', 'rule', 'panel'],
  tableCell: ['paragraph', 'heading', 'bulletList', 'orderedList', 'codeBlock', 'blockquote', 'rule', 'panel'],
  codeBlock: ['text'],
  rule: [],
  hardBreak: [],
};

const neverEmpty = ['bulletList', 'orderedList', 'listItem', 'blockquote', 'panel', 'table', 'tableRow', 'tableHeader', 'tableCell'];
const attributes: Readonly<Record<string, readonly string[]>> = {
  heading: ['level'],
  orderedList: ['order'],
  codeBlock: ['language'],
  panel: ['panelType'],
};
const marks = ['strong', 'em', 'strike', 'code', 'underline', 'link'];
const control = /(?!\n)\p{Cc}|\p{Cs}/u;

type Node = {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly content?: unknown;
  readonly attrs?: unknown;
  readonly marks?: unknown;
};

/** What is wrong with a document, as path: complaint; empty for one that Jira takes. */
export function adfProblems(value: unknown): readonly string[] {
  const { type, version, content } = (value ?? {}) as { readonly type?: unknown; readonly version?: unknown; readonly content?: unknown };
  if (type !== 'doc' || version !== 1 || !Array.isArray(content)) return ['no document of version 1'];
  return problemsOf(value as Node, 'doc', 'doc');
}

function problemsOf(node: Node, type: string, path: string): readonly string[] {
  const allowed = children[type];
  if (allowed === undefined) return [`${path}: unknown node`];
  const content = node.content ?? [];
  if (!Array.isArray(content)) return [`${path}: content is no list`];
  const own = [
    ...(content.length === 0 && neverEmpty.includes(type) ? [`${path}: empty`] : []),
    ...(node.marks !== undefined ? [`${path}: marks`] : []),
    ...(type === 'listItem' && !['paragraph', 'codeBlock'].includes((content[0] as Node | undefined)?.type as string)
      ? [`${path}: begins with ${(content[0] as Node | undefined)?.type}`]
      : []),
    ...Object.keys(node.attrs ?? {}).flatMap((name) =>
      type === 'doc' || attributes[type]?.includes(name) ? [] : [`${path}: attribute ${name}`],
    ),
    ...attributeProblems(type, node.attrs, path),
  ];
  return [...own, ...content.flatMap((child: Node, index) => childProblems(child, type, allowed, `${path}/${index}`))];
}

function attributeProblems(type: string, attrs: unknown, path: string): readonly string[] {
  const { level, order } = (attrs ?? {}) as { readonly level?: unknown; readonly order?: unknown };
  if (type === 'heading' && !(typeof level === 'number' && level >= 1 && level <= 6)) return [`${path}: level ${level}`];
  return order !== undefined && !(typeof order === 'number' && order >= 0) ? [`${path}: order ${order}`] : [];
}

function childProblems(child: Node, parent: string, allowed: readonly string[], path: string): readonly string[] {
  const type = String(child?.type);
  if (!allowed.includes(type)) return [`${path}: ${type} in ${parent}`];
  return type === 'text' ? textProblems(child, parent, `${path}:text`) : problemsOf(child, type, `${path}:${type}`);
}

function textProblems(node: Node, parent: string, path: string): readonly string[] {
  if (typeof node.text !== 'string' || node.text === '') return [`${path}: empty text`];
  const own = Array.isArray(node.marks) ? node.marks.map((mark: Node) => String(mark.type)) : [];
  return [
    ...(control.test(node.text) ? [`${path}: control character`] : []),
    ...(own.length > 0 && parent === 'codeBlock' ? [`${path}: marks in a code block`] : []),
    ...own.filter((mark) => !marks.includes(mark)).map((mark) => `${path}: mark ${mark}`),
    ...(own.includes('code') && own.some((mark) => mark !== 'code' && mark !== 'link') ? [`${path}: code with ${own.join()}`] : []),
    ...(new Set(own).size < own.length ? [`${path}: a mark twice`] : []),
  ];
}

/** The text of a document in its order, for a reader's comparison. */
export function adfText(value: unknown): string {
  const { text, content, type } = (value ?? {}) as Node;
  if (typeof text === 'string') return text;
  const inner = (Array.isArray(content) ? content : []).map(adfText).join('');
  return type === 'paragraph' || type === 'codeBlock' || type === 'heading' || type === 'hardBreak' ? `${inner}\n` : inner;
}
