import { createHash } from 'node:crypto';
import type { Commands } from '../../model/command.ts';
import type { ActionRequest } from '../../model/confirmation.ts';
import { canonical } from '../../model/evidence.ts';
import type { Clock } from '../../model/ports.ts';
import type { KubectlScope } from '../surfaces/kubectl.ts';
import { accountBefore } from './accountBefore.ts';
import { type Change, changeOf } from './change.ts';
import type { Before, Earlier } from './earlier.ts';
import { plainObject } from './maskedObject.ts';
import { objectBefore } from './objectBefore.ts';
import { readScope, readsThrough } from './reading.ts';

/**
 * The state before a change. `digest` is the sha256 of `value`, `object` the whole object as JSON for a person, masked, never for the journal; `at` is
 * milliseconds since the epoch.
 */
export type Captured = { readonly digest: string; readonly value: Earlier; readonly object?: string; readonly at: number };

/** `scope` is where kubectl may read; without it nothing of a cluster is read. */
export type CaptureAsking = {
  readonly commands: Pick<Commands, 'run'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly signal: AbortSignal;
  readonly scope?: KubectlScope;
};

/**
 * Reads what a command is about to change; undefined for what only reads and for Sysdig's actions, whose undo is the tenant's. Throws Failure
 * where it can not be read: what is not known can not be put back, so nothing should run then.
 */
export async function captureBefore(request: ActionRequest, asking: CaptureAsking): Promise<Captured | undefined> {
  const change = request.surface === 'command' ? changeOf(request.command) : undefined;
  if (change === undefined) return undefined;
  const { value, object } = await before(change, asking);
  const digest = createHash('sha256').update(canonical(value)).digest('hex');
  return { digest, value, at: asking.clock.now(), ...(object !== undefined && { object: JSON.stringify(plainObject(object), null, 2) }) };
}

function before(change: Change, { commands, signal, scope }: CaptureAsking): Promise<Before> {
  const reads = readsThrough(commands, signal);
  if (change.program === 'aws') return accountBefore(change, reads);
  return objectBefore(change, readScope(change.scope, scope), reads);
}
