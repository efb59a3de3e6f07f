import { type SourceKind, sourceKinds } from './sources.ts';
import {
  type AssetRecord,
  cursorOf,
  type EventContent,
  type EventRecord,
  type FeedRecord,
  hexId,
  milliseconds,
  nanoseconds,
  type ProcessRecord,
  type ResourceRecord,
  type Target,
  uuid,
  type World,
} from './world.ts';

type Span = { readonly days?: number; readonly hours?: number; readonly minutes?: number; readonly seconds?: number };

/** How long before the tenant's creation, in milliseconds. */
export function ago({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): number {
  return -1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days)));
}

/** One signal as a scenario tells it; what a source always says (category, engine, content type) is filled in from `from`. */
export type Signal = {
  readonly from: SourceKind;
  readonly rule: string;
  readonly tags?: readonly string[];
  readonly severity: number;
  readonly policy?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
  readonly output: string;
  readonly engine?: string;
  readonly ruleType?: number;
  readonly actions?: EventRecord['actions'];
};

export type ThreatPlot = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly severity: number | string;
  /** event ids, the one that raised the threat first */
  readonly events: readonly string[];
  readonly image?: { readonly reference: string; readonly digest: string };
};

export type GroupPlot = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly severity: number | string;
  readonly status?: string;
  readonly resource: ResourceRecord;
  readonly otherResources?: readonly ResourceRecord[];
  readonly threats: readonly ThreatPlot[];
};

/** Tells one incident into a world. `begin` is the moment that `ago` counts back from; ids derive from `name` and the order of telling. */
export class Story {
  readonly #world: World;
  readonly #name: string;
  readonly #begin: number;
  #told = 0;

  constructor(world: World, name: string, begin: number) {
    this.#world = world;
    this.#name = name;
    this.#begin = begin;
  }

  /** @param offset milliseconds relative to the beginning @returns the event's id */
  signal(offset: number, signal: Signal): string {
    return this.#keep(this.compose(this.#seed(signal.rule), offset, signal));
  }

  /** The event that a signal becomes, without keeping it: recurring rules make theirs when they are asked for. */
  compose(seed: string, offset: number, signal: Signal): EventRecord {
    const kind = sourceKinds[signal.from];
    const content: EventContent = {
      ...kind.content,
      ruleName: signal.rule,
      ruleType: signal.ruleType ?? 6,
      ruleTags: signal.tags ?? [],
      output: signal.output,
      fields: signal.fields ?? {},
    };
    return {
      ...this.#envelope(seed, offset),
      name: signal.policy ?? kind.policy,
      description: kind.description,
      severity: signal.severity,
      ...kind.envelope,
      ...(signal.engine === undefined ? {} : { engine: signal.engine }),
      labels: signal.labels,
      actions: signal.actions ?? [],
      content,
    };
  }

  /** An event in a shape of its own, such as a machine-learning detection without rule and fields. */
  raw(offset: number, event: Omit<EventRecord, 'id' | 'cursor' | 'timestamp'>): string {
    return this.#keep({ ...this.#envelope(this.#seed(event.name), offset), ...event });
  }

  /** Rolls events up into threats and a group, whose times and counts are those of its events. @returns the group's id */
  group(plot: GroupPlot): string {
    const id = uuid(`${this.#name}/${plot.title}`);
    const shared = { status: plot.status ?? 'open', type: plot.resource.type, resource: plot.resource };
    for (const threat of plot.threats) {
      this.#world.threats.push({
        id: this.threatId(threat.title),
        groupId: id,
        name: threat.name,
        aiGeneratedName: threat.title,
        aiGeneratedDescription: threat.description,
        severity: threat.severity,
        ...shared,
        ...this.#span(threat.events),
        securityEvent: { ids: threat.events },
        ...(threat.image === undefined ? {} : { image: threat.image }),
      });
    }
    this.#world.groups.push({
      id,
      name: plot.name,
      aiGeneratedName: plot.title,
      aiGeneratedDescription: plot.description,
      severity: plot.severity,
      ...shared,
      ...this.#span(plot.threats.flatMap((threat) => threat.events)),
      threatsCount: plot.threats.length,
    });
    this.#world.resources.set(
      id,
      [plot.resource, ...(plot.otherResources ?? [])].map((resource, index) => ({ id: `${id}-${index + 1}`, ...resource })),
    );
    return id;
  }

  threatId(title: string): string {
    return uuid(`${this.#name}/threat/${title}`);
  }

  tree(eventId: string, root: ProcessRecord): void {
    this.#world.trees.set(eventId, root);
  }

  asset(asset: AssetRecord): void {
    this.#world.assets.push(asset);
  }

  advisory(advisory: Omit<FeedRecord, 'published_at'>, offset: number): void {
    this.#world.feed.push({ ...advisory, published_at: this.#iso(offset) });
  }

  /** The signal fires again every minute from the beginning on, until the target is contained. */
  keepsFiring(signal: Signal, { groupId, threat, target }: { groupId: string; threat: string; target: Target }): void {
    this.#world.recurring.push({
      since: this.#begin,
      every: 60_000,
      groupId,
      threatId: this.threatId(threat),
      target,
      beat: (n, at) => this.compose(`${this.#name}/again/${n}`, at - this.#begin, signal),
    });
  }

  #seed(what: string): string {
    this.#told += 1;
    return `${this.#name}/${this.#told}/${what}`;
  }

  #envelope(seed: string, offset: number) {
    const id = hexId(seed);
    return { id, cursor: cursorOf(id), timestamp: nanoseconds(this.#begin + offset, seed) };
  }

  #keep(event: EventRecord): string {
    this.#world.events.push(event);
    return event.id;
  }

  #span(ids: readonly string[]) {
    const times = this.#world.events.filter((event) => ids.includes(event.id)).map((event) => milliseconds(event.timestamp));
    return {
      startTime: new Date(Math.min(...times)).toISOString(),
      lastSignal: new Date(Math.max(...times)).toISOString(),
      eventsCount: times.length,
    };
  }

  #iso(offset: number): string {
    return new Date(this.#begin + offset).toISOString();
  }
}
