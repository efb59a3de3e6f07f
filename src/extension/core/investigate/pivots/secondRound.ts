import type { Scope } from '../../model/threat.ts';
import type { Known } from '../known.ts';
import type { Lead, Pivot } from '../pivot.ts';
import { fileReputation } from './fileReputation.ts';
import { geolocation } from './geolocation.ts';
import { postureOf } from './posture.ts';
import { vulnerabilitiesOf } from './vulnerabilities.ts';

/** The directions that need to know the chain and every event first, in the order in which a case tells them. */
export function secondRound({ scope }: Pick<Lead, 'scope'>, known: Known): readonly Pivot[] {
  return [...workloadOfChain(scope, known), fileReputation(known), geolocation(known.incident)];
}

/** A trigger on a host or in an account has no image of its own: that of the first workload in its chain is looked at instead (I-15). */
function workloadOfChain(scope: Scope, { chain }: Known): readonly Pivot[] {
  if (scope.workload !== undefined || scope.image !== undefined) return [];
  const place = chain.find((event) => event.value.scope.workload !== undefined)?.value.scope;
  if (place?.workload === undefined) return [];
  const { workload } = place;
  return [vulnerabilitiesOf(`vulnerabilities of ${workload}`, () => place), postureOf(`posture of ${workload}`, () => place)];
}
