import { clientOf } from '../../facts/connection.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { Phrase } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';

/**
 * One reason why an event led to another. An effect is joined to a cause that has one of its keys and came before it, at most `within`
 * milliseconds: keys instead of pairs, so that ten thousand events stay cheap. Adding a reason is adding its file and its line in the table.
 */
export type CausalLink = {
  readonly name: string;
  /** a likely link rather than a proven one: drawn dotted */
  readonly inferred: boolean;
  readonly within: number;
  causes(event: SecurityEvent): readonly string[];
  effects(event: SecurityEvent): readonly string[];
  /** among causes of the same key the better one; without it the latest is taken */
  prefers?(cause: SecurityEvent, effect: SecurityEvent): boolean;
  /** how an effect was done: what was done in the same way before the cause came is somebody's habit and not its effect */
  habit?(effect: SecurityEvent): string | undefined;
  reason(cause: SecurityEvent, effect: SecurityEvent): Phrase;
  /** evidence beside the two events that the reason rests on */
  readonly shownBy?: readonly Pick<Evidence, 'id'>[];
};

/** An event that names only its pod is of a container of it. */
export function isInContainer({ scope }: SecurityEvent): boolean {
  return scope.container !== undefined || scope.pod !== undefined;
}

/** Where a process id means something: in its container, else on its host. */
export function processSpace(event: SecurityEvent): string | undefined {
  return event.scope.container ?? event.scope.host;
}

/** A process as a key of its space. Process 0 and 1 are everybody's parent and tell nothing. */
function processKey(event: SecurityEvent, pid: string | undefined): readonly string[] {
  const space = processSpace(event);
  return space === undefined || pid === undefined || Number(pid) <= 1 ? [] : [`${space} ${pid}`];
}

/**
 * A process that takes connections serves many, and what it did for one client did not lead to what it did for the next: an effect that tells its
 * client has a cause of the same client only.
 */
export function processAsCause(event: SecurityEvent, pid: string | undefined): readonly string[] {
  const client = clientOf(event);
  return processKey(event, pid).flatMap((key) => (client === undefined ? [key] : [key, `${key} ${client}`]));
}

export function processAsEffect(event: SecurityEvent, pid: string | undefined): readonly string[] {
  const client = clientOf(event);
  return processKey(event, pid).map((key) => (client === undefined ? key : `${key} ${client}`));
}
