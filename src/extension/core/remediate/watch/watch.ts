import type { Claim } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import type { Clock, Narrator } from '../../model/ports.ts';
import type { Watch } from '../../model/remediation.ts';
import { plainPhrase, plainText, withoutStop } from '../../report/plainText.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import { span } from './durations.ts';
import { honestSentence } from './honestSentence.ts';
import { Looking } from './look.ts';
import { Pace } from './pace.ts';
import type { PastRate } from './pastRate.ts';
import { WatchLog } from './watchLog.ts';
import type { WatchTarget } from './watchTarget.ts';

/**
 * What to watch. `since` is the end of the last action, in milliseconds since the epoch; `polls` (10) looks are made, `everyMs` (30 s) apart.
 * `goneProof` answers with what shows that the target is gone, and is asked after each quiet look. `earlier` is a watch that this one goes on with.
 */
export type WatchGiven = {
  readonly target: WatchTarget;
  readonly since: number;
  readonly polls?: number;
  readonly everyMs?: number;
  readonly goneProof: (signal: AbortSignal) => Promise<Claim | undefined>;
  readonly past?: PastRate;
  readonly earlier?: Watch;
};

export type WatchPorts = {
  readonly tools: ReadTools;
  readonly clock: Clock;
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
  /** after each change, with the whole */
  readonly onChange: (watch: Watch) => void;
};

/** Looks in a row that may fail. */
const mostFailures = 3;

/**
 * Watches whether the rule fires again on its target: `still_active` at once where it does, `inconclusive` where the target is gone or events
 * can not be told from earlier ones, else `cleared` after the last look. Looks that fail are told and made again; three in a row end it as `failed`,
 * an abort as `stopped`. Nothing but a fault of our own is thrown.
 */
export async function watch(given: WatchGiven, ports: WatchPorts): Promise<Watch> {
  const log = new WatchLog(begun(given), ports);
  const everyMs = given.everyMs ?? 30_000;
  const what = plainPhrase(given.target.what);
  log.say(`Watching ${what}: ${log.watch.of - log.watch.polls} looks, ${span(everyMs)} apart.`);
  try {
    return await new Watching(given, everyMs, ports, log).untilItEnds();
  } catch (error) {
    if (!ports.signal.aborted) throw error;
    return log.end('stopped', `Stopped after ${log.watch.polls} of ${log.watch.of} looks; the rest of the time was not watched.`);
  }
}

/** A watch that goes on keeps its looks; after another action everything is counted anew, and only the timeline goes on. */
function begun({ since, polls = 10, earlier }: WatchGiven): Watch {
  const goesOn = earlier !== undefined && earlier.since === since;
  const done = goesOn ? earlier.polls : 0;
  return {
    state: 'watching',
    polls: done,
    of: done + polls,
    since,
    refires: goesOn ? earlier.refires : [],
    ...(goesOn && earlier.doubtful !== undefined && { doubtful: earlier.doubtful }),
    timeline: earlier?.timeline ?? [],
  };
}

class Watching {
  readonly #given: WatchGiven;
  readonly #everyMs: number;
  readonly #ports: WatchPorts;
  readonly #log: WatchLog;
  readonly #looking: Looking;
  readonly #pace: Pace;
  #ahead = 0;
  #failures = 0;
  #goneBefore = false;
  #isProofUnread = false;

  constructor(given: WatchGiven, everyMs: number, ports: WatchPorts, log: WatchLog) {
    this.#given = given;
    this.#everyMs = everyMs;
    this.#ports = ports;
    this.#log = log;
    this.#looking = new Looking(given.target, given.since, ports.tools);
    this.#pace = new Pace({ since: given.since, everyMs, now: ports.clock.now() });
  }

  /** The first look only learns what is there already, so that what comes later is known as new; it is none of those that are counted. */
  async untilItEnds(): Promise<Watch> {
    const early = await this.#look(() => undefined);
    if (early !== undefined) return early;
    for (;;) {
      await this.#ports.clock.sleep(this.#everyMs, this.#ports.signal);
      this.#log.passed(this.#pace.pass(this.#ports.clock.now()));
      const end = await this.#look(() => this.#quietLook());
      if (end !== undefined) return end;
    }
  }

  async #look(ifQuiet: () => Promise<Watch | undefined> | undefined): Promise<Watch | undefined> {
    try {
      const { fired, late, ahead } = await this.#looking.look(this.#pace, this.#ports.signal);
      this.#failures = 0;
      this.#tellAhead(ahead);
      if (fired.length > 0) return this.#log.fired(fired);
      this.#log.late(late);
    } catch (error) {
      if (!Failure.is(error)) throw error;
      return this.#failed(error);
    }
    return ifQuiet();
  }

  async #quietLook(): Promise<Watch | undefined> {
    const { past } = this.#given;
    this.#log.quiet(past && honestSentence(past, this.#pace.elapsed));
    const { polls, of, doubtful = [] } = this.#log.watch;
    const proof = await this.#proof();
    // A pod of a StatefulSet is gone for a moment only, so one answer is not enough while there is time for another.
    if (proof !== undefined && (this.#goneBefore || polls >= of)) return this.#log.gone(proof);
    this.#goneBefore = proof !== undefined;
    if (polls < of) return undefined;
    if (doubtful.length > 0) {
      return this.#log.end(
        'inconclusive',
        'Inconclusive: events arrived during the watch that may have happened before or after the action.',
      );
    }
    return this.#log.end('cleared', `Cleared: no re-fire in ${span(this.#pace.elapsed)} after the last action.`);
  }

  /** A tool that can not say leaves the target as it was: there. */
  async #proof(): Promise<Claim | undefined> {
    try {
      return await this.#given.goneProof(this.#ports.signal);
    } catch (error) {
      if (!Failure.is(error)) throw error;
      if (!this.#isProofUnread)
        this.#log.note(`Whether the target is still there could not be read: ${withoutStop(plainText(error.why))}.`);
      this.#isProofUnread = true;
      return undefined;
    }
  }

  #failed(failure: Failure): Watch | undefined {
    this.#failures += 1;
    this.#log.uncounted(failure);
    if (this.#failures < mostFailures) return undefined;
    const { polls, of } = this.#log.watch;
    const why = `${withoutStop(plainText(failure.why))}. ${withoutStop(plainText(failure.fix))}`;
    return this.#log.end('failed', `Failed after ${polls} of ${of} looks: ${mostFailures} in a row did not come through. ${why}.`);
  }

  #tellAhead(ahead: number): void {
    if (ahead <= this.#ahead) return;
    this.#ahead = ahead;
    this.#log.note(`The tenant's clock is at least ${span(ahead)} ahead of this machine's: events count from as much later by it.`);
  }
}
