import type { Sighting } from '../../../src/extension/core/investigate/ledger.ts';
import type { Evidence } from '../../../src/extension/core/model/evidence.ts';
import type { EventPage, Scope, SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { eventRow } from '../../../src/extension/core/tools/eventRow.ts';
import { event } from './scenario.ts';

/** A page that no tool answered, for rows that need one to be evidence. */
export const page = {
  id: 'page',
  source: { kind: 'mcp', tool: 'list_runtime_events', args: {} },
  at: '',
  digest: '',
  raw: '',
} as unknown as Evidence<EventPage>;

export const seen = (one: SecurityEvent): Sighting => eventRow(page, one);

let counter = 0;

/** An event of its own id and rule. @param ago minutes before now */
export const at = (
  ago: number,
  scope: Scope,
  fields: Record<string, string>,
  more: Partial<Parameters<typeof event>[0]> = {},
): SecurityEvent => event({ id: `e${++counter}`.padStart(32, '0'), ago, rule: `Rule ${counter}`, scope, fields, ...more });
