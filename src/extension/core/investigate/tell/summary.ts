import type { Coverage } from '../../model/case.ts';
import { type Claim, citing, claim, type Evidence } from '../../model/evidence.ts';
import { count, join, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import { actionOf } from '../chain/action.ts';
import type { Member } from '../chain/foldSteps.ts';
import type { Sighting } from '../ledger.ts';
import { inPlace } from '../place.ts';
import { counted } from '../plural.ts';
import type { Told } from './story.ts';

/** Actions that a summary names; the timeline has the rest. */
const mostActions = 6;

/** Two sentences: what happened, and how sure that is with everything that could not be read (K-02, I-28). */
export function tellSummary(told: Told): readonly Claim[] {
  return [whatHappened(told), howSure(told)];
}

function whatHappened({ lead, chain, origin }: Told): Claim {
  const { event, threat, group } = lead.trigger;
  if (event === undefined) {
    const { title, name, description } = (threat ?? group)?.value ?? {};
    const said = description === undefined ? [] : phrase`: ${text(description)}`;
    return claim(phrase`${text(title ?? name ?? lead.trigger.id)}${inPlace(lead.scope)}${said}`, origin);
  }
  const told = turningPoints(chain.members, event);
  const [first, ...rest] = told;
  if (first === undefined) return claim(phrase`${actionOf(event.value)}${inPlace(lead.scope)} at ${time(event.value.at)}.`, event);
  const opening = phrase`${actionOf(first.value)}${inPlace(first.value.scope)} at ${time(first.value.at)}`;
  const then =
    rest.length === 0
      ? []
      : phrase`; then ${join(
          rest.map((one) => actionOf(one.value)),
          ', then ',
        )}`;
  return claim(phrase`${opening}${then}.`, first, ...rest);
}

/** The start, the trigger, and where the attack turns: the first event of each tactic and of each place. At most six, in time's order. */
function turningPoints(members: readonly Member[], trigger: Sighting): readonly Sighting[] {
  const seen = new Set<string>();
  const turns = members.filter(({ event, tactic }) => {
    const marks = [`tactic ${tactic}`, `source ${event.value.source}`];
    const fresh = marks.some((mark) => !seen.has(mark));
    for (const mark of marks) seen.add(mark);
    return fresh;
  });
  const others = turns.map((turn) => turn.event).filter((event) => event.value.id !== trigger.value.id);
  const kept = new Set([trigger.value.id, ...others.slice(0, mostActions - 1).map((event) => event.value.id)]);
  return members.map((member) => member.event).filter((event) => kept.has(event.value.id));
}

function howSure({ confidence, outcomes, lead, origin }: Told): Claim {
  const gaps = outcomes
    .map((outcome) => outcome.coverage)
    .filter((one) => one.status === 'failed' || one.status === 'pending' || one.truncated !== undefined);
  const sure = phrase`Confidence that this is one attack: ${count(confidence.score)}/5`;
  const reasons = confidence.reasons.flatMap((reason) => reason.cites);
  const missing: Phrase = gaps.length === 0 ? [] : phrase`; not everything was read: ${join(gaps.map(tellGap), ', ')}`;
  const known: readonly Pick<Evidence, 'id'>[] = [...reasons, ...gaps.flatMap((gap) => gap.cites ?? [])].map((id) => ({ id }));
  return { phrase: phrase`${sure}${missing}.`, cites: citing(lead.trigger.event ?? origin, ...known) };
}

function tellGap(coverage: Coverage): Phrase {
  const { name, status, reason, truncated } = coverage;
  if (status !== 'done') return phrase`${text(name)} ${text(status === 'failed' ? 'failed' : `was not done, ${reason ?? 'pending'}`)}`;
  const total = truncated?.total === undefined ? [] : phrase` of ${count(truncated.total)}`;
  return phrase`${text(name)} shows ${counted(truncated?.shown ?? 0, 'item')}${total}`;
}
