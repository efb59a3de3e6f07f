import type { FeedEntry } from '../../model/intelligence.ts';
import { isRecord, malformed, rowsOf } from '../unwrap.ts';
import { distinct, indicatorsOf } from './indicators.ts';
import { parseInstant } from './instant.ts';
import { firstOf, firstText, present, readText } from './lenient.ts';
import { type Parsed, parseRows } from './rows.ts';

/** The feed's shape is not public (contract §3.13): a list, bare or wrapped, or text, which is cut at its headings or paragraphs. */
export function parseFeed(tool: string, value: unknown): Parsed<{ entries: readonly FeedEntry[] }> {
  const body = isRecord(value) && isRecord(value['data']) ? value['data'] : value;
  const entity = isRecord(body) ? ['entries', 'feed', 'advisories', 'threats'].find((key) => Array.isArray(body[key])) : undefined;
  const text = isRecord(body) && entity === undefined ? firstText(body, 'content', 'markdown', 'text') : body;
  // A proxy's error page is text as well.
  if (typeof text === 'string' && /^\s*<(!doctype|html|\?xml)\b/i.test(text)) throw malformed(tool, 'it is a web page');
  const listed = typeof text === 'string' ? passages(text) : rowsOf(tool, body, entity ?? 'entries');
  const { value: entries, ...rest } = parseRows(tool, listed, parseEntry);
  return { ...rest, value: { entries } };
}

function parseEntry(raw: unknown): FeedEntry | undefined {
  if (typeof raw === 'string') return { ...present({ title: headingOf(raw) }), indicators: indicatorsOf(raw) };
  if (!isRecord(raw)) return undefined;
  const entry = present({
    title: firstText(raw, 'title', 'name', 'headline'),
    url: firstText(raw, 'url', 'link', 'href'),
    published: firstOf(raw, parseInstant, 'published_at', 'publishedAt', 'published', 'date', 'created_at', 'createdAt'),
  });
  const told = Object.entries(raw).flatMap(([key, value]) => (ownKeys.test(key) ? [] : textsIn(value)));
  const ofOwn = indicatorsOf(...textsIn(raw)).filter(({ kind }) => kind === 'cve');
  const indicators = distinct([...indicatorsOf(...told), ...ofOwn]);
  return entry.title === undefined && indicators.length === 0 ? undefined : { ...entry, indicators };
}

// An advisory's id and its links are its own address; only a CVE in them is an indicator.
const ownKeys = /^(id|url|link|href|source|references?)$/i;

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Cut at the highest level of heading that is there more than once, else at empty lines. */
function passages(text: string): readonly string[] {
  const levels = [...text.matchAll(/^(#{1,6})\s/gm)].map(([, marks = '']) => marks.length);
  const level = [1, 2, 3, 4, 5, 6].find((one) => levels.filter((other) => other === one).length > 1) ?? levels[0];
  const cut = level === undefined ? /\n\s*\n/ : new RegExp(`^(?=#{${level}}\\s)`, 'm');
  return text
    .split(cut)
    .map((passage) => passage.trim())
    .filter((passage) => passage !== '');
}

function headingOf(passage: string): string | undefined {
  return readText(/^#{1,6}\s+(.+)$/m.exec(passage)?.[1]);
}
