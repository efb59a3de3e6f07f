import type { Program } from '../../model/command.ts';
import { isAbort } from '../../model/failure.ts';
import type { EffectPreview } from '../preview/effectPreview.ts';
import { readWords } from '../words/readWords.ts';
import { askReading } from './askReading.ts';
import { liveOf, undoableOf } from './liveOf.ts';
import { lookAgain } from './lookAgain.ts';
import { Looking } from './looking.ts';
import { previewRequest } from './previewRequest.ts';
import type { Road } from './road.ts';
import { endLine } from './said.ts';
import type { SessionPorts } from './sessionPorts.ts';
import { startWatch } from './startWatch.ts';
import type { RemediationState } from './state.ts';
import { RemediationStore } from './store.ts';
import { takeBack, undoneBy } from './takeBack.ts';
import { takeRoad } from './takeRoad.ts';
import { withinGrants } from './withinGrants.ts';

/**
 * One remediation of one threat: the only way to run anything. It owns grants, selection, queue and runs, and tells its whole state after every change.
 * What its methods ask for is done when they resolve; what goes wrong is reported or stands in the state.
 */
export class RemediationSession {
  readonly #ports: SessionPorts;
  readonly #store: RemediationStore;
  readonly #road: Road;
  readonly #looking: Looking;
  #running: AbortController | undefined;
  #watching: AbortController | undefined;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#store = new RemediationStore(ports.onState, ports);
    const { machine, grants } = ports;
    this.#road = {
      ...ports,
      ...(machine !== undefined && { machine: withinGrants(machine, grants) }),
      caseFile: () => ports.caseFile,
      live: () => liveOf({ ...this.state, readOnly: this.state.readOnly || ports.isReadOnly?.() === true }),
      note: (text) => this.#store.note(text),
      onRun: (run) => this.#store.keepApproved(run),
    };
    this.#looking = new Looking({ ...ports, store: this.#store, road: this.#road });
  }

  get state(): RemediationState {
    return this.#store.state;
  }

  async open(): Promise<void> {
    await this.#guarded(() => this.#looking.all());
  }

  async probeAgain(): Promise<void> {
    await this.#guarded(() => this.#looking.again());
  }

  /** Asks for reading on a surface; a place that is not the threat's is never granted. */
  async grantRead(surface: Program): Promise<void> {
    await this.#guarded(async () => {
      const granted = await askReading(surface, this.state, this.#road, this.#ports.ended);
      if (granted === 'read' || granted === 'readOnly') await this.#looking.again();
      else if (granted === 'refused') await this.#looking.propose(this.#ports.ended);
    });
  }

  /** In the order of the list, whatever the order of the clicks. */
  select(id: string, on: boolean): void {
    const { selected, proposals } = this.state;
    const wanted = new Set(on ? [...selected, id] : selected.filter((one) => one !== id));
    this.#store.set({ selected: proposals.actions.map((one) => one.id).filter((one) => wanted.has(one)) });
  }

  /** Reads words as a selection and shows what was understood; nothing is selected before that is confirmed. */
  describe(words: string): void {
    this.#store.set({ reading: { words, ...readWords(words, this.state.proposals.actions) } });
  }

  /** Words name an order as well, which is kept. */
  acceptReading(): void {
    const { reading } = this.state;
    if (reading === undefined) return;
    this.#store.set({ selected: reading.understood });
    this.#store.drop('reading');
  }

  dropReading(): void {
    this.#store.drop('reading');
  }

  /** What an action would do, as far as it can be tried out under the read grant; undefined where there is nothing to try. */
  async preview(id: string, signal: AbortSignal): Promise<EffectPreview | undefined> {
    const request = this.#store.action(id)?.request;
    return request && previewRequest(request, this.state, this.#road, signal);
  }

  /** One after the other, each with its own questions; what can not run any more by then is left out. */
  async runSelected(): Promise<void> {
    await this.#runAll(this.state.selected);
  }

  async run(id: string): Promise<void> {
    await this.#runAll([id]);
  }

  /** Ends what is under way as far as it can be ended, and drops the queue. What was sent is not unsent. */
  cancel(): void {
    this.#store.set({ queue: [] });
    this.#running?.abort();
  }

  async file(id: string): Promise<void> {
    await this.#guarded(async () => {
      const action = this.#store.action(id);
      const where = action && (await this.#ports.file(action));
      if (action === undefined || where === undefined) return;
      this.#store.note(`filed: ${action.name} at ${where}`);
      this.#store.decide(id, 'filed');
      this.#store.set({ filed: new Map([...this.state.filed, [id, where]]) });
    });
  }

  async undo(id: string): Promise<void> {
    await this.#alone(id, async (signal) => {
      const [of, run, threat] = [undoableOf(id, this.state), this.state.runs.get(id), this.state.threat];
      if (of === undefined || run === undefined || threat === undefined) return;
      const road = { ...this.#road, onRun: (by: typeof run) => this.#store.keepRun(undoneBy(run, by, this.#ports.clock.now())) };
      await takeBack(of, threat.scope, road, signal);
    });
  }

  async checkAgain(id: string): Promise<void> {
    let ran = false;
    await this.#alone(id, async (signal) => {
      const [action, run] = [this.#store.action(id), this.state.runs.get(id)];
      if (action === undefined || run === undefined) return;
      const checked = await lookAgain(action, run, this.#road, signal);
      this.#store.keepRun(checked);
      ran = run.status === 'in_progress' && checked.status === 'done' && action.stage !== 'evidence';
    });
    if (ran) await this.#watch();
  }

  /** As long again as it has watched. */
  async watchLonger(): Promise<void> {
    await this.#watch(this.state.watch);
  }

  stopWatch(): void {
    this.#watching?.abort();
  }

  setReadOnly(on: boolean): void {
    if (on === this.state.readOnly) return;
    this.#store.note(on ? 'read-only switched on' : 'read-only switched off');
    if (on) this.cancel();
    this.#store.set({ readOnly: on });
  }

  /** takes back every grant and cancels the queue. */
  async revokeGrants(): Promise<void> {
    this.#ports.grants.revoke();
    this.#store.note('grants revoked');
    this.cancel();
    await this.#guarded(() => this.#looking.propose(this.#ports.ended));
  }

  dispose(): void {
    this.cancel();
    this.#watching?.abort();
    this.#looking.stop();
  }

  async #runAll(ids: readonly string[]): Promise<void> {
    if (this.#running !== undefined || ids.length === 0) return;
    this.#store.set({ queue: ids });
    let ran = false;
    for (const id of ids) {
      const stopped = await this.#alone(id, async (signal) => {
        ran = (await this.#runOne(id, signal)) || ran;
      });
      this.#store.set({ queue: stopped ? [] : this.state.queue.filter((one) => one !== id) });
      if (this.state.queue.length === 0) break;
    }
    if (ran) await this.#watch();
  }

  /** @returns whether it did what may stop the threat, so that there is something to watch */
  async #runOne(id: string, signal: AbortSignal): Promise<boolean> {
    const action = this.#store.action(id);
    if (action === undefined) return false;
    const { narrator } = this.#ports;
    const { availability } = action;
    if (availability.state === 'unavailable') narrator.say(`${action.name} is left out: ${availability.reason}.`);
    if (availability.state === 'unavailable') return false;
    const end = await takeRoad(action, this.#road, signal);
    if (end.kind === 'declined' || end.kind === 'file') this.#store.decline(id);
    if (end.kind === 'file') await this.file(id);
    // The way out: nothing more is asked about.
    if (end.kind === 'leave') this.#store.set({ queue: [] });
    if (end.kind !== 'ran') return false;
    this.#store.set({ selected: this.state.selected.filter((one) => one !== id) });
    narrator.say(endLine(action.name, end.run, this.#store.action(this.state.queue[1])?.name));
    if (end.refused !== undefined) await this.#looking.learn(end.refused, signal);
    return end.run.status === 'done' && action.stage !== 'evidence';
  }

  async #watch(longer?: RemediationState['watch']): Promise<void> {
    this.#watching?.abort();
    const watching = new AbortController();
    this.#watching = watching;
    const signal = AbortSignal.any([watching.signal, this.#ports.ended]);
    const { tools } = this.#ports;
    await this.#guarded(() =>
      startWatch(this.state, { road: this.#road, tools, signal, onWatch: (watch) => this.#store.set({ watch }) }, longer),
    );
  }

  /** One road at a time. @returns whether the user cancelled or something stopped it, so that nothing behind it runs */
  async #alone(id: string, work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    if (this.#running !== undefined) return true;
    const running = new AbortController();
    this.#running = running;
    this.#store.set({ busy: id });
    try {
      await work(AbortSignal.any([running.signal, this.#ports.ended]));
      return running.signal.aborted;
    } catch (error) {
      if (!isAbort(error)) this.#ports.report(error);
      return true;
    } finally {
      this.#running = undefined;
      this.#store.drop('busy');
    }
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isAbort(error)) this.#ports.report(error);
    }
  }
}
