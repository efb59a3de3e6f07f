import { Failure } from '../../model/failure.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import { hour, hoursOver, longestHours, minute } from './durations.ts';
import type { Pace } from './pace.ts';
import type { WatchTarget } from './watchTarget.ts';

/** What one look at the tenant shows. `ahead` is by how much the tenant's clock is at least before the machine's, in milliseconds. */
export type Look = { readonly fired: readonly SecurityEvent[]; readonly late: readonly SecurityEvent[]; readonly ahead: number };

/** Rows that one list gives at most. */
const mostRows = 200;
/** Clocks that are kept by the network differ by less. */
const tolerated = 5_000;
/** What an event takes to arrive at the tenant; one that is older when it is first seen was late, or its clock is behind. */
const usualDelay = 2 * minute;

/** Looks again and again at the events of a target since an instant. Remembers what was there before, and how far the clocks are apart. */
export class Looking {
  readonly #target: WatchTarget;
  readonly #since: number;
  readonly #tools: ReadTools;
  #seen: ReadonlySet<string> | undefined;
  #ahead = 0;

  constructor(target: WatchTarget, since: number, tools: ReadTools) {
    this.#target = target;
    this.#since = since;
    this.#tools = tools;
  }

  /**
   * Every look reaches back to the last action, so that nothing is missed whatever happened between two of them. Throws Failure where the answer
   * does not tell: a failed call, or more events of others than can be listed.
   */
  async look(pace: Pace, signal: AbortSignal): Promise<Look> {
    const filter = this.#target.filter !== undefined && { filter: this.#target.filter };
    const asked = { scopeHours: hoursOver(pace.elapsed), limit: mostRows, ...filter };
    const { value: page } = await this.#tools.read('list_runtime_events', asked, signal);
    const newest = Math.max(...page.events.map(({ at }) => at));
    // An event can not be newer than now: where it is, the tenant's clock is ahead, and the action ended later by that clock.
    if (newest - pace.now > tolerated) this.#ahead = Math.max(this.#ahead, newest - pace.now);
    const since = this.#since + this.#ahead;
    const matching = page.events.filter(this.#target.matches);
    const fired = matching.filter(({ at }) => at > since);
    const oldest = Math.min(...page.events.map(({ at }) => at));
    const isWhole = page.total === undefined ? page.events.length < mostRows : page.events.length >= page.total;
    if (fired.length === 0 && !reachesBack(pace) && oldest > since) throw tooLong();
    if (fired.length === 0 && !isWhole && oldest > since) throw tooMany(page.total ?? page.events.length);
    return { fired, late: this.#lateIn(matching, since, pace), ahead: this.#ahead };
  }

  #lateIn(matching: readonly SecurityEvent[], since: number, pace: Pace): readonly SecurityEvent[] {
    const before = this.#seen;
    this.#seen = new Set([...(before ?? []), ...matching.map(({ id }) => id)]);
    if (before === undefined) return [];
    const age = (at: number): number => pace.now + this.#ahead - at;
    return matching.filter(({ id, at }) => at <= since && !before.has(id) && age(at) > usualDelay);
  }
}

function reachesBack(pace: Pace): boolean {
  return pace.elapsed <= longestHours * hour;
}

function tooLong(): Failure {
  return new Failure('unsupported', {
    what: 'The look does not tell',
    why: `the last action is longer ago than ${longestHours} hours, and older events can not be listed`,
    fix: 'Investigate the threat again',
  });
}

function tooMany(number: number): Failure {
  return new Failure('unsupported', {
    what: 'The look does not tell',
    why: `of ${number} events of this rule only the newest could be listed, and they do not reach back to the last action`,
    fix: 'Look at the events in Sysdig, narrowed to the target',
  });
}
