import { createHash } from 'node:crypto';
import type { ActionRequest } from '../../model/confirmation.ts';
import { type Claim, canonical } from '../../model/evidence.ts';
import { join } from '../../model/phrase.ts';
import type { Availability, Proposals } from '../../model/remediation.ts';
import { availabilityOf } from '../availability/availabilityOf.ts';
import type { Draft } from './draft.ts';
import { firstOfEach } from './listed.ts';
import { citingAll } from './lookUp.ts';
import { inOrder, orderOf, type Placed } from './orderActions.ts';
import type { ProposalInput } from './proposalInput.ts';
import { recognise, whyOf } from './recognise.ts';
import { outOfScope, scopeOf } from './scope.ts';

/**
 * The checklist for a threat: what its patterns ask for, on the targets that its events name, with what each step breaks by the blast radius.
 * Pure: the same input makes the same list. Nothing on it is outside the threat's scope.
 */
export function proposeActions(input: ProposalInput): Proposals {
  const merged = new Map<string, Asked>();
  for (const { pattern, seen } of recognise(input.threat)) {
    for (const draft of pattern.asks.flatMap((ask) => ask(input, seen))) {
      const why = whyOf(pattern, draft.told, input.threat.trigger);
      const id = idOf(draft);
      const before = merged.get(id);
      merged.set(id, before === undefined ? { id, draft, why } : joined(before, why));
    }
  }
  const scope = scopeOf(input.threat, input.radius, input.reach.executions);
  const inScope = [...merged.values()].filter(
    ({ draft: { request } }) => request === undefined || outOfScope(request, scope) === undefined,
  );
  const { kept, left } = firstOfEach(inScope);
  const actions = inOrder(kept.map((asked) => placedOf(asked, input)));
  return { actions, order: join([orderOf(actions, input), ...left], ' ') };
}

type Asked = { readonly id: string; readonly draft: Draft; readonly why: Claim };

/** The first pattern says why; what every one of them rests on is cited. */
function joined(before: Asked, why: Claim): Asked {
  return { ...before, why: { phrase: before.why.phrase, cites: citingAll(before.why.cites, why.cites) } };
}

function placedOf({ id, draft, why }: Asked, input: ProposalInput): Placed {
  const { effect, told: _told, unresolved, ...action } = draft;
  return { effect, action: { ...action, id, why, availability: availability(draft, unresolved, input) } };
}

/** A tool that can not be used has no command to judge: then it says why itself. */
function availability(draft: Draft, unresolved: readonly string[], { reach }: ProposalInput): Availability {
  const { surface, responder, storage, request, name } = draft;
  const tool = surface === 'kubectl' || surface === 'aws' ? reach[surface] : undefined;
  if (tool?.usable === false) return { state: 'unavailable', reason: tool.reason, fix: tool.fix };
  const known = { ...(responder !== undefined && { responder }), ...(request !== undefined && { request }) };
  return availabilityOf({ surface, storage, name, unresolved, ...known }, reach);
}

/** The same request, or without one the same target, is the same action however often the list is made. */
function idOf({ surface, name, on, request }: Draft): string {
  const what = request === undefined ? { on } : { request: lasting(request) };
  return `A-${createHash('sha256')
    .update(canonical({ surface, name, ...what }))
    .digest('hex')
    .slice(0, 12)}`;
}

/** A window that ends now moves with every list: it makes no other action. */
function lasting(request: ActionRequest): ActionRequest {
  if (request.surface !== 'sysdig') return request;
  const kept = Object.entries(request.parameters).filter(([name]) => name !== 'fromTimestamp' && name !== 'toTimestamp');
  return { ...request, parameters: Object.fromEntries(kept) };
}
