import { given } from '../facts/given.ts';
import type { Intel } from '../intel/intel.ts';
import type { Case, TenantLabel } from '../model/case.ts';
import type { EarlierCase } from '../model/earlierCase.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Clock, Log, Narrator } from '../model/ports.ts';
import type { ReadTools } from '../tools/readTools.ts';
import { assemble } from './assemble.ts';
import { buildChain, type Chain } from './chain/buildChain.ts';
import { knownOf } from './known.ts';
import { Ledger, type Sighting } from './ledger.ts';
import { followNothing, lookFurther } from './lookFurther.ts';
import { numberEvidence } from './numbering.ts';
import type { Lead, Outcome } from './pivot.ts';
import { earlierCase } from './pivots/earlierCase.ts';
import { linkedGroups } from './pivots/linkedGroups.ts';
import { pivots } from './pivots/table.ts';
import { oneLine, placeName } from './place.ts';
import { type Reach, usualReach } from './reach.ts';
import { runPivots } from './runPivots.ts';
import { classifyTrigger } from './tactic/classify.ts';
import type { Reading } from './tactic/reading.ts';
import { stolenSessions } from './tactic/stolenSession.ts';
import { resolveTrigger, type Trigger, triggerTime } from './trigger.ts';
import { followHits } from './watch/followHits.ts';
import { groupLeft, type Left, untiedKey } from './watch/left.ts';

export type InvestigationContext = {
  readonly tools: ReadTools;
  /** the public sources; without them what they know is skipped */
  readonly intel?: Intel;
  readonly clock: Clock;
  readonly narrator: Narrator;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly tenant: TenantLabel;
  /** how far to look; two hours round the trigger and a week back unless the user asked for more */
  readonly reach?: Reach;
};

/** An id that is known to be a threat, group or event; nothing but that has been asked yet. */
export type OpenedInvestigation = {
  /** what the id resolved to; absent where a group names no event */
  readonly eventId?: string;
  /**
   * Looks in every direction. A cancellation gives the case as far as it got, marked partial (V-10). Same answers, same case, in whatever order
   * they come.
   * @param earlier the case of the same trigger that this one refreshes: what it rested on is taken along (I-04)
   */
  run(earlier?: EarlierCase): Promise<Case>;
};

/** Resolves the trigger (I-03). Throws Failure `notFound` when the id is nothing that the tenant knows, and AbortError when cancelled. */
export async function openInvestigation(id: string, ctx: InvestigationContext): Promise<OpenedInvestigation> {
  const now = ctx.clock.now();
  const ledger = new Ledger(ctx);
  const say = (line: string): void => ctx.narrator.say(oneLine(line));
  const trigger = await resolveTrigger(id, { ledger, now, say });
  const eventId = trigger.event?.value.id;
  return { ...(eventId !== undefined && { eventId }), run: (earlier) => lookEverywhere(trigger, { ledger, now, say }, ctx, earlier) };
}

/** Both in one: for a host that has nothing to ask once the trigger is known. */
export async function investigate(id: string, ctx: InvestigationContext): Promise<Case> {
  return (await openInvestigation(id, ctx)).run();
}

type Opened = Pick<Lead, 'ledger' | 'now' | 'say'>;

async function lookEverywhere(trigger: Trigger, opened: Opened, ctx: InvestigationContext, earlier?: EarlierCase): Promise<Case> {
  const first = leadOf(trigger, opened, ctx);
  first.say(introduce(trigger));
  const { outcomes: looked, left } = await runPivots(pivots, first, followHits);
  const seen = [...looked, ...(await lookBack(earlier, looked, first))];
  const soFar = chainFrom(trigger, seen);
  const linked = await lookAtLinked(seen, soFar, first);
  const outcomes = [...seen, ...linked];
  const chain = linked.length === 0 ? soFar : chainFrom(trigger, outcomes);
  // What else was seen can show what the trigger alone does not: instance credentials in use elsewhere. Such a trigger has no image of its own,
  // so nothing has gone through the tactic gate yet.
  const lead = { ...first, classified: classifyTrigger(trigger, stolenAmong(trigger, outcomes), first.origin) };
  const all = await lookFurther(lead, knownOf(lead, outcomes, chain));
  const draft = assemble(
    { lead, origin: lead.origin, classified: lead.classified, outcomes: all, left: groupLeft(stillLeft(left, chain)), chain },
    { tenant: ctx.tenant, startedAt: lead.now, completedAt: ctx.clock.now() },
  );
  return numberEvidence(draft, lead.ledger);
}

function stolenAmong({ events }: Trigger, outcomes: readonly Outcome[]): (event: Sighting) => Reading | undefined {
  return stolenSessions([...events, ...sightings(outcomes)]);
}

function chainFrom(trigger: Trigger, outcomes: readonly Outcome[]): Chain {
  return buildChain({
    trigger: trigger.event,
    ofGroups: [...trigger.events, ...sightings(outcomes.filter((outcome) => outcome.pivot.part === 'incident'))],
    swept: [
      ...sightings(outcomes.filter((outcome) => outcome.pivot.part !== 'incident')),
      ...outcomes.flatMap(({ found }) => found?.apart ?? []).flatMap(({ events = [] }) => events),
    ],
    special: stolenAmong(trigger, outcomes),
    tree: outcomes.map(({ found }) => found?.tree && { tree: found.tree, cites: found.cites }).find((one) => one !== undefined),
  });
}

/** The groups that only the chain ties to the trigger, with their other events (I-13). */
async function lookAtLinked(seen: readonly Outcome[], chain: Chain, lead: Lead): Promise<readonly Outcome[]> {
  const known = new Set(seen.map(({ pivot }) => pivot.key));
  const { outcomes } = await runPivots(linkedGroups(seen, chain), lead, followNothing);
  return outcomes.filter(({ pivot }) => pivot.key === undefined || !known.has(pivot.key));
}

/** A hit that nothing tied to the trigger when it was seen may be in the chain by now. */
function stillLeft(left: readonly Left[], { members }: Chain): readonly Left[] {
  const linked = new Set(members.map(({ event }) => untiedKey(event.value.id)));
  return left.filter(({ key }) => !linked.has(key));
}

/** After the directions, since an event that one of them has brought is not asked for again; nothing is followed from what is old. */
async function lookBack(earlier: EarlierCase | undefined, looked: readonly Outcome[], lead: Lead): Promise<readonly Outcome[]> {
  if (earlier === undefined) return [];
  const seen = [...lead.trigger.events, ...sightings(looked)];
  return (await runPivots([earlierCase(earlier, seen)], lead, followNothing)).outcomes;
}

function leadOf(trigger: Trigger, opened: Opened, ctx: InvestigationContext): Lead {
  const origin = originOf(trigger);
  return {
    ...opened,
    trigger,
    origin,
    classified: classifyTrigger(trigger, stolenSessions(trigger.events), origin),
    scope: trigger.scope,
    at: triggerTime(trigger),
    reach: ctx.reach ?? usualReach,
    ...given('intel', ctx.intel),
    log: ctx.log,
    cancelled: () => ctx.signal.aborted,
  };
}

function sightings(outcomes: readonly Outcome[]) {
  return outcomes.flatMap((outcome) => outcome.found?.sightings ?? []);
}

/** The narrowest evidence of the trigger that stands for all of it: every trigger was resolved by one of these. */
function originOf({ threat, group, threats, event }: Trigger): Evidence {
  const origin = threat ?? group ?? threats ?? event;
  if (origin === undefined) throw new Error('a trigger was resolved without evidence');
  return origin;
}

function introduce({ event, threat, group, scope }: Trigger): string {
  const rollUp = (threat ?? group)?.value;
  const name = event?.value.rule ?? rollUp?.title ?? rollUp?.name ?? 'The trigger';
  const place = placeName(scope);
  return `${name}${place === undefined ? '' : ` in ${place}`}. Looking at what started it, what else happened there, and which groups belong to it.`;
}
