import type { Scope } from '../model/threat.ts';
import { all, equals, type Filter } from '../tools/filter.ts';

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
  const [account] = accountsOf(scope);
  return resourceFilter(scope) ?? clusterFilter(scope) ?? (account && accountFilter(account));
}

/** An AWS account, Azure subscription or GCP project. */
export type CloudAccount = { readonly cloud: 'aws' | 'azure' | 'gcp'; readonly id: string };

export function accountsOf(scope: Scope): readonly CloudAccount[] {
  const named = [
    { cloud: 'aws', id: scope.awsAccount },
    { cloud: 'azure', id: scope.azureSubscription },
    { cloud: 'gcp', id: scope.gcpProject },
  ] as const;
  return named.flatMap(({ cloud, id }) => (id === undefined ? [] : [{ cloud, id }]));
}

const accountLabels = { aws: 'aws.accountId', azure: 'azure.subscriptionId', gcp: 'gcp.projectId' } as const;

export function accountFilter({ cloud, id }: CloudAccount): Filter {
  return equals(accountLabels[cloud], id);
}

/** The same account under the label that some events of cloud integrations carry instead. */
export function providerFilter({ id }: CloudAccount): Filter {
  return equals('cloudProvider.account.id', id);
}

function optional(attribute: string, value: string | undefined): Filter | undefined {
  return value === undefined ? undefined : equals(attribute, value);
}
