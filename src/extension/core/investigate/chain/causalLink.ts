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
  prefers?(cause: SecurityEvent): boolean;
  reason(cause: SecurityEvent, effect: SecurityEvent): Phrase;
};

/** Where a process id means something: in its container, else on its host. */
export function processSpace(event: SecurityEvent): string | undefined {
  return event.scope.container ?? event.scope.host;
}

/** A process as a key of its space. Process 0 and 1 are everybody's parent and tell nothing. */
export function processKey(event: SecurityEvent, pid: string | undefined): readonly string[] {
  const space = processSpace(event);
  return space === undefined || pid === undefined || Number(pid) <= 1 ? [] : [`${space} ${pid}`];
}
