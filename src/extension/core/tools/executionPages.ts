import type { Evidence, Truncation } from '../model/evidence.ts';
import type { Clock, Log } from '../model/ports.ts';
import type { ActionExecution } from '../model/responseAction.ts';
import type { Connection } from './connection.ts';
import { parseExecutions } from './schemas/executions.ts';
import { readCount } from './schemas/lenient.ts';
import type { Parsed } from './schemas/rows.ts';
import { type Offered, offeredBy, type ServerArgs } from './serverArguments.ts';
import { toolEvidence } from './toolEvidence.ts';
import { isRecord, unwrap } from './unwrap.ts';

const tool = 'list_response_action_executions';
const mostExecutions = 500;
const pageSize = 100;
/** rows of a server that is not told how many (contract §3.18) */
const defaultRows = 25;

type Ports = { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal };
type Page = Parsed<readonly ActionExecution[]> & { readonly raw: string };

/**
 * The executions of a tenant, newest first where it dates them: page by page where the tool takes a limit and an offset, else in one call. What was
 * left out stands in `truncated`. The evidence names the first page's arguments; `raw` has a page a line.
 */
export async function readAllExecutions(
  connection: Connection,
  { clock, log, signal }: Ports,
): Promise<Evidence<readonly ActionExecution[]>> {
  const offered = offeredBy(connection, tool);
  const size = pageSizeOf(offered);
  const pages: Page[] = [];
  const found = new Map<string, ActionExecution>();
  let full = true;
  for (let offset = 0; full && offset < mostExecutions; offset += size) {
    const page = await readPage(connection, pageArgs(offered, size, offset), signal);
    const before = found.size;
    for (const one of page.value) found.set(one.id, found.get(one.id) ?? one);
    pages.push(page);
    full = (page.rows ?? 0) >= size;
    // A server that takes no notice of the offset would answer the same rows for ever.
    if (!offered.has('offset') || found.size === before) break;
  }
  const value = [...found.values()].toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
  const skipped = pages.reduce((sum, page) => sum + (page.skipped ?? 0), 0);
  const truncated = cutOf(value.length, skipped, full);
  const called = { tool, args: pageArgs(offered, size, 0), raw: pages.map(({ raw }) => raw).join('\n') };
  return toolEvidence(called, { value, rows: value.length + skipped, skipped, ...(truncated && { truncated }) }, clock, log);
}

async function readPage(connection: Connection, args: ServerArgs, signal: AbortSignal): Promise<Page> {
  const { value, raw } = unwrap(tool, await connection.call(tool, args, signal));
  return { ...parseExecutions(tool, value), raw };
}

function pageArgs(offered: Offered, size: number, offset: number): ServerArgs {
  return { ...(offered.has('limit') && { limit: size }), ...(offered.has('limit') && offered.has('offset') && { offset }) };
}

function pageSizeOf(offered: Offered): number {
  if (!offered.has('limit')) return defaultRows;
  const limit = offered.get('limit');
  const maximum = isRecord(limit) ? readCount(limit['maximum']) : undefined;
  return maximum === undefined || maximum === 0 ? pageSize : Math.min(pageSize, maximum);
}

function cutOf(shown: number, skipped: number, full: boolean): Truncation | undefined {
  if (full) return { shown };
  return skipped > 0 ? { shown, total: shown + skipped } : undefined;
}
