import type { ProcessNode, SecurityEvent } from '../../../model/threat.ts';
import type { Seen } from '../draft.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { named } from './target.ts';

const known = new WeakMap<ProposalInput, Map<SecurityEvent, string | undefined>>();

/**
 * The id of an event's host. Events often lack it (contract, trap 11): then those of the same host count, and what was run there before. Two ids
 * for one host are none.
 */
export function hostId(input: ProposalInput, event: SecurityEvent): string | undefined {
  const ids = known.get(input) ?? new Map<SecurityEvent, string | undefined>();
  known.set(input, ids);
  // Every action on a host asks for it, and all events of the threat are looked through.
  if (!ids.has(event)) ids.set(event, findHostId(input, event));
  return ids.get(event);
}

function findHostId({ threat, reach }: ProposalInput, event: SecurityEvent): string | undefined {
  const own = named(event, 'host.id');
  if (own !== undefined) return own;
  const marks = hostMarks(event.labels, event.fields);
  if (event.scope.host !== undefined) marks.add(event.scope.host);
  const isThere = (others: ReadonlySet<string>) => [...others].some((mark) => marks.has(mark));
  const telling = threat.events.filter(({ value }) => named(value, 'host.id') !== undefined);
  const beside = telling.filter(({ value }) => isThere(hostMarks(value.labels, value.fields)));
  const before = (reach.executions?.value ?? []).filter(({ context }) => isThere(hostMarks(context, {})));
  const ids = [
    ...beside.map(({ value }) => named(value, 'host.id')),
    ...before.map(({ context, parameters }) => context['host.id'] ?? textOf(parameters['host.id'])),
  ];
  const found = new Set(ids.filter((one) => one !== undefined));
  return found.size === 1 ? [...found][0] : undefined;
}

/** By what a host is known again: its name and its hardware address. */
function hostMarks(labels: Readonly<Record<string, string>>, fields: Readonly<Record<string, string>>): Set<string> {
  const names = ['host.hostName', 'host.mac', 'kubernetes.node.name'];
  return new Set(names.map((name) => labels[name] ?? fields[name]).filter((one) => one !== undefined));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The container of an event: its own, or the one that the process tree shows for it. Undefined for a process of the host. */
export function containerId({ threat }: ProposalInput, { id, value: event }: Seen): string | undefined {
  if (event.scope.container !== undefined) return event.scope.container;
  if (event.fields['container.id'] === 'host' || threat.tree === undefined || id !== threat.trigger.id) return undefined;
  const nodes = threat.tree.value.roots.flatMap(everyNode);
  const marked = nodes.filter(({ trigger }) => trigger);
  const found = new Set((marked.length > 0 ? marked : nodes).map(({ container }) => container).filter((one) => one !== undefined));
  return found.size === 1 ? [...found][0] : undefined;
}

export function everyNode(node: ProcessNode): readonly ProcessNode[] {
  return [node, ...node.children.flatMap(everyNode)];
}

/** Whether a process ran in a container, known by its id or not. */
export function isInContainer({ scope, fields }: SecurityEvent): boolean {
  if (fields['container.id'] === 'host') return false;
  return scope.container !== undefined || scope.pod !== undefined || scope.containerName !== undefined;
}
