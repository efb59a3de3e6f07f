import type { Claim } from '../../model/evidence.ts';
import type { Failure } from '../../model/failure.ts';
import { id, phrase, time } from '../../model/phrase.ts';
import type { Clock, Narrator } from '../../model/ports.ts';
import type { Watch } from '../../model/remediation.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { plainPhrase, plainText, withoutStop } from '../../report/plainText.ts';
import { counted, minute, span } from './durations.ts';
import type { Passed } from './pace.ts';

type Tellers = { readonly clock: Pick<Clock, 'now'>; readonly narrator: Narrator; readonly onChange: (watch: Watch) => void };

/** A terminal's minute is not exact to the millisecond. */
const aMinute = minute - 1_000;
/** Re-fires that are listed; more are counted. */
const mostListed = 100;
/** Lines that a quiet watch leaves, however long it is. */
const quietLines = 10;

/** A watch as it goes on: each change is told once to the person, and once to whoever shows it. */
export class WatchLog {
  readonly #tellers: Tellers;
  /** a quiet look in so many is written down */
  readonly #written: number;
  #watch: Watch;
  #narrated: number;

  constructor(begun: Watch, tellers: Tellers) {
    this.#watch = begun;
    this.#tellers = tellers;
    this.#written = Math.max(2, Math.ceil((begun.of - begun.polls) / quietLines));
    this.#narrated = tellers.clock.now();
  }

  get watch(): Watch {
    return this.#watch;
  }

  note(text: string): void {
    this.#change({ timeline: [...this.#watch.timeline, { at: this.#tellers.clock.now(), text }] });
  }

  /** One line to whoever waits, beside a note. */
  say(text: string): void {
    this.#tellers.narrator.say(text);
    this.#narrated = this.#tellers.clock.now();
    this.note(text);
  }

  quiet(honest: string | undefined): void {
    const polls = this.#watch.polls + 1;
    this.#change({ polls, ...(honest !== undefined && { honest }) });
    const line = `Watcher ${polls}/${this.#watch.of}: no re-fire.`;
    const isDue = Math.abs(this.#tellers.clock.now() - this.#narrated) >= aMinute;
    if (isDue) {
      this.#tellers.narrator.say(line);
      this.#narrated = this.#tellers.clock.now();
    }
    if (polls % this.#written === 0 || polls === this.#watch.of) this.note(line);
  }

  passed({ kind, ms }: Passed): void {
    if (kind === 'slept') this.note(`${span(ms)} passed since the last look, as after sleep; this one reaches back over all of it.`);
    if (kind === 'wentBack') this.note(`The clock of this machine went back by ${span(ms)}; the watch is not shortened by it.`);
  }

  late(events: readonly SecurityEvent[]): void {
    if (events.length === 0) return;
    const dated = `${counted(events.length, 'event')} of the rule arrived only now and ${events.length === 1 ? 'is' : 'are'} dated`;
    this.note(`${dated} before the last action: late, or by a clock that is behind.`);
    this.#change({ doubtful: [...(this.#watch.doubtful ?? []), ...events.map((event) => event.id)] });
  }

  uncounted(failure: Failure): void {
    this.note(`A look was not counted: ${withoutStop(plainText(failure.why))}.`);
  }

  fired(events: readonly SecurityEvent[]): Watch {
    const known = new Set(this.#watch.refires);
    const fresh = events.filter((event) => !known.has(event.id)).toSorted((a, b) => a.at - b.at);
    const ids = [...this.#watch.refires, ...fresh.map((event) => event.id)];
    this.#change({
      polls: Math.min(this.#watch.polls + 1, this.#watch.of),
      refires: ids.slice(0, mostListed),
      ...(ids.length > mostListed && { refireCount: ids.length }),
    });
    const last = fresh.at(-1) ?? events[0];
    const which = last === undefined ? '' : plainPhrase(phrase`, last as event ${id(last.id)} at ${time(last.at)}`);
    const times = ids.length === 1 ? 'once' : `${ids.length} times`;
    return this.end('still_active', `Still active: it fired again ${times}${which}. Next: a heavier action of the list, or a ticket.`);
  }

  gone(proof: Claim): Watch {
    this.#change({ proof });
    const shown = withoutStop(plainPhrase(proof.phrase));
    return this.end('inconclusive', `Inconclusive: the target is gone, so its silence proves nothing. ${shown}.`);
  }

  end(state: Exclude<Watch['state'], 'watching'>, text: string): Watch {
    const at = this.#tellers.clock.now();
    this.#tellers.narrator.say(text);
    this.#change({ state, until: at, timeline: [...this.#watch.timeline, { at, text }] });
    return this.#watch;
  }

  #change(change: Partial<Watch>): void {
    this.#watch = { ...this.#watch, ...change };
    this.#tellers.onChange(this.#watch);
  }
}
