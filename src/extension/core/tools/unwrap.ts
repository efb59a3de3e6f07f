import { Failure } from '../model/failure.ts';
import { refusal, statusOfErrorText } from './errorStatus.ts';

/** What tools/call answered, as far as it is used. */
export type ToolAnswer = {
  readonly content: readonly { readonly type: string; readonly text?: unknown }[];
  readonly structuredContent?: unknown;
  readonly isError?: boolean | undefined;
};

/** `raw` is the answer as text; `value` its reading, undefined when nothing was answered. Integers beyond 2^53 are digit strings in `value`. */
export type Unwrapped = { readonly value: unknown; readonly raw: string };

/**
 * The one way from an answer to its value (contract §1.5): an error becomes a Failure; the text is read first because it keeps the digits
 * that structuredContent has lost by then; text that is no JSON stays text.
 */
export function unwrap(tool: string, answer: ToolAnswer): Unwrapped {
  const text = textOf(answer);
  if (answer.isError === true) throw refusal(tool, statusOfErrorText(text ?? ''), text ?? '');
  const parsed = text === undefined ? undefined : parseJson(text);
  if (parsed !== undefined) return { value: unenvelope(parsed.value), raw: text ?? '' };
  if (answer.structuredContent !== undefined) {
    return { value: unenvelope(answer.structuredContent), raw: JSON.stringify(answer.structuredContent) };
  }
  return { value: text, raw: text ?? '' };
}

/** The text of an answer's first text block. */
export function textOf(answer: ToolAnswer): string | undefined {
  const block = answer.content.find((one) => one.type === 'text' && typeof one.text === 'string');
  return block?.text as string | undefined;
}

/** JSON with integers beyond 2^53 as digit strings: nanosecond timestamps would be rounded otherwise. Undefined if it is no JSON. */
function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text, keepDigits) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

// `context.source` is the literal as written (JSON.parse source text access); TypeScript's library does not know the third argument yet.
function keepDigits(this: unknown, _key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  return typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source) ? source : value;
}

/** Takes off the wrappers that servers put round a body: `{results, metadata}` and `{result}`. */
function unenvelope(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if ('results' in value && 'metadata' in value) return value['results'];
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === 'result' ? value['result'] : value;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/**
 * The rows of a list answer: bare, or under `data`, the entity's name, `items` or `results`. A null list is an empty one, as Go servers write it.
 * Throws Failure 'malformed' for anything else: an unknown shape must not pass for "nothing there".
 */
export function rowsOf(tool: string, value: unknown, entity: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isRecord(value)) {
    for (const key of ['data', entity, 'items', 'results']) {
      const rows = value[key];
      if (Array.isArray(rows)) return rows;
      if (rows === null) return [];
    }
  }
  throw malformed(tool, `no list of ${entity} is in the answer`);
}

/** The failure of an answer that cannot be read. */
export function malformed(tool: string, why: string, cause?: unknown): Failure {
  return new Failure('malformed', {
    what: `The answer of ${tool} could not be read`,
    why: `Its shape is not the one expected: ${why}`,
    fix: 'Check that the address is that of the Sysdig MCP server, then report this shape',
    cause,
  });
}
