import type { ProcessNode, ProcessTree } from '../../model/threat.ts';
import { isRecord, malformed } from '../unwrap.ts';
import { firstText, present, readCount, readText } from './lenient.ts';
import { shortContainerId } from './scope.ts';

/**
 * `{branches, tree, metadata}`; the inner bodies are a private API with no public sample, so any nesting is walked: a node is an object with a
 * process name or a pid, and nodes without nesting are joined by pid and ppid (contract §3.4). Both empty is a success with a note.
 */
export function parseProcessTree(tool: string, value: unknown): ProcessTree {
  if (!isRecord(value)) throw malformed(tool, 'an object with tree and branches was expected');
  const branches = nodesIn(value['branches']);
  const tree = nodesIn('tree' in value || 'branches' in value ? value['tree'] : value);
  const roots = joined(tree.length > 0 ? tree.map((node) => completed(node, branches)) : branches);
  if (roots.length > 0) return { roots };
  const metadata = isRecord(value['metadata']) ? value['metadata'] : {};
  if (!isBare(value['tree']) || !isBare(value['branches']) || !('tree' in value || 'branches' in value || 'note' in metadata)) {
    throw malformed(tool, 'no process is in the tree');
  }
  return { roots, ...present({ note: readText(metadata['note']) }) };
}

const childKeys = ['children', 'childs', 'nodes', 'processes', 'branches'] as const;

/** The outermost nodes anywhere in a value. */
function nodesIn(value: unknown): readonly ProcessNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (!isRecord(value)) return [];
  const node = nodeOf(value);
  return node === undefined ? Object.values(value).flatMap(nodesIn) : [node];
}

function nodeOf(raw: Readonly<Record<string, unknown>>): ProcessNode | undefined {
  const exe = firstText(raw, 'exepath', 'exe', 'proc.exepath', 'exePath');
  const name = firstText(raw, 'name', 'procName', 'comm', 'proc.name', 'process.name') ?? exe?.split('/').at(-1);
  const pid = readCount(raw['pid'] ?? raw['proc.pid']);
  const children = childKeys.flatMap((key) => nodesIn(raw[key]));
  // A bare name may be anything (a host, a cluster) unless something else of a process stands beside it.
  if (pid === undefined && (name === undefined || (exe === undefined && children.length === 0 && !isProcessLike(raw)))) return undefined;
  return {
    ...present({
      name,
      pid,
      ppid: readCount(raw['ppid'] ?? raw['proc.ppid']),
      cmdline: firstText(raw, 'cmdline', 'commandLine', 'proc.cmdline', 'command'),
      exe,
      sha256: sha256Of(firstText(raw, 'sha256', 'hash', 'proc.hash.sha256', 'hash.sha256')),
      user: firstText(raw, 'user', 'userName', 'user.name', 'username'),
      container: shortContainerId(firstText(raw, 'containerId', 'container.id', 'container')),
    }),
    trigger: raw['isTrigger'] === true || raw['trigger'] === true,
    children,
  };
}

function isProcessLike(raw: Readonly<Record<string, unknown>>): boolean {
  return (
    firstText(raw, 'cmdline', 'commandLine', 'proc.cmdline', 'procName', 'comm', 'proc.name', 'process.name') !== undefined || 'ppid' in raw
  );
}

function sha256Of(hash: string | undefined): string | undefined {
  return hash !== undefined && /^[0-9a-f]{64}$/i.test(hash) ? hash.toLowerCase() : undefined;
}

/** A tree's node with what the branch of the same process knows in addition, e.g. its hash. */
function completed(node: ProcessNode, branches: readonly ProcessNode[]): ProcessNode {
  const twin = node.pid === undefined ? undefined : branches.find((branch) => branch.pid === node.pid && branch.name === node.name);
  const children = node.children.map((child) => completed(child, branches));
  return { ...twin, ...node, trigger: node.trigger || twin?.trigger === true, children };
}

/** Joins nodes that came flat. A node whose parent is not among them is a root; a circle of parents stays as roots. */
function joined(nodes: readonly ProcessNode[]): readonly ProcessNode[] {
  const parentOf = (node: ProcessNode) =>
    node.ppid === undefined || node.ppid === node.pid ? undefined : nodes.find((other) => other !== node && other.pid === node.ppid);
  const reachesRoot = (node: ProcessNode) => {
    const seen = new Set<ProcessNode>();
    for (let up: ProcessNode | undefined = node; up !== undefined; up = parentOf(up)) {
      if (seen.has(up)) return false;
      seen.add(up);
    }
    return true;
  };
  if (!nodes.every(reachesRoot)) return nodes;
  const grown = (node: ProcessNode): ProcessNode => ({
    ...node,
    children: [...node.children, ...nodes.filter((other) => parentOf(other) === node).map(grown)],
  });
  return nodes.filter((node) => parentOf(node) === undefined).map(grown);
}

function isBare(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.values(value).every(isBare);
}
