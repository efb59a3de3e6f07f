import type { ToldCase } from '../../../model/case.ts';
import { type Indicator, indicatorsOf } from '../../indicators.ts';
import type { IndicatorKind } from '../../indicatorsIn.ts';
import { plainSentence } from '../../plainText.ts';
import { domainObject, type Export, observableId, type StixObject } from './stixObject.ts';

const types = { ipv4: 'ipv4-addr', ipv6: 'ipv6-addr', domain: 'domain-name', url: 'url', email: 'email-addr' } as const;
const hashNames = { sha256: 'SHA-256', sha1: 'SHA-1', md5: 'MD5' } as const;

/**
 * The indicators of a case as cyber observables, each tied to the actions that name it, or to the flow where none does, with a note where
 * something is known of it elsewhere.
 * @param actionIds the object of each step, by the step's id
 */
export function observablesOf(of: ToldCase, out: Export, actionIds: ReadonlyMap<string, string>, flowId: string): readonly StixObject[] {
  return indicatorsOf(of).flatMap((indicator) => {
    const observable = observableOf(indicator);
    const actions = indicator.steps.flatMap((step) => actionIds.get(step) ?? []);
    const targets = actions.length > 0 ? actions : [flowId];
    return [observable, ...targets.map((target) => tie(observable, target, indicator, out)), ...notes(observable, indicator, out)];
  });
}

/** Observables carry no time and no author: the same address has the same id in every bundle there is. */
function observableOf({ kind, value }: Indicator): StixObject {
  if (isHash(kind)) {
    const hashes = { [hashNames[kind]]: value };
    return { type: 'file', spec_version: '2.1', id: observableId('file', { hashes }), hashes };
  }
  const type = types[kind];
  return { type, spec_version: '2.1', id: observableId(type, { value }), value };
}

function isHash(kind: IndicatorKind): kind is keyof typeof hashNames {
  return kind in hashNames;
}

function tie(observable: StixObject, target: string, { roles, cites }: Indicator, out: Export): StixObject {
  const role = roles.length === 0 ? 'Named by the case' : `Seen as: ${roles.join(', ')}`;
  return domainObject('relationship', `${observable.id} ${target}`, out, {
    relationship_type: 'related-to',
    description: `${role} ${cites.map((id) => `[${id}]`).join('')}.`,
    source_ref: observable.id,
    target_ref: target,
  });
}

function notes(observable: StixObject, { known }: Indicator, out: Export): readonly StixObject[] {
  if (known.length === 0) return [];
  return [
    domainObject('note', observable.id, out, {
      abstract: 'Known elsewhere',
      content: known.map(plainSentence).join(' '),
      object_refs: [observable.id],
    }),
  ];
}
