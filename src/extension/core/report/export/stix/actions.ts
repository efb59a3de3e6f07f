import type { AttackFlow, BoundaryKind, Link, Step, ToldCase } from '../../../model/case.ts';
import { tactics } from '../../../model/tactic.ts';
import { plainPhrase, plainSentence, plainText, withoutStop } from '../../plainText.ts';
import { techniqueId, techniqueOf } from '../../techniques.ts';
import { isAttackFlow } from './attackFlowExtension.ts';
import { eventReferences } from './references.ts';
import { domainObject, type Export, ownId, type StixObject } from './stixObject.ts';

/** The object of each step, by the step's id. */
export function actionIdsOf({ steps }: AttackFlow, out: Export): ReadonlyMap<string, string> {
  return new Map(steps.map(({ id }) => [id, ownId('attack-action', `${out.key} ${id}`)]));
}

/** Steps as actions, boundaries as assets, links as effects; each link's reason is a relationship, an inferred one a condition between the two. */
export function flowObjects(of: ToldCase, out: Export, actionIds: ReadonlyMap<string, string>): readonly StixObject[] {
  const { steps, links } = of.chain;
  const drawn = links.filter(({ from, to }) => actionIds.has(from) && actionIds.has(to));
  return [
    ...steps.map((step) => action(of, step, drawn, out)),
    ...drawn.map((link) => (link.inferred ? condition(link, actionIds, out) : effect(link, actionIds, out))),
    ...assets(of.chain, out),
  ];
}

/** Where the case tells no step, the trigger is the one action of its flow. */
export function triggerAction(of: ToldCase, out: Export): StixObject {
  const { title, at, eventId } = of.trigger;
  const { tactic, technique } = of.tactic;
  const known = techniqueId(technique);
  return domainObject('attack-action', 'trigger', out, {
    name: tactic === undefined ? 'Unknown tactic' : tactics[tactic].name,
    ...(tactic !== undefined && { tactic_id: tactics[tactic].id }),
    ...(known !== undefined && { technique_id: known }),
    description: plainText(title),
    ...(at !== undefined && { execution_start: new Date(at).toISOString() }),
    ...eventReferences(eventId === undefined ? [] : [eventId]),
    ...isAttackFlow,
  });
}

/** Attack Flow wants the technique's or the tactic's name; we know techniques by id alone. */
function action(of: ToldCase, step: Step, links: readonly Link[], out: Export): StixObject {
  const { id, at, tactic, boundary, eventIds } = step;
  const technique = techniqueOf(of, step);
  const effects = links.filter(({ from }) => from === id).map((link) => effectId(link, out));
  return domainObject('attack-action', id, out, {
    name: tactic === undefined ? 'Unknown tactic' : tactics[tactic].name,
    ...(tactic !== undefined && { tactic_id: tactics[tactic].id }),
    ...(technique !== undefined && { technique_id: technique }),
    description: actionText(step),
    execution_start: new Date(at).toISOString(),
    ...(step.until !== undefined && { execution_end: new Date(step.until).toISOString() }),
    ...eventReferences(eventIds),
    ...(of.chain.boundaries.some((one) => one.id === boundary) && { asset_refs: [assetId(boundary, out)] }),
    ...(effects.length > 0 && { effect_refs: effects }),
    ...isAttackFlow,
  });
}

function effectId({ from, to, inferred }: Link, { key }: Export): string {
  return inferred ? ownId('attack-condition', `${key} ${from} ${to}`) : ownId('attack-action', `${key} ${to}`);
}

/** "S3, way in: bash started kdevtmpfsi, 3 times [E3]." */
function actionText({ id, action: words, role, times, cites }: Step): string {
  const roles = { entry: ', way in', malicious: ', malicious', step: '' } as const;
  const repeats = times > 1 ? `, ${times} times` : '';
  return `${id}${roles[role]}: ${withoutStop(plainPhrase(words))}${repeats} ${cites.map((one) => `[${one}]`).join('')}.`;
}

function condition(link: Link, actionIds: ReadonlyMap<string, string>, out: Export): StixObject {
  return domainObject('attack-condition', `${link.from} ${link.to}`, out, {
    description: `Inferred, not proven: ${plainSentence(link.reason)}`,
    on_true_refs: [actionIds.get(link.to)],
    ...isAttackFlow,
  });
}

function effect({ from, to, reason }: Link, actionIds: ReadonlyMap<string, string>, out: Export): StixObject {
  return domainObject('relationship', `${from} ${to}`, out, {
    relationship_type: 'related-to',
    description: `${from} led to ${to}: ${plainSentence(reason)}`,
    source_ref: actionIds.get(from),
    target_ref: actionIds.get(to),
  });
}

const kinds: Readonly<Record<BoundaryKind, string>> = {
  external: 'Outside of the organisation',
  container: 'Container',
  host: 'Host',
  cluster: 'Kubernetes cluster',
  cloud: 'Cloud account',
  identity: 'Identity provider',
  code: 'Code host',
};

function assets({ boundaries }: AttackFlow, out: Export): readonly StixObject[] {
  return boundaries.map(({ id, kind, label }) =>
    domainObject('attack-asset', id, out, { name: plainText(label) || id, description: kinds[kind], ...isAttackFlow }),
  );
}

function assetId(boundary: string, { key }: Export): string {
  return ownId('attack-asset', `${key} ${boundary}`);
}
