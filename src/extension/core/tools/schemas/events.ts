import * as z from 'zod';
import type { EventPage, SecurityEvent } from '../../model/threat.ts';
import { isRecord, malformed, rowsOf } from '../unwrap.ts';
import { exactNanoseconds } from './instant.ts';
import { instant, present, readCount, readText, record, severity, text, textMap, texts } from './lenient.ts';
import { type Parsed, parseRows } from './rows.ts';
import { scopeOf } from './scope.ts';

// `name` and `description` are the policy's; the rule is content.ruleName, and ML events have neither rule nor fields (contract, trap 8): what they
// say of the process stands beside, and is read under the names that it has everywhere else.
const eventShape = z.object({
  id: text,
  timestamp: instant,
  name: text,
  description: text,
  severity,
  category: text,
  source: text,
  engine: text,
  labels: textMap,
  content: record.pipe(
    z.object({
      ruleName: text,
      ruleTags: texts,
      output: text,
      fields: textMap,
      clusterName: text,
      namespace: text,
      command: text,
      exe: text,
    }),
  ),
});

/** One event; undefined if it lacks what everything else hangs on: an id and an instant. */
export function parseEvent(raw: unknown): SecurityEvent | undefined {
  if (!isRecord(raw)) return undefined;
  const { id, timestamp, name, content, labels, ...event } = eventShape.parse(raw);
  if (id === undefined || timestamp === undefined) return undefined;
  const process = present({ 'proc.cmdline': content.command, 'proc.exepath': content.exe });
  const admission = present({ cluster: content.clusterName, namespace: content.namespace });
  return {
    id,
    at: timestamp,
    ...present({
      atNs: exactNanoseconds(raw['timestamp']),
      rule: content.ruleName,
      policy: name,
      output: content.output,
      ...event,
    }),
    tags: content.ruleTags,
    labels,
    fields: { ...process, ...content.fields },
    scope: { ...admission, ...scopeOf(labels, content.fields) },
    raw,
  };
}

export function parseEventInfo(tool: string, value: unknown): SecurityEvent {
  const body = isRecord(value) && isRecord(value['data']) ? value['data'] : value;
  const event = parseEvent(body);
  if (event === undefined) throw malformed(tool, 'an event with id and timestamp was expected');
  return event;
}

/** A page of events, newest first as answered, with the total that the tenant names. `limit` is what was asked for. */
export function parseEventPage(tool: string, value: unknown, limit: number): Parsed<EventPage> {
  const parsed = parseRows(tool, rowsOf(tool, value, 'events'), parseEvent);
  const page = isRecord(value) && isRecord(value['page']) ? value['page'] : {};
  const total = readCount(page['total']);
  const shown = parsed.value.length;
  const more = total === undefined ? readText(page['next']) !== undefined || parsed.rows >= limit : total > shown;
  const truncated = more || parsed.skipped > 0 ? present({ shown, total: total ?? (more ? undefined : parsed.rows) }) : undefined;
  return { ...present({ truncated }), value: present({ events: parsed.value, total }), rows: parsed.rows, skipped: parsed.skipped };
}
