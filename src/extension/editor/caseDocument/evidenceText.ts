import { canonical, type Source } from '../../core/model/evidence.ts';
import type { SourceRow } from '../../core/report/caseFooter.ts';
import { maskLeaf } from '../../core/report/secrets.ts';
import { layOutJson } from './layOutJson.ts';

/** What stands in an evidence document: an answer and how it is known, or why there is none. */
export type ShownAnswer = { readonly raw: string; readonly note: string } | { readonly why: string };

/**
 * The evidence document: JSON with its source first and the answer after it. Everything of it is data, of the tenant or of the case file.
 */
export function evidenceText(row: SourceRow, shown: ShownAnswer, secrets: 'masked' | 'shown'): string {
  const head = { id: row.id, ...sourceFields(row.source), readAt: row.at, sha256: row.digest };
  const told = 'raw' in shown ? { note: shown.note } : { note: shown.why };
  const source = layOutJson(JSON.stringify({ ...head, ...told }), { secrets: 'masked' }).text;
  const answer = 'raw' in shown && shown.raw !== '' ? layOutJson(shown.raw, { secrets }).text : 'null';
  return `{\n  "source": ${indented(source)},\n  "answer": ${indented(answer)}\n}\n`;
}

/** Where the answer begins in the text of an evidence document. */
export function answerOffset(text: string): number {
  return Math.max(0, text.indexOf('\n  "answer": '));
}

function sourceFields(source: Source): Readonly<Record<string, unknown>> {
  switch (source.kind) {
    case 'mcp':
      return {
        tool: source.tool,
        arguments: JSON.parse(canonical(source.args), maskLeaf),
        ...(source.row !== undefined && { row: source.row }),
      };
    case 'http':
      return { url: source.url };
    case 'command':
      return { command: source.line };
    case 'file':
      return { file: source.path, line: source.line };
  }
}

function indented(json: string): string {
  return json.replaceAll('\n', '\n  ');
}
