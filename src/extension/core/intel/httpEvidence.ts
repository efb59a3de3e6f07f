import { createHash } from 'node:crypto';
import { type Evidence, sourceKey } from '../model/evidence.ts';

/** What a public source answered at `at` (milliseconds). `raw` may be the one record of a large answer. */
export function answered<T>(url: string, at: number, raw: string, value: T): Evidence<T> {
  const source = { kind: 'http', url } as const;
  return { id: sourceKey(source), source, at: new Date(at).toISOString(), digest: digestOf(raw), value, raw };
}

/** A call without an answer: its raw text is empty, and `failure` tells why. */
export function unanswered(url: string, at: number, failure: string): Evidence {
  return { ...answered(url, at, '', undefined), failure };
}

function digestOf(raw: string): string {
  return createHash('sha256').update(raw).digest('hex');
}
