import { createHash } from 'node:crypto';
import type * as z from 'zod';
import type { AllowedCommand, Command, CommandOutcome, Commands } from '../../model/command.ts';
import { type Evidence, sourceKey } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import type { Clock } from '../../model/ports.ts';
import { allow } from '../surfaces/allow.ts';
import { commandFailure } from '../surfaces/commandFailure.ts';
import { jsonOf } from '../surfaces/jsonOf.ts';
import { shown } from '../surfaces/shown.ts';
import { type Answered, type Unknown, unknown } from './answered.ts';

export type Asking = { readonly commands: Commands; readonly clock: Pick<Clock, 'now'>; readonly signal: AbortSignal };

/** The tool's own time-outs end a call first; this one is for a tool that hangs before it asks, as at a login. */
const longestMs = 30_000;

/**
 * One read of a program and its JSON answer. Whatever goes wrong is an answer as well, with the call as its evidence where it was made; only an
 * abort rejects.
 */
export async function askCommand<T>(build: () => Command, form: z.ZodType<T>, { commands, clock, signal }: Asking): Promise<Answered<T>> {
  try {
    const command = allow(build());
    if (command.access !== 'read') throw new Error('a probe only reads');
    const outcome = await commands.run(command, { timeoutMs: longestMs, signal });
    signal.throwIfAborted();
    return read({ command, outcome, at: new Date(clock.now()).toISOString() }, form);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { ...unknown(error.why), reason: error.reason };
  }
}

type Call = { readonly command: AllowedCommand; readonly outcome: CommandOutcome; readonly at: string };

function read<T>(call: Call, form: z.ZodType<T>): Answered<T> {
  const { command, outcome } = call;
  if (outcome.cut) return failed(call, 'too much to read');
  if (outcome.kind !== 'ended' || outcome.exitCode !== 0) {
    const { why, reason } = commandFailure('It could not be read', command, outcome);
    return { ...failed(call, why), reason };
  }
  const parsed = form.safeParse(jsonOf(outcome.stdout));
  if (!parsed.success) return failed(call, `${command.program} answered in a form that is not known`);
  return { kind: 'answered', value: parsed.data, sources: [evidenceOf(call, parsed.data)] };
}

function failed(call: Call, why: string): Unknown {
  return unknown(why, { ...evidenceOf(call, undefined), failure: why });
}

function evidenceOf<T>({ command, outcome, at }: Call, value: T): Evidence<T> {
  const source = { kind: 'command', line: shown(command) } as const;
  const raw = outcome.stdout;
  return { id: sourceKey(source), source, at, digest: createHash('sha256').update(raw).digest('hex'), value, raw };
}
