import type { Scope } from '../model/threat.ts';
import { type Filter } from './filter.ts';
/** The workload where it is named, else the host; undefined where the data names neither. */
export declare function resourceFilter(scope: Scope): Filter | undefined;
export declare function hostFilter(scope: Scope): Filter | undefined;
export declare function clusterFilter(scope: Scope): Filter | undefined;
/** A group's place, the narrowest that it names: workload, host, cluster, then cloud account. */
export declare function groupFilter(scope: Scope): Filter | undefined;
/** An AWS account, Azure subscription or GCP project. */
export type CloudAccount = {
  readonly cloud: 'aws' | 'azure' | 'gcp';
  readonly id: string;
};
export declare function accountsOf(scope: Scope): readonly CloudAccount[];
export declare function accountFilter({ cloud, id }: CloudAccount): Filter;
/** The same account under the label that some events of cloud integrations carry instead. */
export declare function providerFilter({ id }: CloudAccount): Filter;
