import { background } from './background.ts';
import { createResponseDesk, type ResponseDesk } from './responseDesk.ts';
import { hostPersistence } from './scenarios/hostPersistence.ts';
import { knownMalware } from './scenarios/knownMalware.ts';
import { plainDiscovery } from './scenarios/plainDiscovery.ts';
import { podExec } from './scenarios/podExec.ts';
import { poisonedImage } from './scenarios/poisonedImage.ts';
import { promptInjection } from './scenarios/promptInjection.ts';
import { webShell } from './scenarios/webShell/webShell.ts';
import { type EventRecord, emptyWorld, type GroupRecord, milliseconds, type Recurrence, type ThreatRecord, type World } from './world.ts';

/** One tenant, shared by every connection to it. Lists are computed at the moment they are asked for, since rules keep firing. */
export type SampleTenant = {
  /** milliseconds since the epoch */
  now(): number;
  /** when its incidents had just happened */
  readonly begin: number;
  /** newest first */
  events(): readonly EventRecord[];
  groups(): readonly GroupRecord[];
  threats(): readonly ThreatRecord[];
  readonly world: World;
  readonly responses: ResponseDesk;
  readonly skillStates: Map<string, SkillState>;
};

export type SkillState = { readonly version: number; readonly data: Readonly<Record<string, unknown>> };

type SampleOptions = { readonly now: () => number; readonly begin?: number; readonly world?: World };

/** @param world what the tenant holds; by default the built-in incidents, told as if they had just happened at `begin`, which is now */
export function createSampleTenant({ now, begin = now(), world = builtIn(begin) }: SampleOptions): SampleTenant {
  const responses = createResponseDesk({ now, world });
  const stored = [...world.events].sort(newestFirst);
  const repeats = (): EventRecord[] => world.recurring.flatMap((recurrence) => fired(recurrence, now(), responses));
  const withRepeats = <T extends GroupRecord | ThreatRecord>(record: T, key: 'groupId' | 'threatId'): T => {
    const recurrence = world.recurring.find((candidate) => candidate[key] === record.id);
    return recurrence === undefined ? record : prolonged(record, fired(recurrence, now(), responses));
  };
  return {
    now,
    begin,
    world,
    responses,
    skillStates: new Map(),
    events: () => [...repeats(), ...stored].sort(newestFirst),
    groups: () => world.groups.map((group) => withRepeats(group, 'groupId')),
    threats: () => world.threats.map((threat) => withRepeats(threat, 'threatId')),
  };
}

function builtIn(begin: number): World {
  const world = emptyWorld();
  for (const tell of [webShell, hostPersistence, podExec, poisonedImage, promptInjection, plainDiscovery, knownMalware, background])
    tell(world, begin);
  return world;
}

/** Every beat up to now that fell into no containment of its target. */
function fired(recurrence: Recurrence, now: number, responses: ResponseDesk): EventRecord[] {
  const events: EventRecord[] = [];
  for (let n = 1; recurrence.since + n * recurrence.every <= now; n += 1) {
    const at = recurrence.since + n * recurrence.every;
    if (!responses.contained(recurrence.target, at)) events.push(recurrence.beat(n, at));
  }
  return events;
}

/** Repeats belong to the threat that they repeat: they move its last signal and count, not its first events. */
function prolonged<T extends { readonly lastSignal: string; readonly eventsCount: number }>(record: T, repeats: readonly EventRecord[]): T {
  const last = repeats.at(-1);
  if (last === undefined) return record;
  return { ...record, lastSignal: new Date(milliseconds(last.timestamp)).toISOString(), eventsCount: record.eventsCount + repeats.length };
}

function newestFirst(a: EventRecord, b: EventRecord): number {
  return a.timestamp === b.timestamp ? 0 : a.timestamp < b.timestamp ? 1 : -1;
}
