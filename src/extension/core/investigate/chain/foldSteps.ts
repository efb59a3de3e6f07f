import type { Boundary, Link, Step } from '../../model/case.ts';
import { citing, claim } from '../../model/evidence.ts';
import { type Phrase, phrase } from '../../model/phrase.ts';
import type { Tactic } from '../../model/tactic.ts';
import type { Sighting } from '../ledger.ts';
import { actionOf, sameness } from './action.ts';
import { boundaryOf } from './boundary.ts';
import { findEntry } from './findEntry.ts';
import type { Tie } from './linkEvents.ts';
import { roleOf } from './stepRole.ts';

/** An event of the chain with its tactic, oldest first. */
export type Member = { readonly event: Sighting; readonly tactic?: Tactic; readonly technique?: string };

export type Drawing = {
  readonly boundaries: readonly Boundary[];
  readonly steps: readonly Step[];
  readonly links: readonly Link[];
  /** steps left out beyond the hard limit */
  readonly dropped: number;
};

const soft = 15;
const hard = 25;

/**
 * K-03: repeats fold into one step, coarser until fifteen remain; more than twenty-five are cut and counted, never the trigger's.
 * @param trigger id of its event
 */
export function foldSteps(chain: readonly Member[], ties: readonly Tie[], trigger?: string): Drawing {
  const placeOf = placesOf(chain);
  const levels = ([0, 1, 2] as const).map((level) => fold(chain, level, placeOf));
  const folds = levels.find((one) => one.length <= soft) ?? levels.find((one) => one.length <= hard) ?? levels.at(-1) ?? [];
  const shown = cut(folds, trigger);
  const boundaries = boundariesOf(shown, placeOf);
  const entry = findEntry(
    chain.map(({ event }) => event),
    ties,
  )?.event.value.id;
  const steps = shown.map((one, index) =>
    toStep(one, { id: `S${index + 1}`, entry, boundary: boundaries.find(({ key }) => key === keyOf(one, placeOf))?.id ?? 'B1' }),
  );
  return {
    boundaries: boundaries.map(({ key: _key, ...boundary }) => boundary),
    steps,
    links: linksOf(steps, shown, ties),
    dropped: folds.length - shown.length,
  };
}

function cut(folds: readonly Fold[], trigger: string | undefined): readonly Fold[] {
  const first = folds.slice(0, hard);
  const own = folds.find(({ members }) => members.some(({ event }) => event.value.id === trigger));
  return own === undefined || first.includes(own) ? first : [...first.slice(0, -1), own];
}

type Fold = { readonly key: string; readonly members: Member[] };
type PlaceOf = (event: Sighting) => string;

function fold(chain: readonly Member[], level: 0 | 1 | 2, placeOf: PlaceOf): readonly Fold[] {
  const folds = new Map<string, Fold>();
  for (const member of chain) {
    const key = `${placeOf(member.event)} ${sameness(member.event.value, level, member.tactic)}`;
    const there = folds.get(key);
    if (there === undefined) folds.set(key, { key, members: [member] });
    else there.members.push(member);
  }
  return [...folds.values()];
}

/**
 * A container is one place however its events name it; one that names its pod alone, as a detection of a model does, belongs to the pod's only
 * container in the chain. Else the label tells places apart.
 */
function placesOf(chain: readonly Member[]): PlaceOf {
  const containers = new Map<string, Set<string>>();
  for (const { event } of chain) {
    const { container } = event.value.scope;
    const pod = podOf(event);
    if (pod !== undefined && container !== undefined) containers.set(pod, (containers.get(pod) ?? new Set()).add(container));
  }
  return (event) => {
    const { kind, label } = boundaryOf(event.value);
    const [only, ...more] = containers.get(podOf(event) ?? '') ?? [];
    const container = event.value.scope.container ?? (more.length === 0 ? only : undefined);
    return `${kind} ${kind === 'container' ? (container ?? label) : label}`;
  };
}

function podOf({ value: { scope } }: Sighting): string | undefined {
  return scope.pod === undefined ? undefined : `${scope.cluster}/${scope.namespace}/${scope.pod}`;
}

function keyOf({ members: [first] }: Fold, placeOf: PlaceOf): string | undefined {
  return first && placeOf(first.event);
}

/** A place is shown as the event tells it that tells most of it: one with its container before one that names the pod alone. */
function boundariesOf(folds: readonly Fold[], placeOf: PlaceOf): readonly (Boundary & { key: string })[] {
  const shownBy = new Map<string, Sighting>();
  for (const { event } of folds.flatMap(({ members }) => members)) {
    const key = placeOf(event);
    const there = shownBy.get(key);
    if (there === undefined || (there.value.scope.container === undefined && event.value.scope.container !== undefined))
      shownBy.set(key, event);
  }
  return [...shownBy].map(([key, event], index) => ({ key, id: `B${index + 1}`, ...boundaryOf(event.value) }));
}

function toStep({ members }: Fold, { id, boundary, entry }: { id: string; boundary: string; entry: string | undefined }): Step {
  const [first, ...rest] = members;
  if (first === undefined) throw new Error('a step without an event');
  return {
    id,
    at: first.event.value.at,
    ...(rest.length > 0 && { until: Math.max(...members.map(({ event }) => event.value.at)) }),
    action: actionOf(first.event.value),
    boundary,
    ...(first.tactic !== undefined && { tactic: first.tactic }),
    ...(first.technique !== undefined && { technique: first.technique }),
    role: roleOf(
      members,
      members.some(({ event }) => event.value.id === entry),
    ),
    times: members.length,
    eventIds: members.map(({ event }) => event.value.id),
    cites: citing(first.event, ...rest.map(({ event }) => event)),
  };
}

/** One link a pair of steps, from the earlier to the later; ties inside a folded step are no links. */
function linksOf(steps: readonly Step[], folds: readonly Fold[], ties: readonly Tie[]): readonly Link[] {
  const stepOf = new Map(folds.flatMap(({ members }, index) => members.map(({ event }) => [event.value.id, index] as const)));
  const links = new Map<string, Link>();
  for (const { cause, effect, link } of ties) {
    const [a, b] = [stepOf.get(cause.value.id), stepOf.get(effect.value.id)];
    if (a === undefined || b === undefined || a >= b) continue;
    const [from, to] = [steps[a]?.id, steps[b]?.id];
    if (from === undefined || to === undefined || links.has(`${from} ${to}`)) continue;
    const why: Phrase = link.reason(cause.value, effect.value);
    links.set(`${from} ${to}`, {
      from,
      to,
      inferred: link.inferred,
      reason: claim(phrase`${why}.`, cause, effect, ...(link.shownBy ?? [])),
    });
  }
  return [...links.values()];
}
