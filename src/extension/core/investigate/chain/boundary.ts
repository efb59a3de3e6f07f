import { cloudCallOf } from '../../facts/cloudCall.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import type { BoundaryKind } from '../../model/case.ts';
import type { SecurityEvent } from '../../model/threat.ts';
import { accountName, placeName } from '../place.ts';

type Place = { readonly kind: BoundaryKind; readonly label: string };

/** The trust boundary that an event happened in, by where its scope puts it; `external` where it names no place of ours. */
export function boundaryOf(event: SecurityEvent): Place {
  const { scope } = event;
  const source = event.source ?? '';
  if (/okta/i.test(source)) return { kind: 'identity', label: scope.cloudTenant ?? 'identity provider' };
  if (/github/i.test(source)) return { kind: 'code', label: scope.cloudTenant ?? 'code host' };
  if (cloudCallOf(event) !== undefined) return { kind: 'cloud', label: accountName(scope) ?? 'cloud account' };
  if (kubeRequestOf(event) !== undefined) return { kind: 'cluster', label: scope.cluster ?? 'cluster' };
  if (scope.container !== undefined)
    return { kind: 'container', label: [`container ${scope.container}`, placeName(scope)].filter((one) => one !== undefined).join(' · ') };
  if (scope.pod !== undefined || scope.workload !== undefined) return { kind: 'container', label: placeName(scope) ?? 'workload' };
  if (scope.host !== undefined) return { kind: 'host', label: scope.host };
  const account = accountName(scope);
  return account === undefined ? { kind: 'external', label: 'unknown place' } : { kind: 'cloud', label: account };
}

/** K-03 counts domains: what runs, the cluster's control plane, the cloud, identities, code. */
export function domainOf(kind: BoundaryKind): string {
  return kind === 'container' || kind === 'host' ? 'workload' : kind;
}
