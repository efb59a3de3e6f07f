import type { PolicyRule, SelectingPolicy } from '../../model/blastRadius.ts';
import { code, join, type Phrase, phrase } from '../../model/phrase.ts';
import { type Answered, combine } from './answered.ts';
import type { NetworkPolicyObject, Pod, PolicyPeer } from './kubernetesObjects.ts';
import { type LabelSelector, matchesSelector } from './labelMatch.ts';
import { type Line, lineOf, listed, type Told } from './line.ts';
import type { NamespaceReads } from './readNamespace.ts';
import type { PodReads } from './readPods.ts';
import type { Subject } from './subject.ts';

type Direction = 'inbound' | 'outbound';

/** What NetworkPolicies let in and out. They only ever add up: what any of them allows is allowed, and without one everything is. */
export function networkPolicyLine(
  direction: Direction,
  subject: Answered<Subject>,
  { policies }: NamespaceReads,
  { pods }: PodReads,
): Line {
  const asked = `which NetworkPolicies hold for what ${direction === 'inbound' ? 'comes in' : 'goes out'}`;
  const told = combine([policies, pods, subject], (all, live, { labels }) => {
    const candidates = live.length > 0 ? live.map((pod: Pod) => pod.metadata.labels) : [labels];
    const selecting = all
      .filter(({ spec }) => holdsFor(direction, spec) && candidates.some((one) => matchesSelector(spec.podSelector ?? everything, one)))
      .map(({ metadata, spec }) => ({ name: metadata.name, rules: rulesOf(direction, spec) }));
    return tell(direction, selecting);
  });
  return lineOf({ topic: direction, probeWith: 'kubectl', about: `${direction}Policies`, asked }, told);
}

/** A policy's pod selector can not be left out; where it is empty it is not always printed. */
const everything: LabelSelector = { matchLabels: {} };

/** Policies from before `policyTypes` hold for what comes in, and for what goes out where they have such rules. */
function holdsFor(direction: Direction, { policyTypes, egress }: NetworkPolicyObject['spec']): boolean {
  if (policyTypes.length > 0) return policyTypes.includes(direction === 'inbound' ? 'Ingress' : 'Egress');
  return direction === 'inbound' || egress.length > 0;
}

function rulesOf(direction: Direction, { ingress, egress }: NetworkPolicyObject['spec']): readonly PolicyRule[] {
  const rules =
    direction === 'inbound'
      ? ingress.map(({ from, ports }) => ({ peers: from, ports }))
      : egress.map(({ to, ports }) => ({ peers: to, ports }));
  return rules.map(({ peers, ports }) => ({
    peers: peers.length === 0 ? 'everything' : peers.map(peerText),
    ports: ports.length === 0 ? 'everything' : ports.map(portText),
  }));
}

function portText({ protocol, port, endPort }: NetworkPolicyObject['spec']['ingress'][number]['ports'][number]): string {
  const last = typeof endPort === 'number' ? `-${endPort}` : '';
  return `${port ?? 'every port'}${last}/${protocol ?? 'TCP'}`;
}

function peerText({ podSelector, namespaceSelector, ipBlock }: PolicyPeer): string {
  if (ipBlock !== undefined && ipBlock !== null) {
    return ipBlock.except.length === 0 ? ipBlock.cidr : `${ipBlock.cidr} without ${ipBlock.except.join(', ')}`;
  }
  const pods = podSelector === undefined || podSelector === null ? 'pods' : selectedText('pods', podSelector);
  // Without a selector of namespaces a peer is of the policy's own.
  if (namespaceSelector === undefined || namespaceSelector === null) return `${pods} of this namespace`;
  return `${pods} of ${selectedText('namespaces', namespaceSelector)}`;
}

function selectedText(what: string, { matchLabels, matchExpressions }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = (matchExpressions ?? []).map(({ key, operator, values }) => `${key} ${operator} ${(values ?? []).join('|')}`.trim());
  const all = [...labels, ...expressions];
  return all.length === 0 ? `all ${what}` : `${what} with ${all.join(', ')}`;
}

function tell(direction: Direction, policies: readonly SelectingPolicy[]): Told {
  const value = { about: `${direction}Policies`, policies } as const;
  const passes = direction === 'inbound' ? 'may come in' : 'may go out';
  if (policies.length === 0) return { phrase: phrase`No NetworkPolicy selects it: everything ${[passes]}.`, value };
  const each = policies.map(({ name, rules }) => phrase`by NetworkPolicy ${code(name)} ${allowed(rules)} ${[passes]}`);
  return { phrase: phrase`Of what ${[direction === 'inbound' ? 'comes in' : 'goes out']}, ${listed(each)}.`, value };
}

function allowed(rules: readonly PolicyRule[]): Phrase {
  if (rules.length === 0) return phrase`nothing`;
  return join(rules.map(tellRule), ' or ');
}

function tellRule({ peers, ports }: PolicyRule): Phrase {
  const who = peers === 'everything' ? phrase`everything` : listed(peers.map((peer) => phrase`${code(peer)}`));
  return ports === 'everything' ? who : phrase`${who} on ${listed(ports.map((port) => phrase`${code(port)}`))}`;
}
