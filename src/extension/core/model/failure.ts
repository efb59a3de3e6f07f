/** Why something failed, as far as the code that catches it must tell cases apart. */
export type FailureReason =
  | 'unauthenticated'
  | 'unreachable'
  | 'notFound'
  | 'forbidden'
  | 'rateLimited'
  | 'conflict'
  | 'timeout'
  | 'malformed'
  | 'refused'
  | 'invalid'
  | 'server'
  | 'unsupported';

/**
 * What a tenant itself names as the reason of a refusal: its token (`responder_not_found`), the scope that has no responder
 * (`clusterName:prod-eu-1`), the permission that is missing. Its words: data.
 */
export type Refusal = { readonly token?: string; readonly scope?: string; readonly permission?: string };

/**
 * The one error that a user sees: what failed, why, and the fix, each one line (V-20).
 * `status` is the HTTP status where the server gave one, `refusal` what the tenant named where it refused.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly reason: FailureReason;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly status: number | undefined;
  readonly refusal: Refusal | undefined;

  constructor(
    reason: FailureReason,
    lines: { what: string; why: string; fix: string; status?: number; refusal?: Refusal; cause?: unknown },
  ) {
    super(`${lines.what}\n${lines.why}\n${lines.fix}`, { cause: lines.cause });
    this.reason = reason;
    this.what = lines.what;
    this.why = lines.why;
    this.fix = lines.fix;
    this.status = lines.status;
    this.refusal = lines.refusal;
  }

  static is(error: unknown, ...reasons: FailureReason[]): error is Failure {
    return error instanceof Failure && (reasons.length === 0 || reasons.includes(error.reason));
  }
}

/** True for the rejection that an AbortSignal causes: a cancelled call is an outcome, not a fault. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
