import type { TenantLabel } from '../../model/case.ts';
import type { ActionRequest } from '../../model/confirmation.ts';
import type { Surface, UndoPlan } from '../../model/remediation.ts';

/** JSON of the state that was read before something is changed. */
export type CapturedValue = string | number | boolean | null | readonly CapturedValue[] | { readonly [key: string]: CapturedValue };

/**
 * How far an attempt is. `intended`: written ahead, nothing is known to have been sent. `submitted`: the tenant has taken it. `ended`: it came to an
 * end, whatever that was. `undoing`, `undone`: it is being taken back, or was.
 */
export const phases = ['intended', 'submitted', 'ended', 'undoing', 'undone'] as const;
export type Phase = (typeof phases)[number];

/**
 * One attempt at one action, written before anything is sent and kept until somebody forgets it. Instants are milliseconds since the epoch.
 * Holds what was confirmed and what was said, masked; no grant, and no secret that is not an argument of the action itself.
 */
export type JournalRecord = {
  /** names this attempt, unique for ever */
  readonly attempt: string;
  readonly actionId: string;
  readonly eventId: string;
  readonly tenant: TenantLabel;
  /** as the surface names it: `ISOLATE_NETWORK`, `kubectl scale` */
  readonly name: string;
  /** what it acts on, plain text */
  readonly on: string;
  readonly surface: Surface;
  readonly request: ActionRequest;
  /** sha256 of the canonical request, hex */
  readonly requestDigest: string;
  /** where it would happen, as it was shown */
  readonly place: string;
  readonly undo: UndoPlan;
  readonly captured?: CapturedValue;
  readonly intendedAt: number;
  readonly phase: Phase;
  readonly executionId?: string;
  /** how it ended */
  readonly status?: 'done' | 'failed';
  /** it ended without anybody knowing whether it had its effect */
  readonly unclear?: boolean;
  /** one masked line of what the surface said */
  readonly said?: string;
  readonly endedAt?: number;
  /** the attempt that this one takes back: an undo is an attempt of its own */
  readonly undoes?: string;
  /** names the window that began it */
  readonly window: string;
  readonly caseFile?: string;
  readonly responder?: string;
  /** needs a place for artifacts */
  readonly storage?: boolean;
};

/** What may become of a record; everything else was written ahead and stays. */
export type JournalChange = Partial<Pick<JournalRecord, 'phase' | 'executionId' | 'status' | 'unclear' | 'said' | 'endedAt'>>;

/** All throw Failure where the journal can not be read or written: nothing may be sent then. */
export type Journal = {
  /**
   * The write-ahead. Durable before it resolves, and won by one: an attempt at the same request of the same tenant that has no end yet, or is being
   * taken back, stands in its way, whichever window or process has it, and is given back as `by`.
   */
  claim(record: JournalRecord): Promise<'claimed' | { readonly by: JournalRecord }>;
  /**
   * Durable before it resolves. News that come late are kept and take nothing back. Throws Failure 'conflict' where it is to be taken back and is, or was,
   * already, 'notFound' where there is no such attempt.
   */
  update(attempt: string, change: JournalChange): Promise<void>;
  /** Every attempt of every tenant, oldest first. */
  all(): Promise<readonly JournalRecord[]>;
  /** Takes an attempt out of the journal, and out of the way of the next, whatever became of it: only what a person decided may come here. */
  forget(attempt: string): Promise<void>;
};
