import { kubeRequestOf } from '../../../facts/k8sRequest.ts';
import { all, equals } from '../../../tools/filter.ts';
import { spanFrom } from '../span.ts';
import { type Direction, watched } from './direction.ts';

/** What ran in the pod that was entered, or in which the hit was seen. */
export const podEvents: Direction = {
  kind: 'events in pods',
  looks: ({ value }, lead) => {
    const request = kubeRequestOf(value);
    const { cluster } = value.scope;
    const namespace = request?.namespace ?? value.scope.namespace;
    const pod = request?.subresource === undefined ? value.scope.pod : request.target;
    if (cluster === undefined || namespace === undefined || pod === undefined) return [];
    const filter = all(
      equals('kubernetes.cluster.name', cluster),
      equals('kubernetes.namespace.name', namespace),
      equals('kubernetes.pod.name', pod),
    );
    const place = `pod ${cluster}/${namespace}/${pod}`;
    return [watched('events in', { key: `watch ${place}`, place, filter, span: spanFrom(value.at, lead) })];
  },
};
