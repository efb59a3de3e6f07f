import { createHash } from 'node:crypto';

/** What a tenant holds, in the wire shapes of the Sysdig MCP contract §3. Absent properties are absent on the wire. */
export type World = {
  readonly events: EventRecord[];
  readonly groups: GroupRecord[];
  readonly threats: ThreatRecord[];
  /** by group id */
  readonly resources: Map<string, ResourceRecord[]>;
  /** by event id, nested as in contract §3.4 */
  readonly trees: Map<string, ProcessRecord>;
  readonly assets: AssetRecord[];
  readonly feed: FeedRecord[];
  readonly recurring: Recurrence[];
  readonly responders: Responders;
};

export type EventContent = {
  readonly type: string;
  readonly policyId?: number;
  readonly ruleName?: string;
  readonly ruleTags?: readonly string[];
  readonly output?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
};

export type EventRecord = {
  readonly id: string;
  readonly cursor: string;
  /** nanoseconds since the epoch: beyond 2^53, so never a number */
  readonly timestamp: bigint;
  readonly name: string;
  readonly description: string;
  /** 0–3 high, 4–5 medium, 6 low, 7 info */
  readonly severity: number;
  readonly category: string;
  readonly source: string;
  readonly originator: string;
  readonly engine?: string;
  readonly rawEventCategory?: string;
  readonly rawEventOriginator?: string;
  readonly sourceDetails?: { readonly type: string; readonly subType?: string };
  readonly labels?: Readonly<Record<string, string>>;
  readonly actions: readonly { readonly type: string; readonly isSuccessful: boolean }[];
  readonly content?: EventContent;
};

export type ResourceRecord = { readonly type: string; readonly name: string; readonly [key: string]: unknown };

/** Times are ISO 8601, UTC. `severity` is a word or a number, as real tenants mix them. */
export type GroupRecord = {
  readonly id: string;
  readonly name: string;
  readonly aiGeneratedName?: string;
  readonly aiGeneratedDescription?: string;
  readonly severity: number | string;
  readonly status: string;
  readonly type: string;
  readonly startTime: string;
  readonly lastSignal: string;
  readonly threatsCount: number;
  readonly eventsCount: number;
  readonly resource: ResourceRecord;
};

export type ThreatRecord = Omit<GroupRecord, 'threatsCount'> & {
  readonly groupId: string;
  readonly securityEvent: { readonly ids: readonly string[] };
  readonly image?: { readonly reference: string; readonly digest: string };
};

export type ProcessRecord = {
  readonly pid: number;
  readonly ppid?: number;
  readonly name: string;
  readonly cmdline: string;
  readonly exepath?: string;
  readonly sha256?: string;
  readonly user?: string;
  readonly startTime?: bigint;
  readonly containerId?: string;
  readonly isTrigger?: boolean;
  readonly children: readonly ProcessRecord[];
};

export type VulnerabilityRecord = {
  readonly cve: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly cvss: number;
  readonly packageName: string;
  readonly packageVersion: string;
  readonly packageType: string;
  readonly fixVersion?: string;
  readonly exploitable: boolean;
  readonly inUse: boolean;
  /** ISO date on which CISA listed it; absent when it did not */
  readonly kevDate?: string;
};

/** Something that is scanned: a workload's image, or a host. `scope` holds the labels that scan results are filtered by. */
export type AssetRecord = {
  readonly kind: 'workload' | 'host';
  readonly name: string;
  readonly scope: Readonly<Record<string, string>>;
  readonly digest?: string;
  readonly exposed: boolean;
  readonly vulnerabilities: readonly VulnerabilityRecord[];
  readonly violations: readonly string[];
  /** the workload's service account, and the cluster roles that are bound to it */
  readonly serviceAccount?: string;
  readonly roles?: readonly string[];
};

export type FeedRecord = {
  readonly id: string;
  readonly title: string;
  readonly published_at: string;
  readonly summary: string;
  readonly cves: readonly string[];
  readonly iocs: readonly string[];
};

/** A rule that keeps firing once a minute until its target is contained. `beat(n, at)` is its n-th event, at milliseconds. */
export type Recurrence = {
  readonly since: number;
  readonly every: number;
  readonly groupId: string;
  readonly threatId: string;
  readonly target: Target;
  readonly beat: (n: number, at: number) => EventRecord;
};

/** The response-action parameters that a running thing answers to. */
export type Target = Readonly<Record<string, string>>;

/** Where an agent answers: host ids with their names, clusters, cloud accounts. */
export type Responders = {
  readonly hosts: Map<string, string>;
  readonly clusters: Set<string>;
  readonly accounts: Set<string>;
};

export function emptyWorld(): World {
  return {
    events: [],
    groups: [],
    threats: [],
    resources: new Map(),
    trees: new Map(),
    assets: [],
    feed: [],
    recurring: [],
    responders: { hosts: new Map(), clusters: new Set(), accounts: new Set() },
  };
}

export function sha256(seed: string): string {
  return createHash('sha256').update(seed).digest('hex');
}

/** 32 hex, as event and scan-result ids are; the same seed gives the same id in every run, so a case can be found again. */
export function hexId(seed: string): string {
  return sha256(seed).slice(0, 32);
}

/** A UUID of version 7's form, without its time: scenario ids must survive a restart. */
export function uuid(seed: string): string {
  const hex = sha256(seed);
  return `019e${hex.slice(0, 4)}-${hex.slice(4, 8)}-7${hex.slice(8, 11)}-9${hex.slice(11, 14)}-${hex.slice(14, 26)}`;
}

/** The opaque cursor of an event; `cursorOf` is all that the tenant's paging knows about it. */
export function cursorOf(eventId: string): string {
  return Buffer.from(`=${eventId.slice(0, 16)}`).toString('base64');
}

/** @param ms milliseconds since the epoch @param seed what the digits below the millisecond are derived from */
export function nanoseconds(ms: number, seed: string): bigint {
  return BigInt(Math.round(ms)) * 1_000_000n + BigInt(Number.parseInt(sha256(seed).slice(0, 8), 16) % 1_000_000);
}

export function milliseconds(ns: bigint): number {
  return Number(ns / 1_000_000n);
}
