import type { Token, Tokens } from 'marked';
import { sourcesHeader } from '../caseFooter.ts';

/** The citations of one document and the rows of its Sources table, which lead to each other. */
export type Citations = {
  /** Text in which each run of `[E3][E7]` is a run of links; text that cites a source which the table has not stays as it is. */
  linked(escaped: string): string;
  isSources(table: Tokens.Table): boolean;
  /** The id of a row of the Sources table, once. */
  rowId(cell: string): string | undefined;
  /** The id of the first citation of a row; undefined where nothing above cites it. */
  firstCitation(id: string): string | undefined;
};

export function findCitations(tokens: readonly Token[]): Citations {
  const tables = tokens.filter((token): token is Tokens.Table => token.type === 'table');
  const sources = tables.findLast((table) => hasHeader(table, sourcesHeader));
  const known = new Set(sources?.rows.map(([id]) => id?.text ?? '').filter((id) => /^E\d+$/.test(id)));
  const unwritten = new Set(known);
  const cited = new Set<string>();
  const link = (id: string) => {
    const anchor = cited.has(id) ? '' : ` id="cites-${id}"`;
    cited.add(id);
    return `<a href="#${id}"${anchor}>${id}</a>`;
  };
  return {
    linked: (escaped) =>
      escaped.replace(/(?:\[E\d+\])+/g, (run) => {
        const ids = run.slice(1, -1).split('][');
        return ids.every((id) => known.has(id)) ? `<span class="cites">[${ids.map(link).join(' ')}]</span>` : run;
      }),
    isSources: (table) => table === sources,
    rowId: (cell) => (unwritten.delete(cell) ? cell : undefined),
    firstCitation: (id) => (cited.has(id) ? `cites-${id}` : undefined),
  };
}

export function hasHeader(table: Tokens.Table, names: readonly string[]): boolean {
  return table.header.map(({ text }) => text).join('|') === names.join('|');
}
