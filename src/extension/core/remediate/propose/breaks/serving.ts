import { code, count, join, type Phrase, phrase } from '../../../model/phrase.ts';
import type { Consequence } from '../../../model/remediation.ts';
import { counted, listed, verb } from '../../probe/line.ts';
import { knownBreak } from '../draft.ts';
import { citingAll, type Looked, lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';

/** `all`: every pod of the workload stops answering. `one`: the threat's pod alone. `each`: all of them, one after another. */
export type Lost = 'all' | 'one' | 'each';

/** Who is served worse, from the replicas, Services and Ingresses that the probe found. */
export function servingBreaks({ radius, threat }: ProposalInput, lost: Lost): readonly Consequence[] {
  const [replicas, services, ingresses] = [lookUp(radius, 'replicas'), lookUp(radius, 'services'), lookUp(radius, 'ingresses')];
  const hosts = tellHosts(ingresses);
  const cites = [replicas, services, ingresses].flatMap((one) => (one.kind === 'fact' ? [one.cites] : []));
  const [first, ...rest] = cites;
  const unknown = [replicas, services, ingresses].flatMap((one) => (one.kind === 'fact' ? [] : one.consequences));
  if (first === undefined) return unknown;
  const told =
    services.kind === 'fact' ? tellServices(services.value, threat.scope.namespace, { replicas, hosts, lost }) : bare(replicas, lost);
  return [...told.map((words) => knownBreak(words, citingAll(first, ...rest))), ...unknown];
}

type Services = Extract<Looked<'services'>, { readonly kind: 'fact' }>['value'];
type Around = { readonly replicas: Looked<'replicas'>; readonly hosts: Phrase; readonly lost: Lost };

function tellServices({ services, of }: Services, namespace: string | undefined, around: Around): readonly Phrase[] {
  if (services.length === 0) return bare(around.replicas, around.lost).map((words) => phrase`${words}; no Service selects it`);
  const named = ({ name }: Services['services'][number]) =>
    phrase`Service ${code(namespace === undefined ? name : `${namespace}/${name}`)}`;
  const all = wantedOf(around.replicas) ?? of;
  if (around.lost !== 'one') {
    const ends = around.lost === 'all' ? phrase`stop answering` : phrase`are replaced one after another`;
    const behind = services.map((one) => phrase`${count(one.pods)} of ${counted(all, 'replica')} behind ${named(one)}`);
    return [phrase`${listed(behind)}${around.hosts} ${ends}`];
  }
  return services.map((one) => {
    const left = one.pods - 1;
    // A Service that selects some of the pods only may not select this one.
    if (one.pods < of)
      return phrase`${count(one.pods)} of ${counted(all, 'replica')} are behind ${named(one)}${around.hosts}; this may be one of them`;
    const rest = left < 1 ? phrase`nothing is` : phrase`${count(left)} ${verb(left, 'is', 'are')}`;
    return phrase`1 of ${counted(all, 'replica')} ends; ${rest} left behind ${named(one)}${around.hosts}`;
  });
}

/** How many replicas it costs, where no Service is known. */
function bare(replicas: Looked<'replicas'>, lost: Lost): readonly Phrase[] {
  const wanted = wantedOf(replicas);
  const ready = replicas.kind === 'fact' ? replicas.value.ready : undefined;
  if (wanted === undefined) return ready === undefined ? [] : [phrase`${counted(ready, 'running pod')} ${ending(lost, ready)}`];
  if (lost === 'one') return [phrase`1 of ${counted(wanted, 'replica')} ends`];
  return [phrase`${count(ready ?? wanted)} of ${counted(wanted, 'replica')} ${ending(lost, ready ?? wanted)}`];
}

function ending(lost: Lost, number: number): Phrase {
  if (lost === 'all') return verb(number, 'stops answering', 'stop answering');
  return lost === 'one' ? verb(number, 'ends', 'end') : verb(number, 'is replaced', 'are replaced');
}

function wantedOf(replicas: Looked<'replicas'>): number | undefined {
  return replicas.kind === 'fact' ? replicas.value.wanted : undefined;
}

/** ` and 2 Ingress hosts (a and b)`; nothing where no Ingress leads to it or that is not known. */
function tellHosts(ingresses: Looked<'ingresses'>): Phrase {
  const hosts = ingresses.kind === 'fact' ? [...new Set(ingresses.value.ingresses.flatMap((one) => one.hosts))] : [];
  if (hosts.length === 0) return [];
  return phrase` and ${counted(hosts.length, 'Ingress host')} (${join([listed(hosts.map((host) => phrase`${code(host)}`))], '')})`;
}
