import { Failure, type FailureReason } from '../model/failure.ts';

/** The failure of one public source. `why` is short: a case shows it as the reason of the part that is missing. */
export function sourceFailure(source: string, reason: FailureReason, why: string, status?: number): Failure {
  return new Failure(reason, {
    what: `${source} gave no answer`,
    why,
    fix: fixOf(source, reason),
    ...(status !== undefined && { status }),
  });
}

/** The failure of an answer that cannot be read: an unknown shape must not pass for "not known there". */
export function malformed(source: string, why: string): Failure {
  return sourceFailure(source, 'malformed', `unreadable answer: ${why}`);
}

/** fetch hides the reason in `cause`. Its message is left out: it may repeat a header. */
export function networkFailure(source: string, error: unknown): Failure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return sourceFailure(source, 'unreachable', 'network: the request could not be sent');
  return sourceFailure(source, 'unreachable', `network: ${'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name}`);
}

function fixOf(source: string, reason: FailureReason): string {
  switch (reason) {
    case 'unauthenticated':
      return `Enter the API key of ${source} again`;
    case 'unreachable':
    case 'timeout':
      return `Check the network and its proxy, or switch ${source} off in the settings`;
    case 'malformed':
      return 'Refresh the case later; if it stays, look for a proxy that changes answers';
    case 'refused':
      return `Set ${source} up in the settings`;
    default:
      return 'Refresh the case later';
  }
}
