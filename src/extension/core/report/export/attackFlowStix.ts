import type { AttackFlow, ToldCase } from '../../model/case.ts';
import { plainSentence, plainText } from '../plainText.ts';
import { actionIdsOf, flowObjects, triggerAction } from './stix/actions.ts';
import { attackFlowExtension, isAttackFlow } from './stix/attackFlowExtension.ts';
import { observablesOf } from './stix/observables.ts';
import { eventReferences } from './stix/references.ts';
import { domainObject, type Export, ownId, type StixObject } from './stix/stixObject.ts';

/** Who says all this: the program, not a person. Its object never changes, so its date is fixed. */
const author = {
  type: 'identity',
  spec_version: '2.1',
  id: ownId('identity', 'Runtime Threats for Sysdig'),
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name: 'Runtime Threats for Sysdig',
  identity_class: 'system',
} as const;

/**
 * A case as a STIX 2.1 bundle with MITRE's Attack Flow 2.0 extension (K-08): the chain as actions, assets, effects and conditions, the
 * indicators as observables. Ids are the same for the same case and run; a case that tells no step has its trigger as the one action.
 * Text is plain and defanged, values of observables are not.
 */
export function toAttackFlow(of: ToldCase): string {
  const { trigger, startedAt, completedAt } = of;
  const key = JSON.stringify([of.tenant.name, trigger.eventId ?? trigger.id, startedAt]);
  const out: Export = { key, created: completedAt, author: author.id };
  const actionIds = actionIdsOf(of.chain, out);
  const actions = actionIds.size === 0 ? [triggerAction(of, out)] : flowObjects(of, out, actionIds);
  const starts = actionIds.size === 0 ? actions.map(({ id }) => id) : startsOf(of.chain).flatMap((step) => actionIds.get(step) ?? []);
  const flow = flowObject(of, out, starts);
  const objects = [...attackFlowExtension, author, flow, ...actions, ...observablesOf(of, out, actionIds, flow.id)];
  return `${JSON.stringify({ type: 'bundle', id: ownId('bundle', key), objects }, undefined, 2)}\n`;
}

function flowObject(of: ToldCase, out: Export, starts: readonly string[]): StixObject {
  const { trigger, tenant, confidence, summary, tactic } = of;
  return domainObject('attack-flow', 'flow', out, {
    name: `${tenant.sample ? 'Sample: ' : ''}${plainText(trigger.title)}`,
    description: summary.map(plainSentence).join(' ') || 'The evidence tells no story beyond the trigger.',
    scope: 'incident',
    start_refs: starts,
    // Five steps of confidence on STIX's scale from 0 to 100 (appendix A).
    confidence: confidence.score * 20,
    labels: [...(tenant.sample ? ['sample'] : []), ...(of.status === 'partial' ? ['partial'] : []), tactic.tactic ?? 'unknown-tactic'],
    ...eventReferences(trigger.eventId === undefined ? [] : [trigger.eventId]),
    ...isAttackFlow,
  });
}

/** The way in, and every other step that nothing led to: a flow is read from its starts. */
function startsOf({ steps, links }: AttackFlow): readonly string[] {
  const led = new Set(links.map(({ to }) => to));
  const first = steps.filter(({ id, role }) => role === 'entry' || !led.has(id));
  return first.toSorted((a, b) => Number(b.role === 'entry') - Number(a.role === 'entry')).map(({ id }) => id);
}
