import * as vscode from 'vscode';
import { Failure } from '../../core/model/failure.ts';
import type { Resource, Threat, ThreatGroup } from '../../core/model/threat.ts';
import type { ReadTools } from '../../core/tools/readTools.ts';
import { type Part, parts, type ThreatNode } from './threatNodes.ts';
import type { LatestEvents } from './threatsLatestEvents.ts';

/** What one part of a group answered. */
export type PartRows =
  | { readonly part: 'threats'; readonly rows: readonly Threat[] }
  | { readonly part: 'resources'; readonly rows: readonly Resource[] }
  | ({ readonly part: 'events' } & LatestEvents);

export type PartState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'loaded'; readonly answer: PartRows };

type Ports = {
  readonly tools: (signal: AbortSignal) => Promise<ReadTools>;
  readonly now: () => number;
  readonly onChange: (groupId: string, part: Part) => void;
};

/** The parts that the user unfolded, read once each on the first look and again after their group changed (V-02). */
export class GroupDetails {
  readonly #ports: Ports;
  readonly #states = new Map<string, Map<Part, PartState>>();
  readonly #stale = new Set<string>();
  readonly #reading = new Map<string, Promise<void>>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** What is known without asking; undefined before the first look. */
  known(groupId: string, part: Part): PartState | undefined {
    return this.#states.get(groupId)?.get(part);
  }

  /** The state to draw now; begins to read what is missing or out of date. Rows that are out of date stay until the new ones are there. */
  look(group: ThreatGroup, part: Part, signal: AbortSignal): PartState {
    const known = this.known(group.id, part);
    const key = partKey(group.id, part);
    // While a reading runs, what it misses waits for its end: of two at once the older answer could come last.
    if (known !== undefined && (this.#reading.has(key) || !this.#stale.delete(key))) return known;
    const shown: PartState = known?.status === 'loaded' ? known : { status: 'loading' };
    this.#set(group.id, part, shown);
    this.#track(key, this.#load(group, part, signal));
    return shown;
  }

  /** Resolves when the reading that is under way has ended, well or not; undefined while none is. */
  reading(groupId: string, part: Part): Promise<void> | undefined {
    return this.#reading.get(partKey(groupId, part));
  }

  /** The parts of the group that were read are out of date; returns them. */
  outdate(groupId: string): readonly Part[] {
    const read = [...(this.#states.get(groupId)?.keys() ?? [])];
    for (const part of read) this.#stale.add(partKey(groupId, part));
    return read;
  }

  /** Forgets a failure, so that the next look asks again. */
  retry(groupId: string, part: Part): void {
    if (this.known(groupId, part)?.status === 'failed') this.#states.get(groupId)?.delete(part);
  }

  prune(isLoaded: (groupId: string) => boolean): void {
    for (const groupId of this.#states.keys()) {
      if (isLoaded(groupId)) continue;
      this.#states.delete(groupId);
      for (const part of parts) this.#stale.delete(partKey(groupId, part));
    }
  }

  clear(): void {
    this.#states.clear();
    this.#stale.clear();
    this.#reading.clear();
  }

  #track(key: string, reading: Promise<void>): void {
    this.#reading.set(key, reading);
    void reading.finally(() => {
      if (this.#reading.get(key) === reading) this.#reading.delete(key);
    });
  }

  /** Never rejects: what goes wrong becomes the error row. */
  async #load(group: ThreatGroup, part: Part, signal: AbortSignal): Promise<void> {
    let state: PartState;
    try {
      const tools = await this.#ports.tools(signal);
      state = { status: 'loaded', answer: await read(part, group, tools, { now: this.#ports.now(), signal }) };
    } catch (error) {
      state = { status: 'failed', failure: Failure.is(error) ? error : unexpected(error) };
    }
    if (signal.aborted) return;
    this.#set(group.id, part, state);
    this.#ports.onChange(group.id, part);
  }

  #set(groupId: string, part: Part, state: PartState): void {
    const states = this.#states.get(groupId) ?? new Map<Part, PartState>();
    states.set(part, state);
    this.#states.set(groupId, states);
  }
}

async function read(part: Part, group: ThreatGroup, tools: ReadTools, at: { now: number; signal: AbortSignal }): Promise<PartRows> {
  switch (part) {
    case 'threats':
      return { part, rows: (await tools.read('list_threats_engine_threats_by_group', { groupId: group.id }, at.signal)).value };
    case 'resources':
      return { part, rows: (await tools.read('list_threats_engine_resources_by_group', { groupId: group.id }, at.signal)).value };
    case 'events':
      // Loaded when a group is unfolded: most windows never do.
      return { part, ...(await (await import('./threatsLatestEvents.ts')).latestEvents(group, tools, at.now, at.signal)) };
  }
}

/** The rows under a part of the group `of`, in the order of the answer. */
export function rowNodes(of: string, answer: PartRows): readonly ThreatNode[] {
  switch (answer.part) {
    case 'threats':
      return answer.rows.map((threat) => ({ kind: 'threat', of, threatId: threat.id }));
    case 'resources':
      return answer.rows.map((_resource, index) => ({ kind: 'resource', of, index }));
    case 'events':
      return answer.rows.map((event) => ({ kind: 'event', of, eventId: event.id }));
  }
}

export function noteOf(answer: PartRows): string | undefined {
  return answer.part === 'events' ? answer.note : undefined;
}

function partKey(groupId: string, part: Part): string {
  return `${part} ${groupId}`;
}

/** A fault of ours, or of a library, told like any other. */
export function unexpected(error: unknown): Failure {
  return new Failure('invalid', {
    what: vscode.l10n.t('The threats could not be read'),
    why: (String(error).split('\n', 1)[0] ?? '').slice(0, 200),
    fix: vscode.l10n.t('Try again. If it comes back, report it with the log'),
    cause: error,
  });
}
