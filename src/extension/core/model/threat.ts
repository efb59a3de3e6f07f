import type { Severity } from './severity.ts';

export type Image = { readonly repository?: string; readonly tag?: string; readonly digest?: string };

/** Where something happened, as far as the data says; nothing in it is ever guessed. */
export type Scope = {
  readonly cluster?: string;
  readonly namespace?: string;
  readonly workload?: string;
  readonly workloadType?: string;
  readonly pod?: string;
  /** 12 hex; absent for host processes */
  readonly container?: string;
  readonly containerName?: string;
  /** the host's name; for a Kubernetes workload its node */
  readonly host?: string;
  readonly awsAccount?: string;
  readonly azureSubscription?: string;
  readonly gcpProject?: string;
  /** identity or code provider's tenant or organisation (Okta, GitHub) */
  readonly cloudTenant?: string;
  readonly region?: string;
  /** EC2 instance id */
  readonly instance?: string;
  readonly image?: Image;
};

/** What the engine says of a group and of a threat alike. Times are milliseconds since the epoch, UTC. `title` is AI-generated, `name` the rule's. */
type RollUp = {
  readonly id: string;
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  readonly severity?: Severity;
  readonly status?: string;
  readonly type?: string;
  readonly start?: number;
  readonly lastSignal?: number;
  readonly resource?: string;
  readonly scope: Scope;
};

export type ThreatGroup = RollUp & { readonly threatCount?: number; readonly eventCount?: number };

/** `eventIds` are 32-hex ids, in the tenant's order. */
export type Threat = RollUp & { readonly groupId?: string; readonly eventIds: readonly string[] };

export type Resource = { readonly id?: string; readonly type?: string; readonly name?: string; readonly scope: Scope };

/** One signal. `fields` and `labels` never hold `<NA>` or empty values. */
export type SecurityEvent = {
  readonly id: string;
  /** milliseconds since the epoch */
  readonly at: number;
  /** the same instant in nanoseconds, digit by digit, where the tenant gave it */
  readonly atNs?: string;
  readonly rule?: string;
  readonly policy?: string;
  readonly severity?: Severity;
  readonly source?: string;
  readonly category?: string;
  readonly engine?: string;
  readonly tags: readonly string[];
  readonly output?: string;
  readonly description?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly scope: Scope;
  /** as answered, integers beyond 2^53 as digit strings */
  readonly raw: unknown;
};

export type EventPage = { readonly events: readonly SecurityEvent[]; readonly total?: number };

/** Number of events by the tenant's own category and severity 0–7, summed. */
export type EventCount = { readonly total: number; readonly bySeverity: Readonly<Record<string, number>> };

export type ProcessNode = {
  readonly name?: string;
  readonly pid?: number;
  readonly ppid?: number;
  readonly cmdline?: string;
  readonly exe?: string;
  readonly sha256?: string;
  readonly user?: string;
  readonly container?: string;
  readonly trigger: boolean;
  readonly children: readonly ProcessNode[];
};

/** Roots of the tree; empty where the tenant has none for the event (a success with a note, not an error). */
export type ProcessTree = { readonly roots: readonly ProcessNode[]; readonly note?: string };
