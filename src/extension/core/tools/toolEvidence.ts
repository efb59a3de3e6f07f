import { createHash } from 'node:crypto';
import { type Evidence, type Source, sourceKey } from '../model/evidence.ts';
import type { Clock, Log } from '../model/ports.ts';
import type { Parsed } from './schemas/rows.ts';
import type { ServerArgs } from './serverArguments.ts';

/** One call as it was made, in the server's own arguments, so that it can be repeated by hand; `raw` is the answer as text. */
export type Called = { readonly tool: string; readonly args: ServerArgs; readonly raw: string };

/** What a tool answered, as evidence. Rows that could not be read are told in the log too. */
export function toolEvidence<T>({ tool, args, raw }: Called, parsed: Parsed<T>, clock: Clock, log: Log): Evidence<T> {
  if ((parsed.skipped ?? 0) > 0) log.write('warn', `${tool}: rows skipped`, { skipped: parsed.skipped, rows: parsed.rows });
  log.write('debug', `${tool}: read`, { ...(parsed.rows !== undefined && { rows: parsed.rows }) });
  const source: Source = { kind: 'mcp', tool, args };
  return {
    id: sourceKey(source),
    source,
    at: new Date(clock.now()).toISOString(),
    digest: createHash('sha256').update(raw).digest('hex'),
    value: parsed.value,
    raw,
    ...(parsed.truncated !== undefined && { truncated: parsed.truncated }),
  };
}
