import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { canonical, type Evidence, type Exhibit, type Source } from '../model/evidence.ts';
import { Failure, type FailureReason } from '../model/failure.ts';
import type { EventPage } from '../model/threat.ts';
import { eventRow } from './eventRow.ts';
import type { ReadCalls, ReadTool, ReadTools } from './readTools.ts';
import { isReadTool, recordedArgs } from './recordedCall.ts';

/** A source as a case file names it: prose of a file that anybody may have edited, until it has been read strictly. */
export type RecordedSource = Omit<Exhibit, 'raw'>;

/**
 * What a source says when it is asked again. `raw` is the answer now. `moved`: the tool looks back from now, so the question itself is
 * about another window than it was then. `refused` was not asked.
 */
export type ReadAgain =
  | { readonly status: 'same'; readonly raw: string }
  | { readonly status: 'changed'; readonly raw: string; readonly moved: boolean }
  | { readonly status: 'gone' | 'refused'; readonly why: string }
  | { readonly status: 'failed'; readonly failure: Failure };

/** Calls at once: few enough for the tenant's rate limit, beside whatever else the window asks. */
const concurrency = 8;
const hour = 3_600_000;
const furthestHours = 336;

/**
 * Asks each source once more and tells each outcome as it comes. Read-only by construction: what is called goes through ReadTools, in which
 * there is no acting tool, with arguments that were read strictly. Rejects with AbortError when the signal fires.
 */
export async function readAllAgain<S extends RecordedSource>(
  sources: readonly S[],
  tools: ReadTools,
  signal: AbortSignal,
  tell: (source: S, outcome: ReadAgain) => void,
): Promise<void> {
  const limited = pLimit(concurrency);
  const shared = sharing(tools);
  const one = async (source: S): Promise<void> => {
    signal.throwIfAborted();
    tell(source, await readAgain(source, shared, signal));
  };
  await Promise.all(sources.map((source) => limited(one, source)));
}

/** Asks one source once more. Throws nothing but AbortError and faults of our own. */
export async function readAgain(recorded: RecordedSource, tools: ReadTools, signal: AbortSignal): Promise<ReadAgain> {
  const { source } = recorded;
  if (source.kind !== 'mcp') return { status: 'refused', why: notOfTheTenant(source) };
  if (!isReadTool(source.tool))
    return { status: 'refused', why: `${source.tool} is not one of the tools that an investigation reads with` };
  // What a case file does not tell can not be asked: the mask would be taken for the value.
  if (canonical(source.args).includes('‹masked›')) return { status: 'refused', why: 'A secret in its arguments is masked' };
  try {
    return await askAgain({ recorded, tool: source.tool, row: source.row, tools, signal }, source.args);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return ofFailure(recorded, error);
  }
}

type Asking<K extends ReadTool> = {
  readonly recorded: RecordedSource;
  readonly tool: K;
  readonly row: string | undefined;
  readonly tools: ReadTools;
  readonly signal: AbortSignal;
};

async function askAgain<K extends ReadTool>(asking: Asking<K>, given: Readonly<Record<string, unknown>>): Promise<ReadAgain> {
  const { recorded, tool, row, tools, signal } = asking;
  const args = recordedArgs(tool, given);
  if (args === undefined) return { status: 'refused', why: `Its arguments are not those of ${tool}` };
  if (row === undefined) return compared(recorded, await tools.read(tool, args, signal), 'scopeHours' in args);
  const window = tool === 'list_runtime_events' ? recordedArgs('list_runtime_events', given) : undefined;
  if (window === undefined) return { status: 'refused', why: `The answers of ${tool} have no rows that can be told apart` };
  return askForRow({ recorded, row, tools, signal }, window);
}

type Window = ReadCalls['list_runtime_events']['args'];

/** One event of a list. The list looks back from now: where the event has left its window, it is asked for over the window of then. */
async function askForRow(
  { recorded, row, tools, signal }: Pick<Asking<ReadTool>, 'recorded' | 'tools' | 'signal'> & { readonly row: string },
  window: Window,
): Promise<ReadAgain> {
  const page = await tools.read('list_runtime_events', window, signal);
  const found = rowOf(page, row);
  if (found !== undefined) return compared(recorded, found, false);
  const since = Math.ceil((Date.parse(page.at) - Date.parse(recorded.at)) / hour);
  const scopeHours = Math.min(furthestHours, window.scopeHours + Math.max(0, since));
  const wider = scopeHours > window.scopeHours ? await tools.read('list_runtime_events', { ...window, scopeHours }, signal) : page;
  const late = rowOf(wider, row);
  if (late !== undefined) return compared(recorded, late, false);
  if (wider.truncated === undefined) return { status: 'gone', why: 'The event is not in the answer any more' };
  // A cut list proves nothing. The event's own record does where it is the row word for word, as some servers write both alike.
  const record = await tools.read('get_event_info', { eventId: row }, signal);
  const raw = JSON.stringify(record.value.raw);
  return digestOf(raw) === recorded.digest ? { status: 'same', raw } : { status: 'failed', failure: cutBefore(row) };
}

function rowOf(page: Evidence<EventPage>, id: string): Evidence | undefined {
  const event = page.value.events.find((one) => one.id === id);
  return event && eventRow(page, event);
}

function digestOf(raw: string): string {
  return createHash('sha256').update(raw).digest('hex');
}

function compared(recorded: RecordedSource, now: Evidence, looksBack: boolean): ReadAgain {
  if (now.digest === recorded.digest && recorded.failure === undefined) return { status: 'same', raw: now.raw };
  return { status: 'changed', raw: now.raw, moved: looksBack && recorded.failure === undefined && now.at !== recorded.at };
}

/** Refusals that are about the question, and so the same whenever it is asked. */
const lasting: readonly FailureReason[] = ['invalid', 'forbidden', 'notFound', 'refused', 'unsupported'];

function ofFailure(recorded: RecordedSource, failure: Failure): ReadAgain {
  if (recorded.failure !== undefined && Failure.is(failure, ...lasting)) return { status: 'same', raw: '' };
  if (Failure.is(failure, 'notFound')) return { status: 'gone', why: failure.why };
  return { status: 'failed', failure };
}

function cutBefore(event: string): Failure {
  return new Failure('unsupported', {
    what: `Event ${event} could not be looked up in its list again`,
    why: 'Newer events fill the list, which the tenant cuts at 200',
    fix: 'Investigate that event by its id',
  });
}

/** What is not the tenant's is named, not fetched: no address out of a file is ever called. */
function notOfTheTenant(source: Exclude<Source, { kind: 'mcp' }>): string {
  switch (source.kind) {
    case 'http':
      return `A public source: open it in the browser, ${source.url}`;
    case 'command':
      return `Commands are not run again: ${source.line}`;
    case 'file':
      // A refresh writes over the file, so what stands in that line now says nothing of then.
      return `It was line ${source.line} of ${source.path} before the refresh`;
  }
}

/** The same tools, each call made once: the rows of a list share it. */
function sharing(tools: ReadTools): ReadTools {
  const asked = new Map<string, Promise<Evidence>>();
  return {
    offers: (tool) => tools.offers(tool),
    read: <K extends ReadTool>(tool: K, args: ReadCalls[K]['args'], signal: AbortSignal) => {
      const key = `${tool}(${canonical(args)})`;
      const answer = asked.get(key) ?? tools.read(tool, args, signal);
      asked.set(key, answer);
      return answer as Promise<Evidence<ReadCalls[K]['result']>>;
    },
  };
}
