import type { Cites, Claim, Exhibit, Truncation } from './evidence.ts';
import type { Datum, Phrase } from './phrase.ts';
import type { Severity } from './severity.ts';
import type { Tactic, TacticVerdict } from './tactic.ts';
import type { ProcessTree, Scope } from './threat.ts';

/** The house's status words (I-28): every part that is not done says why. */
export type Section<T> =
  | { readonly status: 'done'; readonly value: T; readonly truncated?: Truncation }
  | { readonly status: 'pending' | 'in_progress' | 'failed' | 'skipped'; readonly reason: string };

export type TenantLabel = { readonly name: string; readonly region?: string; readonly sample: boolean };

export type TriggerKind = 'threat' | 'group' | 'event';

/** What the user picked and the event that it resolved to. Without an event (a group that names none) `eventId` is absent. */
export type CaseTrigger = {
  readonly kind: TriggerKind;
  readonly id: string;
  readonly groupId?: string;
  readonly threatId?: string;
  readonly eventId?: string;
  readonly title: string;
  readonly rule?: string;
  readonly type?: string;
  readonly status?: string;
  readonly severity?: Severity;
  /** milliseconds since the epoch */
  readonly at?: number;
  readonly scope: Scope;
  readonly cites: Cites;
};

/** A group in the same incident (I-05) and why; `same` is the reason as a phrase, e.g. "same cluster prod-eu-1, 4 min apart". */
export type FoldedGroup = {
  readonly id: string;
  readonly title: string;
  readonly resource?: string;
  readonly lastSignal?: number;
  readonly severity?: Severity;
  readonly why: Claim;
};

export type BoundaryKind = 'external' | 'container' | 'host' | 'cluster' | 'cloud' | 'identity' | 'code';

/** A trust boundary: steps on its two sides run with different rights. `id` is stable within a case (B1…). */
export type Boundary = { readonly id: string; readonly kind: BoundaryKind; readonly label: string };

/** One action of the attack flow. Repeats of the same action fold: `times` > 1. */
export type Step = {
  readonly id: string;
  /** milliseconds since the epoch, of the first occurrence */
  readonly at: number;
  /** of the last one, where there are several */
  readonly until?: number;
  readonly action: Phrase;
  readonly boundary: string;
  readonly tactic?: Tactic;
  /** as the event's own tags or calls name it, e.g. T1059.004; never from words */
  readonly technique?: string;
  readonly role: 'entry' | 'malicious' | 'step';
  readonly times: number;
  readonly eventIds: readonly string[];
  readonly cites: Cites;
};

/** Why one step led to another. `inferred` links are drawn dotted. */
export type Link = { readonly from: string; readonly to: string; readonly reason: Claim; readonly inferred: boolean };

export type AttackFlow = {
  readonly boundaries: readonly Boundary[];
  readonly steps: readonly Step[];
  readonly links: readonly Link[];
  /** Events of the incident's groups without a causal link: same place and time, not linked (I-05). */
  readonly unlinked: readonly Claim[];
};

/** A vulnerability or a posture finding beside the trigger's tactic (I-24, I-25). */
export type CorrelationRow = {
  readonly kind: 'vulnerability' | 'posture';
  /** the CVE, or the control's name */
  readonly finding: Datum;
  readonly score: 1 | 2 | 3 | 4 | 5;
  /** what the finding is good for */
  readonly tactic?: Tactic;
  /** heuristics, boosts and the gate, in the order in which they counted */
  readonly reasons: readonly Claim[];
};

/** `rows` scored 4 or 5, best first, three at most; `refused` says which ones the tactic gate held back, and why. */
export type Correlation = { readonly rows: readonly CorrelationRow[]; readonly refused: readonly Claim[] };

export type ExplanationKind = 'attack' | 'administrator' | 'scanner' | 'testTool';

/** One way to read what happened. Exactly one is `favoured` where the evidence leans at all; none where it does not. */
export type Explanation = {
  readonly kind: ExplanationKind;
  readonly standing: 'favoured' | 'possible' | 'unlikely';
  readonly for: readonly Claim[];
  readonly against: readonly Claim[];
};

/** One direction that was looked in, for coverage and limitations. `asked` says it in words, e.g. "syscall events in cluster prod-eu-1, ±2 h". */
export type Coverage = {
  readonly name: string;
  readonly asked: string;
  readonly status: 'done' | 'pending' | 'in_progress' | 'failed' | 'skipped';
  readonly reason?: string;
  /** skipped since there is nothing of the kind to look at: no gap in the case */
  readonly inapplicable?: true;
  readonly truncated?: Truncation;
  /** how many things it found; 0 is an answer too. Absent where nothing is counted. */
  readonly found?: number;
  readonly cites?: Cites;
};

export type CallRecord = {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** milliseconds after the investigation began */
  readonly startedAfter: number;
  readonly took: number;
  readonly outcome: 'done' | 'failed' | 'cancelled';
  readonly error?: string;
};

export type Confidence = { readonly score: 1 | 2 | 3 | 4 | 5; readonly reasons: readonly Claim[] };

/** Serialisable: everything that a report, a view, a hand-off or a remediation needs. Instants are ISO UTC or milliseconds as named. */
export type Case = {
  readonly schema: 1;
  readonly tenant: TenantLabel;
  readonly trigger: CaseTrigger;
  readonly tactic: TacticVerdict;
  readonly startedAt: string;
  readonly completedAt: string;
  /** how far round and back from the trigger it looked, in hours */
  readonly reach: { readonly around: number; readonly before: number };
  /** partial: cancelled, or a part failed */
  readonly status: 'done' | 'partial';
  readonly confidence: Confidence;
  readonly summary: readonly Claim[];
  readonly triggerFacts: readonly Claim[];
  readonly processTree: Section<{ readonly tree: ProcessTree; readonly cites: Cites }>;
  readonly processEvidence: Section<readonly Claim[]>;
  readonly rationale: readonly Claim[];
  /** the trigger with everything that is causally linked to it, whether or not it is enough to be drawn */
  readonly chain: AttackFlow;
  readonly flow: Section<AttackFlow>;
  readonly resource: Section<readonly Claim[]>;
  readonly incident: Section<{ readonly groups: readonly FoldedGroup[]; readonly refused: readonly FoldedGroup[] }>;
  readonly vulnerabilities: Section<readonly Claim[]>;
  readonly correlation: Section<Correlation>;
  /** what is known elsewhere of the addresses and files that were seen */
  readonly indicators: Section<readonly Claim[]>;
  readonly explanations: readonly Explanation[];
  readonly nextChecks: readonly Claim[];
  readonly limitations: readonly Claim[];
  readonly coverage: readonly Coverage[];
  readonly evidence: readonly Exhibit[];
  readonly calls: readonly CallRecord[];
};

/** A case without the answers that it rests on: what is kept of it across a reload. Answers are asked for again by their source (K-10). */
export type ToldCase = Omit<Case, 'evidence' | 'calls'> & { readonly evidence: readonly Omit<Exhibit, 'raw'>[] };
