import type { Coverage } from '../../model/case.ts';
import { type Claim, citing, claim, type Evidence } from '../../model/evidence.ts';
import { count, join, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import type { Tactic } from '../../model/tactic.ts';
import { deedOf } from '../chain/action.ts';
import { boundaryOf } from '../chain/boundary.ts';
import type { Member } from '../chain/foldSteps.ts';
import type { Sighting } from '../ledger.ts';
import { noIntegration } from '../pivots/integrations.ts';
import { inPlace } from '../place.ts';
import { counted } from '../plural.ts';
import { retell } from './retell.ts';
import type { Told } from './story.ts';

/** Actions that a summary names; the timeline has the rest. */
const mostActions = 7;

/** What happened in one sentence or two, then how sure that is with everything that could not be read (K-02, I-28). */
export function tellSummary(told: Told): readonly Claim[] {
  return [...whatHappened(told), howSure(told)];
}

function whatHappened({ lead, chain, origin }: Told): readonly Claim[] {
  const { event, threat, group } = lead.trigger;
  if (event === undefined) {
    const { title, name, description } = (threat ?? group)?.value ?? {};
    const said = description === undefined ? [] : phrase`: ${text(description)}`;
    return [claim(phrase`${text(title ?? name ?? lead.trigger.id)}${inPlace(lead.scope)}${said}`, origin)];
  }
  const points = turningPoints(chain.members, event);
  const shown = points.length === 0 ? [event] : points;
  const end = shown.length === 1 ? [] : phrase`, the last at ${time(shown.at(-1)?.value.at ?? event.value.at)}`;
  let next = 0;
  return retell(shown.map((one) => one.value)).map(({ told, events }) => {
    const [first = event, ...rest] = shown.slice(next, next + events);
    next += events;
    return claim(phrase`${told}${next === shown.length ? end : []}.`, first, ...rest);
  });
}

/**
 * The trigger, the start and the end, where the attack crosses into another place, then what it did of another kind, the gravest first: as many as
 * two sentences hold, in time's order, so that a long chain loses its middle and never its end.
 */
function turningPoints(members: readonly Member[], trigger: Sighting): readonly Sighting[] {
  const kindOf = ({ event, tactic }: Member) => `${tactic} ${boundaryOf(event.value).kind}`;
  const places = firstOf(members, ({ event }) => boundaryOf(event.value).kind);
  // A rule that keeps firing is no new end: it would push what happened in between out of the summary.
  const news = firstOf(members, ({ event }) => JSON.stringify([deedOf(event.value, 'short'), boundaryOf(event.value).kind]));
  const ends = [members.find(({ event }) => event.value.id === trigger.value.id), members.at(0), news.at(-1)];
  const turns = [...ends, ...places].filter((one) => one !== undefined);
  const others = firstOf(members, kindOf).toSorted((a, b) => rank(a) - rank(b));
  const wanted = [...turns, ...others].map(({ event }) => event.value.id);
  const kept = new Set([...new Set(wanted)].slice(0, mostActions));
  return members.map((member) => member.event).filter((event) => kept.has(event.value.id));
}

/** What an attack comes to before what leads there. */
const gravest: readonly Tactic[] = [
  'impact',
  'exfiltration',
  'defense_evasion',
  'credential_access',
  'c2',
  'lateral_movement',
  'privilege_escalation',
  'persistence',
  'collection',
];

function rank({ tactic }: Member): number {
  const place = tactic === undefined ? -1 : gravest.indexOf(tactic);
  return place < 0 ? gravest.length : place;
}

function firstOf(members: readonly Member[], mark: (member: Member) => string): readonly Member[] {
  const marks = members.map(mark);
  return members.filter((_member, index) => marks.indexOf(marks[index] ?? '') === index);
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
  if (status !== 'done') return phrase`${text(name)} ${text(status === 'failed' ? 'failed' : `was not looked at, ${reason ?? 'pending'}`)}`;
  const total = truncated?.total === undefined ? [] : phrase` of ${count(truncated.total)}`;
  return phrase`${text(name)} shows ${counted(truncated?.shown ?? 0, 'item')}${total}`;
}
