import { all, equals, oneOf } from '../../../tools/filter.ts';
import { sources } from '../../sources.ts';
import { spanFrom } from '../span.ts';
import { type Direction, isCovered, watched } from './direction.ts';

/** What was asked of the cluster's API server from the hit on. */
export const clusterAudit: Direction = {
  kind: 'audit of clusters',
  looks: ({ value }, lead) => {
    const { cluster } = value.scope;
    const span = spanFrom(value.at, lead);
    if (cluster === undefined || (cluster === lead.scope.cluster && isCovered(span, lead))) return [];
    const filter = all(equals('kubernetes.cluster.name', cluster), oneOf('source', sources.k8sAudit));
    return [watched('audit events of', { key: `watch audit ${cluster}`, place: `cluster ${cluster}`, filter, span })];
  },
};
