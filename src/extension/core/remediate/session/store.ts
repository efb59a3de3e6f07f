import type { Clock, Log } from '../../model/ports.ts';
import type { ActionStatus, Decision, ProposedAction, Run } from '../../model/remediation.ts';
import { emptyState, type PartName, type RemediationState } from './state.ts';

type Optional = { [K in keyof RemediationState]-?: undefined extends RemediationState[K] ? K : never }[keyof RemediationState];

/** The state of one remediation. Every change replaces it whole and is told. */
export class RemediationStore {
  readonly #tell: (state: RemediationState) => void;
  readonly #ports: { readonly clock: Clock; readonly log: Log };
  #state: RemediationState = emptyState;

  constructor(tell: (state: RemediationState) => void, ports: { readonly clock: Clock; readonly log: Log }) {
    this.#tell = tell;
    this.#ports = ports;
  }

  get state(): RemediationState {
    return this.#state;
  }

  set(change: Partial<RemediationState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell(this.#state);
  }

  /** Takes away what is there only for a while. */
  drop(key: Optional): void {
    const { [key]: _gone, ...rest } = this.#state;
    this.#state = rest as RemediationState;
    this.#tell(this.#state);
  }

  part(name: PartName, status: ActionStatus, detail?: string): void {
    this.set({
      parts: this.#state.parts.map((part) => (part.name === name ? { name, status, ...(detail !== undefined && { detail }) } : part)),
    });
  }

  /** What was under way when something stopped it did not come to its end. */
  failParts(why: string): void {
    this.set({
      parts: this.#state.parts.map((part) => (part.status === 'in_progress' ? { ...part, status: 'failed', detail: why } : part)),
    });
  }

  action(id: string | undefined): ProposedAction | undefined {
    return this.#state.proposals.actions.find((one) => one.id === id);
  }

  keepRun(run: Run): void {
    this.set({ runs: new Map([...this.#state.runs, [run.actionId, run]]) });
  }

  /** A run is there because somebody said yes to it, whatever becomes of it. */
  keepApproved(run: Run): void {
    this.keepRun(run);
    this.decide(run.actionId, 'approved');
  }

  /** What was declined is not asked about again by the next "Run selected". */
  decline(id: string): void {
    this.decide(id, 'declined');
    this.set({ selected: this.#state.selected.filter((one) => one !== id) });
  }

  decide(id: string, decision: Decision): void {
    this.set({ decisions: new Map([...this.#state.decisions, [id, decision]]) });
  }

  /** One instant of the audit trail, in the log as well. */
  note(text: string): void {
    this.#ports.log.write('info', `remediation: ${text}`);
    this.set({ trail: [...this.#state.trail, { at: this.#ports.clock.now(), text }] });
  }
}
