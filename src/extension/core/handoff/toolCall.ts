import { Failure, type FailureReason, isAbort } from '../model/failure.ts';
import type { Clock } from '../model/ports.ts';
import type { TicketTools } from './ports.ts';
import { quoted } from './quoted.ts';
import { errorIn, isFault, jsonIn, statusIn } from './toolAnswer.ts';

/**
 * `value` is the JSON of the answer, which may stand within prose; undefined where there is none. `refused`: the tool says that it did nothing.
 * `unclear`: it says nothing of that kind, so it may have done what it was asked for.
 */
export type ToolReply =
  | { readonly kind: 'answer'; readonly value: unknown; readonly text: string }
  | { readonly kind: 'refused'; readonly said: string; readonly status?: number }
  | { readonly kind: 'unclear'; readonly why: string };

type Call = { readonly tool: string; readonly input: Readonly<Record<string, unknown>> };

const timeoutMs = 60_000;

/** One call, waited for a minute. Rejects when the signal fires, for nothing else. */
export async function callTool({ tool, input }: Call, tools: TicketTools, clock: Clock, signal: AbortSignal): Promise<ToolReply> {
  const finished = new AbortController();
  const inner = AbortSignal.any([signal, finished.signal]);
  const late = async (): Promise<ToolReply> => {
    await clock.sleep(timeoutMs, inner);
    return { kind: 'unclear', why: `nothing came within ${timeoutMs / 1000} s` };
  };
  const asked = async (): Promise<ToolReply> => readReply(await tools.call(tool, input, inner));
  try {
    return await Promise.race([asked(), late()]);
  } catch (error) {
    signal.throwIfAborted();
    return thrown(error);
  } finally {
    finished.abort();
  }
}

/** An editor asks before it lets a tool run: that a person said no is no unclear outcome. Its error is named as VS Code names it. */
function thrown(error: unknown): ToolReply {
  const { name, message } = error instanceof Error ? error : new Error('');
  return name === 'Canceled' || isAbort(error) ? { kind: 'refused', said: 'the call was declined in the editor' } : readError(message);
}

function readReply(text: string): ToolReply {
  const value = jsonIn(text);
  const error = value === undefined ? (isFault(text) ? text : undefined) : errorIn(value);
  return error === undefined ? { kind: 'answer', value, text } : readError(error);
}

/** What names a fault of the request had no effect; a fault of the server or of the way to it leaves open what it did. */
function readError(said: string): ToolReply {
  const status = statusIn(said);
  const ours = status === undefined ? isFault(said) : status < 500 && status !== 408;
  if (!ours) return { kind: 'unclear', why: quoted(said) || 'it failed without a word' };
  return { kind: 'refused', said, ...(status === undefined ? {} : { status }) };
}

/** What was tried, for the failure's lines. `right` is the permission that it takes, `orElse` what else can be done, with its comma. */
type Tried = { readonly what: string; readonly tool: string; readonly right?: string; readonly orElse?: string };

export function toolRefusal({ said, status }: Extract<ToolReply, { kind: 'refused' }>, { what, tool, right, orElse = '' }: Tried): Failure {
  const lacks = right !== undefined && status === 403 ? `the account lacks ${right}: ` : '';
  const [reason, fix] = verdicts.get(status ?? 0) ?? ['refused', 'Edit the fields and submit again'];
  return new Failure(reason, {
    what,
    why: `${tool} answered${status === undefined ? '' : ` ${status}`}: ${lacks}${quoted(said)}`,
    fix: `${fix}${orElse}`,
    ...(status !== undefined && { status }),
  });
}

const verdicts: ReadonlyMap<number, readonly [FailureReason, string]> = new Map([
  [400, ['invalid', 'Edit the fields and submit again']],
  [401, ['unauthenticated', 'Sign in to that server again']],
  [403, ['forbidden', 'Ask an administrator for it']],
  [404, ['notFound', 'Check the site and the project']],
  [429, ['rateLimited', 'Try again in a minute']],
]);
