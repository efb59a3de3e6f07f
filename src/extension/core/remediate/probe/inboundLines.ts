import type { SelectingService, ServicePort } from '../../model/blastRadius.ts';
import { code, count, type Phrase, phrase } from '../../model/phrase.ts';
import { type Answered, combine } from './answered.ts';
import type { IngressObject, Pod, PodSpec, ServiceObject } from './kubernetesObjects.ts';
import { type Labels, matchesService } from './labelMatch.ts';
import { counted, type Line, lineOf, listed, type Told, verb } from './line.ts';
import type { NamespaceReads } from './readNamespace.ts';
import type { PodReads } from './readPods.ts';
import type { Subject } from './subject.ts';

/** Who reaches the pods: Services by their selectors, Ingresses by those Services. */
export function inboundLines(subject: Answered<Subject>, { services, ingresses }: NamespaceReads, { pods }: PodReads): readonly Line[] {
  const selecting = combine([services, pods, subject], selectingServices);
  const inbound = { topic: 'inbound', probeWith: 'kubectl' } as const;
  return [
    lineOf({ ...inbound, about: 'services', asked: 'which Services select it' }, combine([selecting, pods], tellServices)),
    lineOf({ ...inbound, about: 'ingresses', asked: 'which Ingresses lead to it' }, combine([ingresses, selecting], tellIngresses)),
  ];
}

type Behind = { readonly labels: Labels; readonly spec: PodSpec };

/** A workload without a pod is judged by its template: the Service is there for it, with nothing behind. */
function selectingServices(
  services: readonly ServiceObject[],
  pods: readonly Pod[],
  { labels, spec }: Subject,
): readonly SelectingService[] {
  const live = pods.map((pod): Behind => ({ labels: pod.metadata.labels, spec: pod.spec }));
  const candidates = live.length > 0 ? live : [{ labels, spec }];
  return services.flatMap(({ metadata, spec: service }) => {
    // Its answer is another name: the selector that it may have counts for nothing.
    if (service.type === 'ExternalName') return [];
    const selected = candidates.filter((one) => matchesService(service.selector, one.labels));
    const [first] = selected;
    if (first === undefined) return [];
    const ports = service.ports.map((port) => servicePort(port, first.spec));
    return [{ name: metadata.name, type: service.type ?? 'ClusterIP', ports, pods: live.length > 0 ? selected.length : 0 }];
  });
}

function servicePort({ name, port, protocol, targetPort }: ServiceObject['spec']['ports'][number], spec: PodSpec): ServicePort {
  const through = protocol ?? 'TCP';
  const target = typeof targetPort === 'string' ? namedPort(targetPort, through, spec) : (targetPort ?? port);
  const named = typeof name === 'string' ? { name } : {};
  return { ...named, port, protocol: through, ...(target !== undefined && { target }) };
}

/** A name stands for the port of the first container that has it for this protocol. */
function namedPort(name: string, protocol: string, { containers, initContainers }: PodSpec): number | undefined {
  const running = [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')];
  const ports = running.flatMap((container) => container.ports);
  return ports.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}

function tellServices(services: readonly SelectingService[], pods: readonly Pod[]): Told {
  const value = { about: 'services', services, of: pods.length } as const;
  if (services.length === 0) return { phrase: phrase`No Service selects it.`, value };
  const each = services.map(
    (one) => phrase`${count(one.pods)} of ${counted(pods.length, 'pod')} behind Service ${code(one.name)} (${ports(one)})`,
  );
  return { phrase: phrase`${listed(each)}.`, value };
}

function ports({ ports: all }: SelectingService): Phrase {
  if (all.length === 0) return phrase`no port`;
  return listed(
    all.map(({ port, protocol, target }) =>
      target === undefined
        ? phrase`${count(port)}/${code(protocol)} to a port that the pod does not name`
        : phrase`${count(port)}/${code(protocol)}`,
    ),
  );
}

function tellIngresses(objects: readonly IngressObject[], selecting: readonly SelectingService[]): Told {
  const names = new Set(selecting.map(({ name }) => name));
  const ingresses = objects.flatMap(({ metadata, spec }) => {
    const leading = spec.rules.filter(({ http }) => (http?.paths ?? []).some(({ backend }) => names.has(backend?.service?.name ?? '')));
    const byDefault = names.has(spec.defaultBackend?.service?.name ?? '');
    if (leading.length === 0 && !byDefault) return [];
    const hosts = [...new Set([...leading.map(({ host }) => host ?? '*'), ...(byDefault ? ['*'] : [])])];
    const backends = [
      ...leading.flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend?.service?.name ?? '')),
      spec.defaultBackend?.service?.name ?? '',
    ];
    return [{ name: metadata.name, hosts, services: [...new Set(backends.filter((name) => names.has(name)))] }];
  });
  const value = { about: 'ingresses', ingresses } as const;
  if (ingresses.length === 0) return { phrase: phrase`No Ingress leads to it.`, value };
  const each = ingresses.map(({ name, hosts }) => phrase`Ingress ${code(name)} (${listed(hosts.map((host) => phrase`${code(host)}`))})`);
  return { phrase: phrase`${listed(each)} ${verb(ingresses.length, 'leads', 'lead')} to it.`, value };
}
