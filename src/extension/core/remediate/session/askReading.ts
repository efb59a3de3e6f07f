import type { Program } from '../../model/command.ts';
import { plainText } from '../../report/plainText.ts';
import { awsPlace, doubtOf, kubectlPlace } from '../places/toolPlaces.ts';
import { refused } from './gates.ts';
import { switchFix } from './gather.ts';
import { tenantWords } from './placeNow.ts';
import type { Road } from './road.ts';
import type { RemediationState } from './state.ts';

const reads = {
  kubectl: 'kubectl get, describe and logs: owners, Services, NetworkPolicies, budgets, autoscalers, roles; no Secret is read',
  aws: 'aws sts, iam get and list, cloudtrail lookup-events: the role and key of the threat, their policies and who else has them',
} as const;

/**
 * Asks whether a surface may be read, for this window. Where it points is looked up right before: a place that is not the threat's is said and
 * never granted, one that can not be told is asked about with that doubt. Throws Failure where nothing can be granted.
 */
export async function askReading(
  surface: Program,
  state: RemediationState,
  road: Road,
  signal: AbortSignal,
): Promise<'read' | 'readOnly' | 'refused' | undefined> {
  const { machine, kubePlace, awsScope, grants, asks } = road;
  const { threat } = state;
  if (machine === undefined || threat === undefined) throw refused(`${surface} can not be started here`, 'Use the actions of the tenant');
  const { scope } = threat;
  const { era } = grants;
  const place =
    surface === 'kubectl'
      ? await kubectlPlace(machine, kubePlace, scope, signal)
      : await awsPlace(machine, awsScope, scope.awsAccount, signal);
  if (place.state === 'absent') throw refused(place.why, place.fix);
  const { match } = place;
  if (match.kind === 'mismatch') throw refused(plainText(match.why), plainText(switchFix(surface, match.other)));
  const where =
    'context' in place.at
      ? `context ${place.at.context}, cluster ${place.at.cluster}`
      : `account ${place.at.account} as ${place.at.principal}`;
  const answer = await asks.read({
    ...{ surface, place: plainText(`${where}, for tenant ${tenantWords(road)}`), what: reads[surface] },
    ...(match.kind === 'cannotTell' && { doubt: plainText(match.why) }),
  });
  // The tenant may have been left, or every grant revoked, while the question was open.
  signal.throwIfAborted();
  if (era !== grants.era) throw refused('the grants were revoked meanwhile', 'Allow it again');
  if (answer !== undefined) {
    grants.give(surface, answer, doubtOf(place));
    road.note(`reading with ${surface}: ${answer}`);
  }
  return answer;
}
