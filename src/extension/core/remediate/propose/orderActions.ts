import type { ObjectRef } from '../../model/blastRadius.ts';
import { join, type Phrase, phrase, text } from '../../model/phrase.ts';
import { type Availability, type ProposedAction, stages } from '../../model/remediation.ts';
import { type Effect, effects } from './draft.ts';
import { lookUp } from './lookUp.ts';
import type { ProposalInput } from './proposalInput.ts';

/** An action with what decides its place. */
export type Placed = { readonly action: ProposedAction; readonly effect: Effect };

const states: readonly Availability['state'][] = ['confirmed', 'unconfirmed', 'unavailable'];

/**
 * Evidence, containment, destruction. In a stage what can not run comes last, and what only a person can do before it; of the rest what
 * disturbs least comes first, and among actions of one effect those that are confirmed.
 */
export function inOrder(placed: readonly Placed[]): readonly ProposedAction[] {
  return placed.toSorted(compare).map(({ action }) => action);
}

function compare(a: Placed, b: Placed): number {
  const [left, right] = [ranksOf(a), ranksOf(b)];
  const at = left.findIndex((rank, index) => rank !== right[index]);
  if (at !== -1) return (left[at] ?? 0) - (right[at] ?? 0);
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function ranksOf({ action, effect }: Placed): readonly number[] {
  const state = states.indexOf(action.availability.state);
  const late = action.availability.state === 'unavailable' ? 2 : action.surface === 'ticket' ? 1 : 0;
  return [stages.indexOf(action.stage), late, effects.indexOf(effect), state, disturbs.indexOf(action.name)];
}

/** Among actions of one effect, what disturbs more than the others: whatever is not named here disturbs less. */
const disturbs = ['PAUSE_CONTAINER', 'STOP_CONTAINER', 'KILL_CONTAINER', 'DELETE_POD'];

function keyOf({ action }: Placed): string {
  return `${action.surface} ${action.name} ${action.id}`;
}

/** Why the list stands in this order, by what is on it and by what the probe found. */
export function orderOf(actions: readonly ProposedAction[], input: ProposalInput): Phrase {
  const runnable = actions.filter(({ availability }) => availability.state !== 'unavailable');
  const parts = [evidenceFirst(runnable), cutFirst(runnable, input)].filter((part) => part.length > 0);
  if (parts.length === 0) {
    return actions.length === 0
      ? phrase`Nothing that this threat asks for can be done from here.`
      : phrase`What disturbs least comes first.`;
  }
  return join(parts, ' ');
}

/** What is kept first, by what would end it. */
function evidenceFirst(actions: readonly ProposedAction[]): Phrase {
  const kept = actions.find(({ stage }) => stage === 'evidence');
  if (kept === undefined) return [];
  const ending = actions.find(({ stage, removes }) => removes && stage === 'destruction') ?? actions.find(({ removes }) => removes);
  if (ending === undefined) return phrase`${named(kept)} first: it changes nothing, and what it tells decides the rest.`;
  return phrase`${named(kept)} first, because ${text(ending.name)} on ${ending.on} ends what it keeps.`;
}

/** A person reads a ticket by what it asks for. */
function named({ surface, name, verb }: ProposedAction): Phrase {
  return surface === 'ticket' ? [`“${verb}”`] : phrase`${text(name)}`;
}

/** Names that cut something off or hold it still, the stronger first: marks alone contain nothing. */
const containing = ['ISOLATE_NETWORK', 'PAUSE_CONTAINER', 'STOP_CONTAINER', 'IAM_QUARANTINE'];

/** What is contained before anything is lost, by who would bring it back. */
function cutFirst(actions: readonly ProposedAction[], { radius }: ProposalInput): Phrase {
  const candidates = actions.filter(({ stage, name }) => stage === 'containment' && !/ (label|annotate)$/.test(name));
  const contained = containing.map((name) => candidates.find((one) => one.name === name)).find((one) => one !== undefined) ?? candidates[0];
  const ending = actions.find(({ stage }) => stage === 'destruction');
  if (contained === undefined || ending === undefined) return [];
  const owners = lookUp(radius, 'owners');
  // Only where it is among what the step breaks: a scale-down is not made good by the workload.
  const isRemade = owners.kind === 'fact' && ending.breaks.some((one) => one.kind === 'known' && one.cites.join() === owners.cites.join());
  const top = owners.kind === 'fact' && isRemade ? owners.value.chain.at(-1) : undefined;
  return phrase`${named(contained)} before ${text(ending.name)}, because ${reason(top, contained, ending)}.`;
}

function reason(top: ObjectRef | undefined, contained: ProposedAction, ending: ProposedAction): Phrase {
  if (top?.kind === 'Pod') return phrase`nothing makes pod ${text(top.name)} anew once it is gone`;
  if (top !== undefined) return phrase`${text(top.kind)} ${text(top.name)} makes it anew with the way in still open`;
  const isUndone = contained.reversibility.kind === 'undo' || contained.reversibility.kind === 'inverse';
  return isUndone && ending.reversibility.kind === 'never'
    ? phrase`the first can be taken back and the second can not`
    : phrase`the second ends what the first only holds`;
}
