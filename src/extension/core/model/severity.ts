export const severityWords = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type SeverityWord = (typeof severityWords)[number];

/** `raw` is what the tenant wrote: a number on the 0–7 scale or a word. */
export type Severity = { readonly word: SeverityWord; readonly raw: string };

/**
 * The one normaliser. Numbers are Sysdig's policy scale (contract §1.3): 0 critical, 1–3 high, 4–5 medium, 6 low, 7 info; words in any case,
 * plus the agentless priorities. Anything else is absent, never a guess.
 */
export function parseSeverity(value: unknown): Severity | undefined {
  if (value !== null && typeof value === 'object' && 'value' in value) return parseSeverity(value.value);
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const raw = String(value).trim();
  const word = /^\d+$/.test(raw) ? fromNumber(Number(raw)) : fromWord(raw.toLowerCase());
  return word && { word, raw };
}

function fromNumber(value: number): SeverityWord | undefined {
  if (value > 7) return undefined;
  if (value === 0) return 'critical';
  if (value <= 3) return 'high';
  if (value <= 5) return 'medium';
  return value === 6 ? 'low' : 'info';
}

function fromWord(word: string): SeverityWord | undefined {
  if (word in synonyms) return synonyms[word];
  return severityWords.find((known) => known === word);
}

const synonyms: Readonly<Record<string, SeverityWord>> = {
  emergency: 'critical',
  alert: 'critical',
  error: 'high',
  moderate: 'medium',
  warning: 'medium',
  notice: 'low',
  negligible: 'info',
  informational: 'info',
  debug: 'info',
  none: 'info',
};

/** 0 is the worst; unknown sorts last. */
export function severityRank(severity: Severity | undefined): number {
  return severity === undefined ? severityWords.length : severityWords.indexOf(severity.word);
}

/** The worse first, as finely as they are told: a number counts as it is, a word as the middle of its numbers. */
export function bySeverity(a: Severity | undefined, b: Severity | undefined): number {
  return fine(a) - fine(b);
}

const middles: Readonly<Record<SeverityWord, number>> = { critical: 0, high: 2, medium: 4.5, low: 6, info: 7 };

function fine(severity: Severity | undefined): number {
  if (severity === undefined) return 8;
  return /^\d+$/.test(severity.raw) ? Number(severity.raw) : middles[severity.word];
}
