import { leavesOf, secondsIn } from './answerText.ts';
import { comparable, type Searchable } from './shownText.ts';

/** One dated thing in an answer, an event as a rule. `at` in seconds since the epoch; `id` tells it from others that read alike. */
export type EvidenceRecord = Searchable & { readonly at: number | undefined; readonly id: string };

/** The innermost dated objects of an answer; the whole answer where nothing in it is dated. */
export function recordsOf(value: unknown): readonly EvidenceRecord[] {
  const found: EvidenceRecord[] = [];
  collect(value, found);
  return found.length > 0 || value === null || typeof value !== 'object' ? found : [recordOf(value, undefined)];
}

/** @returns whether the value is a record or holds one */
function collect(value: unknown, found: EvidenceRecord[]): boolean {
  if (value === null || typeof value !== 'object') return false;
  const inner = Object.values(value).filter((one) => collect(one, found)).length > 0;
  const at = inner || Array.isArray(value) ? undefined : instantOf(value);
  if (at !== undefined) found.push(recordOf(value, at));
  return inner || at !== undefined;
}

const dated = /^(?:timestamp\w*|time|at|date|ts|\w*(?:_time|_timestamp|_at|Time|Timestamp|At))$/;

function instantOf(value: object): number | undefined {
  for (const [key, inner] of Object.entries(value)) {
    if (!dated.test(key) || (typeof inner !== 'string' && typeof inner !== 'number')) continue;
    const [first] = secondsIn(String(inner));
    if (first !== undefined) return first;
  }
  return undefined;
}

function recordOf(value: object, at: number | undefined): EvidenceRecord {
  const texts = leavesOf(value).map(comparable);
  const all = texts.join('\n');
  return {
    at,
    id: 'id' in value && typeof value.id === 'string' ? value.id : all,
    texts,
    all,
    seconds: new Set(at === undefined ? [] : [at]),
  };
}
