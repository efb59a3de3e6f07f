import type { AttackFlow, Section } from '../../model/case.ts';
import { type Claim, claim } from '../../model/evidence.ts';
import { code, phrase, time } from '../../model/phrase.ts';
import type { Sighting } from '../ledger.ts';
import { inPlace } from '../place.ts';
import { counted, plural } from '../plural.ts';
import { readEvent } from '../tactic/classify.ts';
import type { Reading } from '../tactic/reading.ts';
import { onceByTime } from '../windowedEvents.ts';
import { domainOf } from './boundary.ts';
import type { CausalLink } from './causalLink.ts';
import { type Drawing, foldSteps, type Member } from './foldSteps.ts';
import { chainOf, linkEvents, type Tie } from './linkEvents.ts';
import { ancestorInTree, type ShownTree } from './links/ancestorInTree.ts';
import { ancestorProcess } from './links/ancestorProcess.ts';
import { causalLinks } from './links/table.ts';

/** What the chain is built from: the trigger's event, events of the incident's groups, and events that the sweeps saw. */
type Material = {
  readonly trigger: Sighting | undefined;
  readonly ofGroups: readonly Sighting[];
  readonly swept: readonly Sighting[];
  readonly special: (event: Sighting) => Reading | undefined;
  /** the trigger's process tree, which knows processes that raised no event */
  readonly tree?: ShownTree | undefined;
};

export type Chain = Drawing & {
  /** the events of the chain, oldest first */
  readonly members: readonly Member[];
  readonly ties: readonly Tie[];
  readonly unlinked: readonly Claim[];
};

/** Events of the incident without a link that are named one by one; the rest is counted. */
const mostUnlinked = 20;

/** Takes what is causally linked to the trigger, and lists what else the incident's groups hold as same place and time (I-05). */
export function buildChain(material: Material): Chain {
  const events = onceByTime([...(material.trigger ? [material.trigger] : []), ...material.ofGroups, ...material.swept]);
  const all = linkEvents(events, linksWith(material));
  const linked = material.trigger === undefined ? new Set<string>() : chainOf(material.trigger, all);
  const ties = all.filter((tie) => linked.has(tie.effect.value.id));
  const members = events.filter((event) => linked.has(event.value.id)).map((event) => toMember(event, material));
  const others = onceByTime(material.ofGroups).filter((event) => !linked.has(event.value.id));
  return { ...foldSteps(members, ties, material.trigger?.value.id), members, ties, unlinked: tellUnlinked(others) };
}

/** What the tree shows is as strong as what an event tells of its ancestry. */
function linksWith({ trigger, tree }: Material): readonly CausalLink[] {
  if (trigger === undefined || tree === undefined) return causalLinks;
  const place = causalLinks.indexOf(ancestorProcess) + 1;
  return causalLinks.toSpliced(place, 0, ancestorInTree(trigger.value, tree));
}

function toMember(event: Sighting, { special }: Material): Member {
  const reading = special(event) ?? readEvent(event.value);
  const technique = reading?.origin === 'words' ? undefined : reading?.technique;
  return { event, ...(reading !== undefined && { tactic: reading.tactic }), ...(technique !== undefined && { technique }) };
}

function tellUnlinked(events: readonly Sighting[]): readonly Claim[] {
  const told = events.slice(0, mostUnlinked).map((event) => {
    const { rule, policy, at, scope } = event.value;
    const name = rule ?? policy;
    const what = name === undefined ? phrase`An event` : phrase`${code(name)}`;
    return claim(phrase`${what} at ${time(at)}${inPlace(scope)}: same place and time, not linked.`, event);
  });
  const [first, ...rest] = events.slice(mostUnlinked);
  if (first === undefined) return told;
  return [...told, claim(phrase`${counted(rest.length + 1, 'more event')}: same place and time, not linked.`, first, ...rest)];
}

/** K-03: a flow is drawn when two of three hold: two groups, three tactics, two domains. @param groups of the incident, the trigger's own included */
export function toFlow(chain: Chain, groups: number): Section<AttackFlow> {
  const tactics = new Set(chain.members.map((member) => member.tactic).filter((tactic) => tactic !== undefined)).size;
  const domains = new Set(chain.boundaries.map((boundary) => domainOf(boundary.kind))).size;
  const reached = [groups >= 2, tactics >= 3, domains >= 2].filter(Boolean).length;
  if (reached < 2 || chain.steps.length < 2) {
    const counts = [
      plural(groups, 'group'),
      plural(tactics, 'tactic'),
      plural(domains, 'domain'),
      plural(chain.steps.length, 'linked step'),
    ];
    return { status: 'skipped', reason: `not multi-stage (${counts.join(', ')})` };
  }
  const { steps, dropped } = chain;
  const truncated = { shown: steps.length, total: steps.length + dropped };
  return { status: 'done', value: toAttackFlow(chain), ...(dropped > 0 && { truncated }) };
}

export function toAttackFlow({ boundaries, steps, links, unlinked }: Chain): AttackFlow {
  return { boundaries, steps, links, unlinked };
}
