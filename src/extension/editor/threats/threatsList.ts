import * as vscode from 'vscode';
import { Failure, isAbort } from '../../core/model/failure.ts';
import type { Clock } from '../../core/model/ports.ts';
import type { ThreatGroup } from '../../core/model/threat.ts';
import type { TenantSession } from '../connection/tenantSession.ts';
import type { Part } from './threatNodes.ts';
import { GroupDetails, unexpected } from './threatsDetails.ts';
import { ThreatPages } from './threatsPages.ts';

/** A part of one group changed, or anything may have. */
export type ListChange = { readonly groupId: string; readonly part: Part } | undefined;

type Reading = { readonly what: 'refresh' | 'more'; readonly outcome: Promise<boolean> };

/** What the threats view knows of the connected tenant: the loaded pages and the parts of groups that were unfolded. */
export class ThreatsList {
  readonly pages = new ThreatPages();
  readonly details: GroupDetails;
  readonly #session: Pick<TenantSession, 'tools'>;
  readonly #clock: Clock;
  readonly #changed = new vscode.EventEmitter<ListChange>();
  readonly onDidChange = this.#changed.event;
  #stay = new AbortController();
  #reading: Reading | undefined;
  #failure: Failure | undefined;
  #failures = 0;
  #refreshedAt: number | undefined;
  #triedAt: number | undefined;

  constructor(session: Pick<TenantSession, 'tools'>, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
    this.details = new GroupDetails({
      tools: (signal) => session.tools(signal),
      now: () => clock.now(),
      onChange: (groupId, part) => this.#changed.fire({ groupId, part }),
    });
  }

  /** Why the last reading failed; undefined after one that did not. What was loaded before stays. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  get isReading(): boolean {
    return this.#reading !== undefined;
  }

  /** milliseconds since the epoch; undefined before the first answer */
  get refreshedAt(): number | undefined {
    return this.#refreshedAt;
  }

  /** When the last reading ended, however it ended, and how many failed in a row: what auto-refresh waits by. */
  get tried(): { readonly at: number | undefined; readonly failures: number } {
    return { at: this.#triedAt, failures: this.#failures };
  }

  get signal(): AbortSignal {
    return this.#stay.signal;
  }

  /** Reads the newest groups again. A second caller shares the reading that runs; false where it failed. */
  refresh(): Promise<boolean> {
    return this.#read('refresh', async (signal) => {
      const before = new Map(this.pages.groups.map((group) => [group.id, group]));
      await this.pages.refresh(await this.#session.tools(signal), signal);
      this.#refreshedAt = this.#clock.now();
      for (const group of this.pages.groups) if (hasNews(before.get(group.id), group)) this.details.outdate(group.id);
      this.details.prune((id) => this.pages.has(id));
    });
  }

  more(): Promise<boolean> {
    return this.#read('more', async (signal) => this.pages.more(await this.#session.tools(signal), signal));
  }

  retry(groupId: string, part: Part): void {
    this.details.retry(groupId, part);
    this.#changed.fire({ groupId, part });
  }

  /** Another tenant, or none: what runs ends, what is loaded goes. */
  clear(): void {
    this.#stay.abort();
    this.#stay = new AbortController();
    this.#reading = undefined;
    this.#failure = undefined;
    this.#failures = 0;
    this.#refreshedAt = undefined;
    this.#triedAt = undefined;
    this.pages.clear();
    this.details.clear();
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#stay.abort();
    this.#changed.dispose();
  }

  /** One reading at a time. One of the other kind waits its turn, so that a click on "Load more" in mid-refresh is not lost. */
  #read(what: Reading['what'], work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const running = this.#reading;
    if (running?.what === what) return running.outcome;
    const { signal } = this.#stay;
    const settled = running === undefined ? this.#settle(work, signal) : running.outcome.then(() => this.#settle(work, signal));
    const reading: Reading = { what, outcome: settled.then((outcome) => this.#end(reading, outcome, signal)) };
    this.#reading = reading;
    if (this.pages.groups.length === 0) this.#changed.fire(undefined);
    return reading.outcome;
  }

  #end(reading: Reading, failure: Failure | undefined, signal: AbortSignal): boolean {
    if (signal.aborted) return false;
    if (this.#reading === reading) this.#reading = undefined;
    this.#failure = failure;
    this.#failures = failure === undefined ? 0 : this.#failures + 1;
    this.#triedAt = this.#clock.now();
    this.#changed.fire(undefined);
    return failure === undefined;
  }

  /** Never rejects: what goes wrong becomes the failure row or the message above the tree. */
  async #settle(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<Failure | undefined> {
    try {
      await work(signal);
      return undefined;
    } catch (error) {
      if (isAbort(error) && signal.aborted) return undefined;
      return Failure.is(error) ? error : unexpected(error);
    }
  }
}

function hasNews(before: ThreatGroup | undefined, now: ThreatGroup): boolean {
  return before?.lastSignal !== now.lastSignal || before?.eventCount !== now.eventCount || before?.threatCount !== now.threatCount;
}
