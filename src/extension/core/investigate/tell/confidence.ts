import type { Confidence, ExplanationKind } from '../../model/case.ts';
import { type Claim, claim } from '../../model/evidence.ts';
import { phrase, text } from '../../model/phrase.ts';
import type { SeverityWord } from '../../model/severity.ts';
import { explain } from '../explain/explain.ts';
import { counted } from '../plural.ts';
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

function linkPoints({ chain, origin }: Story): Point | undefined {
  const proven = chain.ties.filter((tie) => !tie.link.inferred);
  const [first, ...rest] = proven;
  if (first === undefined) {
    const inferred =
      chain.ties.length > 0 ? phrase`The links to other events are only inferred.` : phrase`No other event is linked to the trigger.`;
    return { points: 0, reason: claim(inferred, origin) };
  }
  const cited = [first.effect, ...rest.flatMap((tie) => [tie.cause, tie.effect])];
  return {
    points: 1,
    reason: claim(
      phrase`${counted(chain.members.length, 'event')} form one chain, in which ${counted(proven.length, 'link')} ${[proven.length === 1 ? 'is' : 'are']} proven.`,
      first.cause,
      ...cited,
    ),
  };
}

function reachPoints({ chain }: Story): Point | undefined {
  const proven = chain.ties.filter((tie) => !tie.link.inferred);
  const ids = new Set(proven.flatMap((tie) => [tie.cause.value.id, tie.effect.value.id]));
  const members = chain.members.filter((member) => ids.has(member.event.value.id));
  const tactics = new Set(members.map((member) => member.tactic).filter((tactic) => tactic !== undefined));
  const steps = chain.steps.filter((step) => step.eventIds.some((id) => ids.has(id)));
  const boundaries = new Set(steps.map((step) => step.boundary));
  const [first, ...rest] = members;
  if (first === undefined || (tactics.size < 3 && boundaries.size < 2)) return undefined;
  const across = boundaries.size < 2 ? [] : phrase` and across ${counted(boundaries.size, 'trust boundary', 'trust boundaries')}`;
  const reach = phrase`Proven links run through ${counted(tactics.size, 'tactic')}${across}.`;
  return { points: 1, reason: claim(reach, first.event, ...rest.map((member) => member.event)) };
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
