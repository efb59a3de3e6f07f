import type { Case } from '../model/case.ts';
import type { Exhibit } from '../model/evidence.ts';
import { maskLeaf } from './secrets.ts';

/**
 * The whole case for a program: every section, the exhibits with their sources and answers, the calls with their durations. Keys always come in
 * the same order; secrets are masked (K-11), so an answer's digest is that of what was answered, not of what stands here.
 */
export function caseToJson(of: Case): string {
  return JSON.stringify({ ...of, evidence: of.evidence.map(exhibitJson) }, maskLeaf, 2);
}

/** `answer` is the parsed answer, or its text where it is not JSON; a failed call has none. */
export function exhibitJson({ raw, ...rest }: Exhibit): Omit<Exhibit, 'raw'> & { readonly answer?: unknown } {
  return rest.failure === undefined ? { ...rest, answer: parsed(raw) } : rest;
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw, exactIntegers);
  } catch (error) {
    if (error instanceof SyntaxError) return raw;
    throw error;
  }
}

/** Integers beyond 2^53 (nanosecond timestamps) become digit strings; JavaScript would round them. */
function exactIntegers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const digits = context?.source;
  return typeof value === 'number' && !Number.isSafeInteger(value) && digits !== undefined && /^-?\d+$/.test(digits) ? digits : value;
}
