/** The longest that a source's own word keeps us away. */
const dayMs = 86_400_000;

/** True when the answer's headers say that nothing is left in this window: ip-api (X-Rl) and GitHub write so, with a 200 as well. */
export function usedUp(headers: Headers): boolean {
  return headers.get('x-rl') === '0' || headers.get('x-ratelimit-remaining') === '0';
}

/** True for a 403 that is no refusal: GitHub answers so beyond either of its limits. */
export function saysTooFast(headers: Headers): boolean {
  return usedUp(headers) || headers.has('retry-after');
}

/** Milliseconds that the answer asks to wait: Retry-After (seconds or a date), X-Ttl (seconds), X-RateLimit-Reset (epoch seconds); undefined without. */
export function waitAsked(headers: Headers, now: number): number | undefined {
  const wait =
    retryAfter(headers.get('retry-after'), now) ?? seconds(headers.get('x-ttl')) ?? untilReset(headers.get('x-ratelimit-reset'), now);
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), dayMs);
}

function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const at = Date.parse(value);
  return seconds(value) ?? (Number.isNaN(at) ? undefined : at - now);
}

function seconds(value: string | null): number | undefined {
  return value !== null && /^\d+$/.test(value) ? Number(value) * 1000 : undefined;
}

function untilReset(value: string | null, now: number): number | undefined {
  const at = seconds(value);
  return at === undefined ? undefined : at - now;
}
