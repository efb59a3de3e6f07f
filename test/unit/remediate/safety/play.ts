import type { CommandOutcome } from '../../../../src/extension/core/model/command.ts';
import type { Journal } from '../../../../src/extension/core/remediate/journal/journal.ts';
import { fakeMemento } from '../../../fakes/memento.ts';
import { memoryJournal } from '../../../fakes/memoryJournal.ts';
import { standingClock } from '../../../fakes/standingClock.ts';
import { editor } from '../../../fakes/vscode.ts';
import { type Machine, places } from './machine.ts';
import { Person } from './person.ts';
import { type RealPrograms, type Started, tellPrograms, watchedProcess } from './processes.ts';
import { type Happened, Recording } from './recording.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import type { Script, Step } from './script.ts';
import { Tenant } from './tenant.ts';
import { type OpenWindow, openWindow } from './window.ts';

/** Where the start of a process comes to, as the test's replacement of it calls it. */
export type SpawnBoundary = { start: (started: Started) => Promise<CommandOutcome> };

export type Played = { readonly happened: readonly Happened[]; readonly scenario: Scenario };

/** With `programs`, real processes are started. */
export type Setting = { readonly boundary: SpawnBoundary; readonly journal?: () => Journal; readonly programs?: RealPrograms };

/** Plays one sequence on the real editor code and writes down what could be seen of it from outside. */
export async function play(script: Script, setting: Setting): Promise<Played> {
  const stage = new Stage(script, setting);
  await stage.play();
  return { happened: stage.recording.all, scenario: stage.scenario };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** So many answers, one after the other, can follow from one step. */
const rounds = 6;

class Stage {
  readonly scenario: Scenario;
  readonly recording: Recording;
  readonly #script: Script;
  readonly #clock = standingClock();
  readonly #person: Person;
  readonly #tenant: Tenant;
  readonly #machine: Machine;
  readonly #programs: RealPrograms | undefined;
  readonly #calls = new Map<string, number>();
  readonly #globalState = fakeMemento();
  readonly #journal: Journal;
  readonly #dead = new Set<string>();
  readonly #windows: OpenWindow[] = [];
  readonly #ran: string[] = [];
  #readOnlyFor = 0;
  #names = 0;

  constructor(script: Script, { boundary, journal = memoryJournal, programs }: Setting) {
    editor.reset();
    this.#script = script;
    this.#programs = programs;
    this.scenario = scenarios[script.scenario % scenarios.length] as Scenario;
    this.recording = new Recording(() => this.#clock.now());
    this.#machine = { place: places[0] as Machine['place'], nextEnd: inTurn(script.writes, 'done') };
    this.#point(0);
    this.#person = new Person(this.recording, script.answers);
    const nextTurns = inTurn(script.turns, 0);
    const turns = async (): Promise<void> => {
      for (let left = nextTurns(); left > 0; left--) await turn();
    };
    const shared = { recording: this.recording, turns, isDead: (window: string) => this.#dead.has(window) };
    const nextAnswer = inTurn(script.sends, 'completes');
    this.#tenant = new Tenant({ ...shared, scenario: this.scenario, now: () => this.#clock.now(), nextAnswer });
    boundary.start = (started) => watchedProcess(started, { ...shared, machine: this.#machine }, programs);
    this.#journal = journal();
  }

  async play(): Promise<void> {
    for (let slot = 0; slot < this.#script.windows; slot++) this.#open(slot);
    await this.#settle();
    for (const surface of this.#script.granted) {
      for (const window of this.#windows) this.#say(window, { type: 'grantRead', surface });
      await this.#settle();
    }
    for (const step of this.#script.steps) {
      this.#readOnlyFor -= 1;
      // Else little would happen behind it.
      if (this.#readOnlyFor === 0) this.#switchReadOnly(this.#windows[0], 'command');
      // Nobody does two things in the same instant.
      await this.#clock.pass(0.1);
      await this.#step(step);
      await this.#settle();
      await this.#clock.pass(0.1);
      this.#person.stepEnds();
    }
    for (let round = 0; round < rounds; round++) {
      this.#person.closeAll();
      await turn();
    }
    for (const window of this.#windows) window.close();
    await this.#settle();
  }

  /** Until nothing follows any more: real processes take as long as they take. */
  async #settle(): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      this.#person.answerDue();
      await turn();
      if (this.#programs !== undefined && this.#isBusy()) round = 0;
    }
  }

  #isBusy(): boolean {
    return [...this.#calls].some(([window, open]) => open > 0 && !this.#dead.has(window));
  }

  async #step(step: Step): Promise<void> {
    switch (step.does) {
      case 'pass':
        return this.#clock.pass(step.seconds);
      case 'point':
        this.#point(step.place);
        return;
      case 'both':
        for (const window of this.#windows) this.#act(window, 'run', step.pick);
        return;
      default:
        this.#at(step.slot, step);
    }
  }

  #at(slot: number, step: Extract<Step, { readonly slot: number }>): void {
    const window = this.#windows[slot % this.#windows.length];
    if (window === undefined) return;
    switch (step.does) {
      case 'act':
        this.#act(window, step.type, step.pick);
        break;
      case 'select':
        for (const pick of step.picks) this.#say(window, { type: 'select', action: this.#picked(window, 'run', pick), on: true });
        this.#say(window, { type: 'runSelected' });
        break;
      case 'say':
        this.#say(window, step.message);
        break;
      case 'pointAndProbe':
        this.#point(step.place);
        this.#say(window, { type: 'probeAgain' });
        break;
      case 'readOnly':
        this.#switchReadOnly(window, step.by);
        break;
      case 'revoke':
        this.#revoke(window, step.by);
        break;
      case 'reload':
      case 'crash':
        this.#leave(window, step.does);
        this.#open(slot % this.#windows.length);
    }
  }

  #revoke(window: OpenWindow, by: 'message' | 'command'): void {
    this.recording.add({ is: 'revoked', window: window.name });
    if (by === 'command') void window.remediations.revokeGrants();
    else this.#say(window, { type: 'revokeGrants' });
  }

  /** A window that is loaded anew ends what it has under way as far as it can; one that crashed has no time for that. */
  #leave(window: OpenWindow, how: 'reload' | 'crash'): void {
    this.#person.forget(window.name);
    if (how === 'reload') window.close();
    else this.#dead.add(window.name);
  }

  #point(place: number): void {
    this.#machine.place = places[place % places.length] ?? this.#machine.place;
    this.recording.add({ is: 'place', place: this.#machine.place });
    if (this.#programs !== undefined) tellPrograms(this.#programs, this.#machine.place, 'done');
  }

  #act(window: OpenWindow, type: string, pick: number): void {
    this.#say(window, { type, action: this.#picked(window, type, pick) });
  }

  /** Commands, actions of the tenant and now and then a row that can only be filed. What is taken back or looked after mostly is what was run. */
  #picked(window: OpenWindow, type: string, pick: number): string {
    const isAfter = (type === 'undo' || type === 'checkAgain') && this.#ran.length > 0 && pick % 5 > 0;
    const ids = isAfter ? this.#ran : idsOf(window, pick);
    const id = ids[Math.floor(pick / 2) % Math.max(ids.length, 1)] ?? 'A-unknown';
    if (type === 'run') this.#ran.push(id);
    return id;
  }

  #say(window: OpenWindow, message: unknown): void {
    const type = typeof message === 'object' && message !== null && 'type' in message ? String(message.type) : 'garbage';
    this.recording.add({ is: 'said', window: window.name, type });
    window.panel.say(message);
  }

  #switchReadOnly(window: OpenWindow | undefined, by: 'message' | 'command'): void {
    if (window === undefined) return;
    const on = !this.#globalState.get<boolean>('remediationReadOnly', false);
    this.recording.add({ is: 'readOnly', window: window.name, on });
    this.#readOnlyFor = on ? 3 : 0;
    if (by === 'command') void window.remediations.toggleReadOnly();
    else this.#say(window, { type: 'setReadOnly', on });
  }

  #open(slot: number): void {
    this.#names += 1;
    this.#windows[slot] = openWindow(`w${slot + 1}-${this.#names}`, {
      ...{ scenario: this.scenario, recording: this.recording, tenant: this.#tenant, clock: this.#clock },
      ...{ journal: this.#journal, globalState: this.#globalState, asking: (name) => this.#person.turnTo(name) },
      ...{ calls: this.#calls, ...(this.#programs !== undefined && { path: this.#programs.path }) },
    });
  }
}

function idsOf(window: OpenWindow, pick: number): readonly string[] {
  const actions = window.actions();
  const commands = actions.filter(({ surface }) => surface === 'kubectl' || surface === 'aws');
  const some =
    pick % 10 === 9 ? actions : pick % 2 === 0 && commands.length > 0 ? commands : actions.filter(({ surface }) => surface === 'sysdig');
  return some.map(({ id }) => id);
}

/** One after the other, and from the first again. */
function inTurn<T>(all: readonly T[], otherwise: T): () => T {
  let taken = 0;
  return () => all[taken++ % all.length] ?? otherwise;
}
