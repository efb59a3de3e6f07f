import type { Confidence, ExplanationKind } from '../../model/case.ts';
import { type Claim, claim } from '../../model/evidence.ts';
import { join, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { SeverityWord } from '../../model/severity.ts';
import { type Tactic, tactics } from '../../model/tactic.ts';
import { boundaryOf } from '../chain/boundary.ts';
import type { Chain } from '../chain/buildChain.ts';
import type { Tie } from '../chain/linkEvents.ts';
import { explain } from '../explain/explain.ts';
import type { Sighting } from '../ledger.ts';
import { placeName } from '../place.ts';
import type { Story } from './story.ts';

const bySeverity: Readonly<Record<SeverityWord, number>> = { critical: 3, high: 3, medium: 2, low: 1, info: 1 };

/**
 * How sure it is that this is one attack, 1 to 5: the trigger's severity to begin with, one more for a proven link, one more when proven
 * links cross a trust boundary or run through three tactics. An unknown tactic takes one away, evidence that favours another reading than an attack
 * takes two, links that are only inferred add nothing.
 */
export function tellConfidence(story: Story): Confidence {
  const points = [severityPoints(story), linkPoints(story), reachPoints(story), unknownTactic(story), otherReading(story)].filter(
    (one) => one !== undefined,
  );
  const sum = points.reduce((total, point) => total + point.points, 0);
  return { score: Math.min(5, Math.max(1, sum)) as Confidence['score'], reasons: points.map((point) => point.reason) };
}

const otherwise: Readonly<Record<Exclude<ExplanationKind, 'attack'>, string>> = {
  administrator: 'an administrator at work',
  scanner: 'a scanner',
  testTool: 'a test tool',
};

type Point = { readonly points: number; readonly reason: Claim };

function severityPoints({ lead, origin }: Story): Point {
  const from = lead.trigger.event ?? lead.trigger.threat ?? lead.trigger.group;
  const severity = from?.value.severity;
  if (from === undefined || severity === undefined)
    return { points: 1, reason: claim(phrase`The trigger has no severity.`, from ?? origin) };
  return { points: bySeverity[severity.word], reason: claim(phrase`The trigger's severity is ${text(severity.word)}.`, from) };
}

/** One proven link is enough, so one is shown: the trigger's own where it has one. */
function linkPoints({ chain, lead, origin }: Story): Point | undefined {
  const proven = provenIn(chain);
  const trigger = lead.trigger.event?.value.id;
  const own = proven.find(({ cause, effect }) => cause.value.id === trigger || effect.value.id === trigger);
  const shown = own ?? proven[0];
  if (shown === undefined) {
    const inferred =
      chain.ties.length > 0 ? phrase`The links to other events are only inferred.` : phrase`No other event is linked to the trigger.`;
    return { points: 0, reason: claim(inferred, origin) };
  }
  const { cause, effect, link } = shown;
  const inferred = chain.ties.find((tie) => tie.link.inferred);
  const rest = inferred === undefined ? [] : phrase`; another is only inferred`;
  const told = phrase`A link ${[own === undefined ? 'between two other events' : 'of the trigger']} is proven: ${link.reason(cause.value, effect.value)}${rest}.`;
  return {
    points: 1,
    reason: claim(told, cause, effect, ...(link.shownBy ?? []), ...(inferred === undefined ? [] : [inferred.cause, inferred.effect])),
  };
}

function reachPoints({ chain }: Story): Point | undefined {
  const proven = provenIn(chain);
  const ids = new Set(proven.flatMap((tie) => [tie.cause.value.id, tie.effect.value.id]));
  const members = chain.members.filter((member) => ids.has(member.event.value.id));
  const [first, ...rest] = members.map(({ event }) => event);
  if (first === undefined) return undefined;
  const steps = chain.steps.filter((step) => step.eventIds.some((id) => ids.has(id)));
  if (new Set(steps.map((step) => step.boundary)).size >= 2) return { points: 1, reason: tellCrossing(chain, proven, first, rest) };
  const byTactic = new Map(members.toReversed().flatMap(({ tactic, event }) => (tactic === undefined ? [] : [[tactic, event] as const])));
  return byTactic.size < 3 ? undefined : { points: 1, reason: tellTactics(byTactic, first) };
}

/** @param byTactic the first event of each */
function tellTactics(byTactic: ReadonlyMap<Tactic, Sighting>, first: Sighting): Claim {
  const inTime = [...byTactic].sort(([, a], [, b]) => a.value.at - b.value.at);
  const [event = first, ...rest] = inTime.map(([, one]) => one);
  const named = join(
    inTime.map(([tactic]) => text(tactics[tactic].name)),
    ', ',
    ' and ',
  );
  return claim(phrase`Proven links run through ${named}.`, event, ...rest);
}

/** Where proven links lead to from another place; where only inferred ones cross over, the places that proven ones are in. */
function tellCrossing({ steps }: Chain, proven: readonly Tie[], first: Sighting, events: readonly Sighting[]): Claim {
  const boundaries = new Map(steps.flatMap(({ eventIds, boundary }) => eventIds.map((id) => [id, boundary] as const)));
  const [tie, ...more] = onceByPlace(
    proven.filter(({ cause, effect }) => {
      const [from, to] = [boundaries.get(cause.value.id), boundaries.get(effect.value.id)];
      return from !== undefined && to !== undefined && from !== to;
    }),
    ({ effect }) => placeOf(effect),
  );
  if (tie === undefined) {
    const each = onceByPlace([first, ...events], placeOf);
    return claim(phrase`Proven links are in ${join(each.map(placeOf), ', ', ' and ')}.`, first, ...each);
  }
  const places = [tie, ...more].map(({ effect }) => placeOf(effect));
  const cited = [tie, ...more].flatMap(({ cause, effect, link }) => [cause, effect, ...(link.shownBy ?? [])]);
  return claim(phrase`Proven links lead on to ${join(places, ', ', ' and ')}.`, tie.cause, ...cited);
}

/** The first of each place, by what the place is called. */
function onceByPlace<T>(items: readonly T[], placed: (item: T) => Phrase): readonly T[] {
  const names = items.map((item) => JSON.stringify(placed(item)));
  return items.filter((_item, index) => names.indexOf(names[index] ?? '') === index);
}

function placeOf({ value }: Sighting): Phrase {
  const { kind, label } = boundaryOf(value);
  if (kind === 'host' || kind === 'cluster') return phrase`${[kind]} ${text(label)}`;
  return [text(kind === 'container' ? (placeName(value.scope) ?? label) : label)];
}

function provenIn({ ties }: Chain): readonly Tie[] {
  return ties.filter(({ link }) => !link.inferred);
}

function unknownTactic({ classified, origin }: Story): Point | undefined {
  return classified.reading === undefined ? { points: -1, reason: claim(phrase`What it was for is unknown.`, origin) } : undefined;
}

function otherReading(story: Story): Point | undefined {
  const favoured = explain(story).find(({ standing }) => standing === 'favoured');
  const [first, ...rest] = favoured?.for ?? [];
  if (favoured === undefined || favoured.kind === 'attack' || first === undefined) return undefined;
  const [cited, ...others] = [...first.cites, ...rest.flatMap(({ cites }) => cites)];
  const says = phrase`The evidence favours ${[otherwise[favoured.kind]]} rather than an attack.`;
  return { points: -2, reason: { phrase: says, cites: [cited ?? first.cites[0], ...others] } };
}
