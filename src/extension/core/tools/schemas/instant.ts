/**
 * Milliseconds since the epoch from ISO text with a zone, or a number (or its digits) of milliseconds, microseconds or nanoseconds, told apart
 * by magnitude (contract §1.2). Anything else is absent: an instant is never guessed.
 */
export function parseInstant(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return fromMagnitude(BigInt(Math.trunc(value)));
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  if (/^\d{1,20}$/.test(trimmed)) return fromMagnitude(BigInt(trimmed));
  // Without a zone the machine's own would be assumed.
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i.test(trimmed)) return undefined;
  const ms = Date.parse(trimmed);
  return Number.isNaN(ms) ? undefined : ms;
}

/** The digits of a nanosecond instant, where all of them were given. */
export function exactNanoseconds(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{18,20}$/.test(value) ? value : undefined;
}

function fromMagnitude(value: bigint): number | undefined {
  if (value >= 10n ** 17n) return Number(value / 1_000_000n);
  if (value >= 10n ** 14n) return Number(value / 1_000n);
  return value >= 10n ** 11n ? Number(value) : undefined;
}
