/** The answer as a value; its text where it is not JSON. Integers beyond 2^53 (nanosecond timestamps) stay digits: JavaScript would round them. */
export function answerOf(raw: string): unknown {
  try {
    return JSON.parse(raw, (_key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === 'number' && !Number.isSafeInteger(value) ? (context?.source ?? value) : value,
    );
  } catch (error) {
    if (error instanceof SyntaxError) return raw;
    throw error;
  }
}

/** Keys and values of an answer, as texts. */
export function leavesOf(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [String(value)];
  const found: string[] = [];
  const walk = (inner: object): void => {
    for (const [key, one] of Object.entries(inner)) {
      if (!Array.isArray(inner)) found.push(key);
      if (one !== null && typeof one === 'object') walk(one);
      else found.push(String(one));
    }
  };
  walk(value);
  return found;
}

const iso = /\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:z|utc|[+-]\d\d:?\d\d)?/gi;
const epoch = /(?<![\w.])\d{10}(?:\d{3}|\d{6}|\d{9})?(?!\w)/g;

/** The instants in a text, ISO or an epoch in seconds to nanoseconds (by its magnitude), floored to seconds since the epoch. */
export function secondsIn(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [instant] of text.matchAll(iso)) {
    const at = Date.parse(inUtc(instant));
    if (!Number.isNaN(at)) found.add(Math.floor(at / 1000));
  }
  for (const [digits] of text.matchAll(epoch)) found.add(Number(digits.slice(0, 10)));
  return found;
}

function inUtc(instant: string): string {
  const text = instant
    .toUpperCase()
    .replace(' ', 'T')
    .replace(/\s?UTC$/, 'Z');
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
}
