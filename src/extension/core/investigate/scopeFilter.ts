import type { Scope } from '../model/threat.ts';
import { all, equals, type Filter } from './filter.ts';

/** The workload where it is named, else the host; undefined where the data names neither. */
export function resourceFilter(scope: Scope): Filter | undefined {
  return workloadFilter(scope) ?? hostFilter(scope);
}

function workloadFilter(scope: Scope): Filter | undefined {
  if (scope.workload === undefined) return undefined;
  return all(
    optional('kubernetes.cluster.name', scope.cluster),
    optional('kubernetes.namespace.name', scope.namespace),
    equals('kubernetes.workload.name', scope.workload),
  );
}

export function hostFilter(scope: Scope): Filter | undefined {
  return optional('host.hostName', scope.host);
}

export function clusterFilter(scope: Scope): Filter | undefined {
  return optional('kubernetes.cluster.name', scope.cluster);
}

/** A group's place, the narrowest that it names: workload, host, cluster, then cloud account. */
export function groupFilter(scope: Scope): Filter | undefined {
  return resourceFilter(scope) ?? clusterFilter(scope) ?? accountFilter(scope);
}

function accountFilter(scope: Scope): Filter | undefined {
  return (
    optional('aws.accountId', scope.awsAccount) ??
    optional('azure.subscriptionId', scope.azureSubscription) ??
    optional('gcp.projectId', scope.gcpProject)
  );
}

function optional(attribute: string, value: string | undefined): Filter | undefined {
  return value === undefined ? undefined : equals(attribute, value);
}
