import type { Case, TenantLabel } from '../model/case.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Clock, Log, Narrator } from '../model/ports.ts';
import type { ReadTools } from '../tools/readTools.ts';
import { assemble } from './assemble.ts';
import { buildChain } from './chain/buildChain.ts';
import { Ledger } from './ledger.ts';
import { numberEvidence } from './numbering.ts';
import { type Lead, type Outcome, runPivots } from './pivot.ts';
import { pivots } from './pivots/table.ts';
import { oneLine, placeName } from './place.ts';
import { classifyTrigger } from './tactic/classify.ts';
import { stolenSessions } from './tactic/stolenSession.ts';
import { resolveTrigger, type Trigger, triggerTime } from './trigger.ts';

export type InvestigationContext = {
  readonly tools: ReadTools;
  readonly clock: Clock;
  readonly narrator: Narrator;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly tenant: TenantLabel;
};

/**
 * Investigates one threat, group or event. Throws Failure `notFound` when the id is none of them, and AbortError when cancelled before that
 * is known; a later cancellation gives the case as far as it got, marked partial (V-10). Same answers, same case, in whatever order they come.
 */
export async function investigate(id: string, ctx: InvestigationContext): Promise<Case> {
  const now = ctx.clock.now();
  const ledger = new Ledger(ctx);
  const say = (line: string): void => ctx.narrator.say(oneLine(line));
  const trigger = await resolveTrigger(id, { ledger, now, say });
  const origin = originOf(trigger);
  const lead: Lead = {
    trigger,
    origin,
    scope: trigger.scope,
    at: triggerTime(trigger),
    now,
    ledger,
    log: ctx.log,
    say,
    cancelled: () => ctx.signal.aborted,
  };
  say(introduce(trigger));
  const outcomes = await runPivots(pivots, lead);
  const special = stolenSessions([...trigger.events, ...sightings(outcomes)]);
  const chain = buildChain({
    trigger: trigger.event,
    ofGroups: [...trigger.events, ...sightings(outcomes.filter((outcome) => outcome.pivot.part === 'incident'))],
    swept: sightings(outcomes.filter((outcome) => outcome.pivot.part !== 'incident')),
    special,
  });
  const classified = classifyTrigger(trigger, special, origin);
  const draft = assemble(
    { lead, origin, classified, outcomes, chain },
    { tenant: ctx.tenant, startedAt: now, completedAt: ctx.clock.now() },
  );
  return numberEvidence(draft, ledger);
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
