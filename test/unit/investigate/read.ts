import type { Case } from '../../../src/extension/core/model/case.ts';
import type { Claim, Exhibit } from '../../../src/extension/core/model/evidence.ts';
import type { Phrase } from '../../../src/extension/core/model/phrase.ts';

export function words(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

/** Every claim and every other object with citations anywhere in a case. */
export function citing(investigated: Case): readonly { phrase?: Phrase; cites: readonly string[] }[] {
  const found: { phrase?: Phrase; cites: readonly string[] }[] = [];
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    if ('cites' in value) {
      const { phrase, action, cites } = value as Partial<Claim> & { action?: Phrase };
      const said = phrase ?? action;
      if (Array.isArray(cites)) found.push({ cites, ...(said !== undefined && { phrase: said }) });
    }
    Object.values(value).forEach(walk);
  };
  const { evidence: _evidence, calls: _calls, ...told } = investigated;
  walk(told);
  return found;
}

/** All strings and numbers of an answer, decoded, so that escapes do not matter. */
function rawText(exhibit: Exhibit): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== 'object') {
      texts.push(String(value));
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      texts.push(key);
      walk(inner);
    }
  };
  if (exhibit.raw !== '') walk(JSON.parse(exhibit.raw));
  return texts.join('\n');
}

/** Identifiers of a sentence that do not occur in the raw text of what it cites. */
export function unsupported(phrase: Phrase, cited: readonly Exhibit[]): readonly string[] {
  const raw = cited.map(rawText).join('\n');
  const kinds = ['id', 'hash', 'indicator', 'time', 'code'];
  return phrase.flatMap((part) => {
    if (typeof part === 'string' || !kinds.includes(part.kind)) return [];
    const there = part.kind === 'time' ? raw.includes(part.text) || raw.includes(String(Date.parse(part.text))) : raw.includes(part.text);
    return there ? [] : [`${part.kind} ${part.text}`];
  });
}
