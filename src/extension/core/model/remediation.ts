import type { BlastRadius } from './blastRadius.ts';
import type { TenantLabel } from './case.ts';
import type { Command, Program } from './command.ts';
import type { ActionRequest } from './confirmation.ts';
import type { Cites, Claim, Evidence, Exhibit } from './evidence.ts';
import type { Phrase } from './phrase.ts';
import type { ActionExecution } from './responseAction.ts';
import type { ProcessTree, Scope, SecurityEvent } from './threat.ts';

/** The order of a checklist. */
export const stages = ['evidence', 'containment', 'destruction'] as const;
export type Stage = (typeof stages)[number];

/** Where an action runs. `ticket`: the allow-list can not do it, a person has to. */
export type Surface = 'sysdig' | Program | 'ticket';

/**
 * What is known of the threat, fetched from the tenant when the remediation began, never out of a case file (K-10). `events` are the trigger first,
 * then those of the case's chain or its threat, each once.
 */
export type Threat = {
  readonly eventId: string;
  readonly title: string;
  readonly trigger: Evidence<SecurityEvent>;
  readonly events: readonly Evidence<SecurityEvent>[];
  /** of the trigger */
  readonly tree?: Evidence<ProcessTree>;
  readonly scope: Scope;
};

/** `unavailable` always says how to get there. */
export type Availability =
  | { readonly state: 'confirmed' | 'unconfirmed'; readonly reason: string }
  | { readonly state: 'unavailable'; readonly reason: string; readonly fix: string };

/**
 * How an action is taken back, as far as it is known before it runs. `undo`: the tenant's own undo. `inverse`: a command made of the state that is
 * read before. `nothing`: it leaves nothing behind. `never`: `recovery` is what a person would have to do.
 */
export type Reversibility =
  | { readonly kind: 'undo'; readonly how: Phrase }
  | { readonly kind: 'inverse'; readonly how: Phrase }
  | { readonly kind: 'nothing'; readonly how: Phrase }
  | { readonly kind: 'never'; readonly recovery: Phrase };

/**
 * A consequence as a sentence with what it rests on; one that is not known rests on nothing. `open` is what a probe would answer, as half a sentence of
 * ours, so that many of them can be told in one; absent where no probe tells it.
 */
export type Consequence =
  | { readonly kind: 'known'; readonly phrase: Phrase; readonly cites: Cites }
  | { readonly kind: 'unknown'; readonly phrase: Phrase; readonly open?: { readonly asked: string; readonly probeWith: string } };

/**
 * One candidate of the checklist. Immutable: what becomes of it is the session's. `id` is stable for the same request on the same threat, so that a
 * list that is made anew keeps what was decided.
 */
export type ProposedAction = {
  readonly id: string;
  readonly stage: Stage;
  /** as the surface names it: `ISOLATE_NETWORK`, `kubectl scale`, `aws iam update-access-key` */
  readonly name: string;
  /** our own words for the button, capitalised: `Isolate network` */
  readonly verb: string;
  /** what it acts on, short: `shop/storefront` */
  readonly on: Phrase;
  readonly surface: Surface;
  /** HOST, CLUSTER, CLOUD for Sysdig's */
  readonly responder?: string;
  /** absent for what only a ticket can ask for, and where it can not be parameterised; `line` is then what a person would run */
  readonly request?: ActionRequest;
  /** the command or payload as text, to be read and pasted */
  readonly line: string;
  readonly does: Phrase;
  readonly expected: Phrase;
  readonly breaks: readonly Consequence[];
  readonly watch: Phrase;
  /** why this threat asks for it */
  readonly why: Claim;
  readonly reversibility: Reversibility;
  /** preconditions, each with whether it is met as far as known */
  readonly needs: readonly { readonly what: Phrase; readonly met: boolean | 'unknown' }[];
  readonly availability: Availability;
  /** needs a place for artifacts (GET_LOGS, CAPTURE, FILE_ACQUIRE) */
  readonly storage: boolean;
  /** ends what runs on its target, so that the watcher may find it gone */
  readonly removes: boolean;
};

/** `order` says in one or two sentences why the list stands in this order. */
export type Proposals = { readonly actions: readonly ProposedAction[]; readonly order: Phrase };

/** */
export type ActionStatus = 'pending' | 'in_progress' | 'done' | 'failed' | 'skipped';
export type Decision = 'approved' | 'declined' | 'filed';

/** What takes an action back, made before it ran from what was captured before it ran. */
export type UndoPlan =
  | { readonly kind: 'undoAction' }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'manual'; readonly recovery: string };

/** How one run of an action ended, or did not yet. Instants are milliseconds since the epoch. `said` is what the surface said, masked, one line. */
export type Run = {
  readonly actionId: string;
  /** names this attempt in the journal */
  readonly attempt: string;
  readonly request: ActionRequest;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status: Extract<ActionStatus, 'in_progress' | 'done' | 'failed'>;
  readonly executionId?: string;
  readonly said?: string;
  /** what, why and the fix, where it failed */
  readonly failure?: { readonly what: string; readonly why: string; readonly fix: string };
  /** it was cut off or not answered, so that it may have had its effect all the same */
  readonly unclear?: boolean;
  readonly undo: UndoPlan;
  readonly undone?: {
    readonly at: number;
    readonly status: 'in_progress' | 'done' | 'failed';
    readonly said?: string;
    readonly executionId?: string;
  };
};

/** An execution on the same target that this window did not begin. `contains`: it holds something until it is undone. */
export type OthersAction = {
  readonly execution: ActionExecution;
  readonly contains: boolean;
  readonly phrase: Phrase;
  readonly cites: Cites;
};

/** One row of the permissions table. `fix` stands wherever it is not `yes`. */
export type Permission = {
  readonly about: 'responder' | 'storage' | 'kubernetes' | 'iam' | 'ticket' | 'tenant';
  readonly what: string;
  readonly may: 'yes' | 'no' | 'unknown';
  readonly why: string;
  readonly fix?: string;
};

/** The end of a watch, or how far it is. */
export type Watch = {
  readonly state: 'watching' | 'cleared' | 'still_active' | 'inconclusive' | 'stopped' | 'failed';
  readonly polls: number;
  readonly of: number;
  /** milliseconds since the epoch: only what happened after this counts */
  readonly since: number;
  readonly until?: number;
  /** ids of events that fired again, oldest first, at most 100 */
  readonly refires: readonly string[];
  /** how many fired again, where that is more than are listed */
  readonly refireCount?: number;
  /** ids of events that arrived during the watch and are dated before the last action: late, or by a clock that is behind */
  readonly doubtful?: readonly string[];
  /** what shows that the target is gone */
  readonly proof?: Claim;
  /** one sentence each, oldest first, with its instant */
  readonly timeline: readonly { readonly at: number; readonly text: string }[];
  /** what the silence proves, by the past rate of the rule */
  readonly honest?: string;
};

/**
 * What takes a logged action back, or what stands in the way. `call` is exactly what would be called, to be pasted; `manual` is what a person would do,
 * `nothing` why there is nothing to do.
 */
export type LoggedUndo = { readonly kind: 'call' | 'manual' | 'nothing'; readonly text: string };

/** One action with what became of it. `filed` is where it was filed as a ticket instead: a key, or a place. */
export type LoggedAction = {
  readonly action: Pick<ProposedAction, 'name' | 'on' | 'why'>;
  readonly decision?: Decision;
  readonly status: ActionStatus;
  readonly run?: Pick<Run, 'executionId' | 'said' | 'failure' | 'undone'>;
  readonly undo?: LoggedUndo;
  readonly filed?: string;
};

/**
 * A remediation as it is reported, serialisable. Whatever cites names evidence by its own id; `evidence` gives each the short one that is shown,
 * `P4`. Instants are milliseconds since the epoch.
 */
export type RemediationLog = {
  /** names the remediation: the same one written again takes the place of its earlier text */
  readonly id: string;
  readonly eventId: string;
  readonly title: string;
  readonly tenant: TenantLabel;
  readonly startedAt: number;
  readonly known: readonly Claim[];
  /** half sentences of ours, which can hold the tenant's words: `which cluster` */
  readonly missing: readonly string[];
  readonly radius: BlastRadius['lines'];
  readonly actions: readonly LoggedAction[];
  readonly watch?: Watch;
  /** each ask, yes, start, end and undo, oldest first */
  readonly trail: readonly { readonly at: number; readonly text: string }[];
  readonly evidence: readonly { readonly id: string; readonly evidence: Omit<Exhibit, 'raw'> }[];
};
