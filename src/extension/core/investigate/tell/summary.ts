import type { Coverage } from '../../model/case.ts';
import { type Claim, citing, claim, type Evidence } from '../../model/evidence.ts';
import { count, join, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import { boundaryOf } from '../chain/boundary.ts';
import type { Member } from '../chain/foldSteps.ts';
import type { Sighting } from '../ledger.ts';
import { noIntegration } from '../pivots/integrations.ts';
import { inPlace } from '../place.ts';
import { counted } from '../plural.ts';
import { retell } from './retell.ts';
import type { Told } from './story.ts';

/** Actions that a summary names; the timeline has the rest. */
const mostActions = 8;

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
  const [first = event, ...rest] = turningPoints(chain.members, event);
  const told = retell([first, ...rest].map((one) => one.value));
  const last = chain.members.at(-1)?.event;
  const until = last === undefined || last.value.id === first.value.id ? [] : phrase`, the last at ${time(last.value.at)}`;
  return claim(phrase`${told}${until}.`, first, ...rest, ...(last === undefined ? [] : [last]));
}

/**
 * The trigger, the start and the end, where the attack crosses into another place, then the first event of each tactic: as many as a sentence
 * holds, in time's order, so that a long chain loses its middle and never its end.
 */
function turningPoints(members: readonly Member[], trigger: Sighting): readonly Sighting[] {
  const places = firstOf(members, ({ event }) => boundaryOf(event.value).kind);
  const tactics = firstOf(members, ({ event, tactic }) => `${tactic} ${boundaryOf(event.value).kind}`);
  const wanted = [trigger, members.at(0)?.event, members.at(-1)?.event, ...places, ...tactics].filter((one) => one !== undefined);
  const kept = new Set([...new Set(wanted.map((event) => event.value.id))].slice(0, mostActions));
  return members.map((member) => member.event).filter((event) => kept.has(event.value.id));
}

function firstOf(members: readonly Member[], mark: (member: Member) => string): readonly Sighting[] {
  const marks = members.map(mark);
  return members.filter((_member, index) => marks.indexOf(marks[index] ?? '') === index).map((member) => member.event);
}

function howSure({ confidence, outcomes, lead, origin }: Told): Claim {
  const gaps = outcomes
    .map((outcome) => outcome.coverage)
    .filter((one) => one.status === 'failed' || one.status === 'pending' || one.truncated !== undefined || one.reason === noIntegration);
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
