import { createHash } from 'node:crypto';
import { type Evidence, type Source, sourceKey } from '../model/evidence.ts';
import type { EventPage, SecurityEvent } from '../model/threat.ts';

/** One event of a page as evidence of its own: the page's call with the event's id as row, and that event alone as raw text. */
export function eventRow(page: Evidence<EventPage>, event: SecurityEvent): Evidence<SecurityEvent> {
  const source: Source = page.source.kind === 'mcp' ? { ...page.source, row: event.id } : page.source;
  const raw = JSON.stringify(event.raw);
  return { id: sourceKey(source), source, at: page.at, digest: createHash('sha256').update(raw).digest('hex'), value: event, raw };
}
