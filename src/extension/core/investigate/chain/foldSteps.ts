import type { Boundary, Link, Step } from '../../model/case.ts';
import { citing, claim } from '../../model/evidence.ts';
import { type Phrase, phrase } from '../../model/phrase.ts';
import type { Tactic } from '../../model/tactic.ts';
import type { Sighting } from '../ledger.ts';
import { actionOf, sameness } from './action.ts';
import { boundaryOf } from './boundary.ts';
import type { Tie } from './linkEvents.ts';
import { roleOf } from './stepRole.ts';

/** An event of the chain with its tactic, oldest first. */
export type Member = { readonly event: Sighting; readonly tactic?: Tactic };

export type Drawing = {
  readonly boundaries: readonly Boundary[];
  readonly steps: readonly Step[];
  readonly links: readonly Link[];
  /** steps left out beyond the hard limit */
  readonly dropped: number;
};

const soft = 15;
const hard = 25;

/** K-03: repeats fold into one step, coarser until fifteen remain; more than twenty-five are cut and counted. */
export function foldSteps(chain: readonly Member[], ties: readonly Tie[]): Drawing {
  const levels = ([0, 1, 2] as const).map((level) => fold(chain, level));
  const folds = levels.find((one) => one.length <= soft) ?? levels.find((one) => one.length <= hard) ?? levels.at(-1) ?? [];
  const shown = folds.slice(0, hard);
  const boundaries = boundariesOf(shown);
  const steps = shown.map((one, index) => toStep(one, index, boundaries));
  return {
    boundaries: boundaries.map(({ key: _key, ...boundary }) => boundary),
    steps,
    links: linksOf(steps, shown, ties),
    dropped: folds.length - shown.length,
  };
}

type Fold = { readonly key: string; readonly members: Member[] };

function fold(chain: readonly Member[], level: 0 | 1 | 2): readonly Fold[] {
  const folds = new Map<string, Fold>();
  for (const member of chain) {
    const key = `${keyOfPlace(member.event)} ${sameness(member.event.value, level, member.tactic)}`;
    const there = folds.get(key);
    if (there === undefined) folds.set(key, { key, members: [member] });
    else there.members.push(member);
  }
  return [...folds.values()];
}

/** A container is one place however its events name it; else the label tells places apart. */
function keyOfPlace(event: Sighting): string {
  const { kind, label } = boundaryOf(event.value);
  return `${kind} ${kind === 'container' ? (event.value.scope.container ?? label) : label}`;
}

function boundariesOf(folds: readonly Fold[]): readonly (Boundary & { key: string })[] {
  const keys = new Map<string, Sighting>();
  for (const { members } of folds) {
    const [first] = members;
    if (first !== undefined && !keys.has(keyOfPlace(first.event))) keys.set(keyOfPlace(first.event), first.event);
  }
  return [...keys].map(([key, event], index) => ({ key, id: `B${index + 1}`, ...boundaryOf(event.value) }));
}

function toStep({ members }: Fold, index: number, boundaries: readonly (Boundary & { key: string })[]): Step {
  const [first, ...rest] = members;
  if (first === undefined) throw new Error('a step without an event');
  return {
    id: `S${index + 1}`,
    at: first.event.value.at,
    action: actionOf(first.event.value),
    boundary: boundaries.find((one) => one.key === keyOfPlace(first.event))?.id ?? 'B1',
    ...(first.tactic !== undefined && { tactic: first.tactic }),
    role: roleOf(members, index === 0),
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
    links.set(`${from} ${to}`, { from, to, inferred: link.inferred, reason: claim(phrase`${why}.`, cause, effect) });
  }
  return [...links.values()];
}
