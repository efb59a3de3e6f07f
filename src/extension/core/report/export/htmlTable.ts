import type { Token, Tokens } from 'marked';
import { type Citations, hasHeader } from './htmlCitations.ts';
import { escapeHtml } from './htmlText.ts';

type Context = {
  /** names the region in which the table scrolls */
  readonly label: string;
  readonly citations: Citations;
  readonly inline: (tokens: Token[]) => string;
};

/** A table that scrolls within itself, by keyboard too; the first cell names its row. Rows of the Sources table are what citations lead to. */
export function renderTable(table: Tokens.Table, context: Context): string {
  const { label, inline } = context;
  const header = table.header.map(({ tokens }) => headerCell(inline(tokens))).join('');
  const rows = table.rows.map((row) => renderRow(row, table, context)).join('\n');
  const kind = kindOf(table, context);
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}">
<table${kind === undefined ? '' : ` class="${kind}"`}>
<thead><tr>${header}</tr></thead>
<tbody>
${rows}
</tbody>
</table>
</div>
`;
}

/** By their headers; a table that is none of these is laid out by its content. */
const kinds = [
  ['timeline', ['Node', 'Time (UTC)', 'Where', 'Action', 'Tactic', 'Evidence']],
  ['indicators', ['Kind', 'Indicator', 'Seen (UTC)', 'Role', 'Known elsewhere', 'Evidence']],
  ['coverage', ['Asked for', 'Outcome', 'Evidence']],
] as const;

function kindOf(table: Tokens.Table, { citations }: Context): string | undefined {
  if (citations.isSources(table)) return 'sources';
  return kinds.find(([, header]) => hasHeader(table, header))?.[0];
}

/** A header cell without words would be no header. */
function headerCell(words: string): string {
  return words.trim() === '' ? '<td></td>' : `<th scope="col">${words}</th>`;
}

function renderRow(row: readonly Tokens.TableCell[], table: Tokens.Table, { citations, inline }: Context): string {
  const [first, ...rest] = row;
  const id = first !== undefined && citations.isSources(table) ? citations.rowId(first.text) : undefined;
  const cells = rest.map(({ tokens }) => `<td>${inline(tokens)}</td>`).join('');
  const name = first === undefined ? '' : inline(first.tokens);
  const role = roleOf(row);
  return `<tr${id === undefined ? '' : ` id="${id}"`}${role === undefined ? '' : ` class="${role}"`}>${rowHeader(name, id, citations)}${cells}</tr>`;
}

function rowHeader(name: string, id: string | undefined, citations: Citations): string {
  const back = id === undefined ? undefined : citations.firstCitation(id);
  const link =
    back === undefined ? '' : ` <a class="back" href="#${back}" aria-label="Back to the first sentence that rests on ${id}">↩</a>`;
  return name.trim() === '' ? '<td></td>' : `<th scope="row">${name}${link}</th>`;
}

/** The timeline says a role in bold at the start of a cell; no data of the tenant's can be bold. */
function roleOf(row: readonly Tokens.TableCell[]): 'entry' | 'malicious' | undefined {
  const starts = row.map(({ text }) => text);
  if (starts.some((text) => text.startsWith('**Malicious:** '))) return 'malicious';
  return starts.some((text) => text.startsWith('**Entry:** ')) ? 'entry' : undefined;
}
