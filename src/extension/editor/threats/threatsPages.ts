import type { ThreatGroup } from '../../core/model/threat.ts';
import type { ReadCalls, ReadTools } from '../../core/tools/readTools.ts';

const pageSize = 25;
/** A refresh reads at most so many of the newest groups in one call; older ones stay as they were loaded. */
const refreshMost = 100;
/** Without a cursor the only way on is to ask for more at once; beyond this an answer grows too big to be a page. */
const largestLimit = 500;

type GroupPage = ReadCalls['list_threats_engine_groups']['result'];

/** The open groups that are loaded, newest signal first (V-01, V-03). Holds what the tenant answered, nothing of its raw text. */
export class ThreatPages {
  #groups = new Map<string, ThreatGroup>();
  #sorted: readonly ThreatGroup[] = [];
  #next: string | undefined;
  #hasMore = false;
  #canLoadMore = false;
  /** the largest limit that was asked for without a cursor */
  #limit = 0;

  get groups(): readonly ThreatGroup[] {
    return this.#sorted;
  }

  /** Whether the tenant has groups that are not loaded, so that every count of loaded ones says "+". */
  get hasMore(): boolean {
    return this.#hasMore;
  }

  /** Not every tenant lets us reach all it has: one without a cursor lists only so many at once. */
  get canLoadMore(): boolean {
    return this.#hasMore && this.#canLoadMore;
  }

  has(groupId: string): boolean {
    return this.#groups.has(groupId);
  }

  get(groupId: string): ThreatGroup | undefined {
    return this.#groups.get(groupId);
  }

  clear(): void {
    this.#groups = new Map();
    this.#sorted = [];
    this.#next = undefined;
    this.#hasMore = false;
    this.#canLoadMore = false;
    this.#limit = 0;
  }

  /** Reads the newest groups again and merges them into what is loaded, in one call. */
  async refresh(tools: ReadTools, signal: AbortSignal): Promise<void> {
    const limit = Math.min(Math.max(this.#groups.size, pageSize), refreshMost);
    const page = await listGroups(tools, { limit }, signal);
    const complete = !endsShort(page, limit);
    this.#dropClosed(page, complete);
    this.#merge(page);
    // A cursor that lies deeper than this page stays good; one that this page passed does not.
    if (complete || this.#groups.size <= page.groups.length) this.#continueAfter(page, limit);
  }

  /** The next page: by cursor where the tool gave one, else the same list with a higher limit. */
  async more(tools: ReadTools, signal: AbortSignal): Promise<void> {
    if (!this.canLoadMore) return;
    const before = this.#groups.size;
    const limit = this.#next === undefined ? Math.min(Math.max(before, this.#limit) + pageSize, largestLimit) : pageSize;
    const cursor = this.#next;
    const page = await listGroups(tools, { limit, ...(cursor !== undefined && { cursor }) }, signal);
    this.#merge(page);
    this.#continueAfter(page, limit);
    // Behind a cursor the absence of the next one is the end; and a tool that ignores a higher limit would offer the same page for ever.
    if (page.next !== undefined) return;
    if (cursor !== undefined) this.#hasMore = false;
    else if (this.#groups.size === before) this.#canLoadMore = false;
  }

  #continueAfter(page: GroupPage, limit: number): void {
    this.#next = page.next;
    this.#limit = limit;
    this.#hasMore = endsShort(page, limit);
    this.#canLoadMore = page.next !== undefined || limit < largestLimit;
  }

  /**
   * A list of open groups, newest first, says which are closed: those that are as new as its oldest row and not in it. One whose signal is as
   * old as that row may stand on the next page, and one without a time may stand anywhere.
   */
  #dropClosed(page: GroupPage, complete: boolean): void {
    const listed = new Set(page.groups.map((group) => group.id));
    const oldest = page.groups.at(-1)?.lastSignal;
    for (const { id, lastSignal } of this.#sorted) {
      const covered = complete || (oldest !== undefined && lastSignal !== undefined && lastSignal > oldest);
      if (covered && !listed.has(id)) this.#groups.delete(id);
    }
  }

  #merge(page: GroupPage): void {
    for (const group of page.groups) this.#groups.set(group.id, group);
    this.#sorted = [...this.#groups.values()].sort(newestFirst);
  }
}

async function listGroups(tools: ReadTools, page: { limit: number; cursor?: string }, signal: AbortSignal): Promise<GroupPage> {
  return (await tools.read('list_threats_engine_groups', { status: 'open', ...page }, signal)).value;
}

/** Whether groups remain behind this page: the tenant's cursor or total says so, else a full page suggests it. */
function endsShort(page: GroupPage, limit: number): boolean {
  if (page.next !== undefined) return true;
  return page.total === undefined ? page.groups.length >= limit : page.groups.length < page.total;
}

function newestFirst(a: ThreatGroup, b: ThreatGroup): number {
  return (b.lastSignal ?? 0) - (a.lastSignal ?? 0) || (a.id < b.id ? -1 : 1);
}
