import { Failure, isAbort } from '../../model/failure.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import type { Refused } from '../availability/reach.ts';
import { readReach } from '../availability/readReach.ts';
import { awsPlace, kubectlPlace } from '../places/toolPlaces.ts';
import { readThreat, type ThreatSeed } from '../threat/readThreat.ts';
import { implicatesCloud, type Places, probe } from './gather.ts';
import { inventoryOf } from './inventory.ts';
import { propose } from './proposing.ts';
import { recall } from './recall.ts';
import type { Road } from './road.ts';
import type { RemediationState } from './state.ts';
import type { RemediationStore } from './store.ts';

export type LookingPorts = {
  readonly store: RemediationStore;
  readonly road: Road;
  readonly tools: ReadTools;
  readonly seed: ThreatSeed;
  readonly tickets: () => Promise<readonly string[]>;
  readonly ended: AbortSignal;
};

const madeUp = {
  state: 'absent',
  why: 'what the sample tenant shows is on no cluster and in no account',
  fix: 'Connect to a tenant of yours to use it',
} as const;
const startsNothing = { state: 'absent', why: 'this host starts no programs', fix: 'Use the actions of the tenant' } as const;

const closed = { usable: false, reason: 'it was not looked at yet', fix: 'Probe again' } as const;

/** What is read for a checklist: the threat, what can run, where the tools point, the blast radius. It reads alone and changes nothing. */
export class Looking {
  readonly #ports: LookingPorts;
  #current: AbortController | undefined;

  constructor(ports: LookingPorts) {
    this.#ports = ports;
  }

  /** The list is there as soon as threat and catalogue are; the rest fills in. */
  async all(): Promise<void> {
    const { store, road, tools, seed } = this.#ports;
    await this.#look(async (signal) => {
      store.part('threat', 'in_progress');
      store.part('catalogue', 'in_progress');
      // Each tells its own end, but neither is used without the other.
      const [{ threat, unread }] = await Promise.all([readThreat(seed, tools, signal), this.#reach(signal)]);
      store.part('threat', 'done');
      store.set({ threat, inventory: inventoryOf(threat, unread) });
      store.set(await onTheLatest(store, (state) => recall(state, road)));
      await this.propose(signal);
      await this.#probe(signal);
    });
  }

  /** Looks again where the tools point, what can run and what stands on it; what was decided stays. */
  async again(): Promise<void> {
    if (this.#ports.store.state.threat === undefined) return this.all();
    await this.#look(async (signal) => {
      await this.#reach(signal);
      await this.#probe(signal);
    });
  }

  /** The list is made anew with what a surface refused, so that nothing is offered that would fail the same way. */
  async learn(refused: Refused, signal: AbortSignal): Promise<void> {
    const { store } = this.#ports;
    const { reach } = store.state;
    if (reach === undefined) return;
    store.set({ reach: { ...reach, refused: [...reach.refused, refused] } });
    await this.propose(signal);
  }

  async propose(signal: AbortSignal): Promise<void> {
    const { store, road, tickets } = this.#ports;
    store.part('permissions', 'in_progress');
    const destinations = await tickets();
    store.set(await onTheLatest(store, (state) => propose(state, road, destinations, signal)));
    store.part('permissions', 'done');
  }

  stop(): void {
    this.#current?.abort();
  }

  /** What a surface refused in this session is kept: asking the catalogue again does not make a responder appear. */
  async #reach(signal: AbortSignal): Promise<void> {
    const { store, road, seed } = this.#ports;
    const reach = await readReach({ responses: road.responses, eventId: seed.eventId, kubectl: closed, aws: closed }, signal);
    const earlier = store.state.reach?.refused.filter(({ kind }) => kind !== 'credentials') ?? [];
    store.set({ reach: { ...reach, refused: [...reach.refused, ...earlier] } });
    store.part(
      'catalogue',
      'done',
      reach.forEvent ? 'for this event' : 'the whole catalogue: the tenant confirms none of it for this event',
    );
  }

  async #probe(signal: AbortSignal): Promise<void> {
    const { store, road, tools } = this.#ports;
    const { threat } = store.state;
    if (threat === undefined) return;
    store.part('places', 'in_progress');
    const places = await this.#places(signal);
    store.set(places);
    store.part('places', 'done');
    store.part('blastRadius', 'in_progress');
    store.set(await probe(threat, places, tools, road, signal));
    store.part('blastRadius', 'done');
    await this.propose(signal);
  }

  async #places(signal: AbortSignal): Promise<Places> {
    const { machine, kubePlace, awsScope, tenant } = this.#ports.road;
    const { threat } = this.#ports.store.state;
    if (threat === undefined) return {};
    const { cluster, namespace, awsAccount } = threat.scope;
    const [hasCluster, hasCloud] = [cluster !== undefined || namespace !== undefined, implicatesCloud(threat)];
    if (machine === undefined) {
      const nowhere = tenant.sample ? madeUp : startsNothing;
      return { ...(hasCluster && { kubectl: nowhere }), ...(hasCloud && { aws: nowhere }) };
    }
    const [kubectl, aws] = await Promise.all([
      hasCluster ? kubectlPlace(machine, kubePlace, threat.scope, signal) : undefined,
      hasCloud ? awsPlace(machine, awsScope, awsAccount, signal) : undefined,
    ]);
    return { ...(kubectl !== undefined && { kubectl }), ...(aws !== undefined && { aws }) };
  }

  /** One look at a time: a newer one ends the older. What stops it is shown whole, and nothing else happens. */
  async #look(look: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { store, ended } = this.#ports;
    this.#current?.abort();
    const current = new AbortController();
    this.#current = current;
    try {
      store.drop('stopped');
      await look(AbortSignal.any([current.signal, ended]));
    } catch (error) {
      if (isAbort(error)) return;
      if (!Failure.is(error)) throw error;
      const { what, why, fix } = error;
      store.failParts(why);
      store.set({ stopped: { what, why, fix } });
    }
  }
}

const restingOn = ['threat', 'reach', 'radius', 'runs', 'decisions', 'kubectl', 'aws'] as const;

/** Made anew where something ran, was decided or was refused meanwhile: what was made of the state before would lose it. */
async function onTheLatest<T>(store: RemediationStore, make: (state: RemediationState) => Promise<T>): Promise<T> {
  for (;;) {
    const from = store.state;
    const made = await make(from);
    if (restingOn.every((part) => from[part] === store.state[part])) return made;
  }
}
