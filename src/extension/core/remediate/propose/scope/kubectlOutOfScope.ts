import type { Command } from '../../../model/command.ts';
import { objectKey } from './objectsNamed.ts';

/** Flags that say how and not on what; where a command goes is checked where the context is. */
const settings: ReadonlySet<string> = new Set([
  ...['--context', '--kubeconfig', '--request-timeout', '--output', '--overwrite', '--resource-version', '--type', '--patch'],
  ...['--replicas', '--current-replicas', '--wait', '--to-revision', '--dry-run'],
]);

/** Why a kubectl command is not about this threat: it names one object, in a namespace, and nothing else. */
export function kubectlOutOfScope({ argv }: Command, objects: ReadonlySet<string>): string | undefined {
  const operands = argv.filter((word) => !word.startsWith('-'));
  const flags = argv.filter((word) => word.startsWith('-'));
  const words = operands.slice(operands[0] === 'rollout' ? 2 : 1);
  const [kind, name, ...more] = words;
  const namespaces = flags.filter((flag) => flag.startsWith('--namespace=')).map((flag) => flag.slice('--namespace='.length));
  const [namespace] = namespaces;
  const strange = flags.find((flag) => !flag.startsWith('--namespace=') && !settings.has(flag.split('=')[0] ?? ''));
  if (strange !== undefined) return `${strange.split('=')[0]} could name something else`;
  if (namespace === undefined || namespaces.length > 1) return 'it names no namespace, or several';
  if (kind === undefined || name === undefined) return 'it names no object';
  if (more.length > 0 && !isMarking(operands[0], more)) return 'it names more than one object';
  if (!objects.has(objectKey(kind, namespace, name))) return 'its object is not in the events of this threat nor in what was probed for it';
  return undefined;
}

/** Labels and annotations stand behind the one object as `key=value` or `key-`. */
function isMarking(verb: string | undefined, more: readonly string[]): boolean {
  return (verb === 'label' || verb === 'annotate') && more.every((word) => /^[^=]+(=|-$)/.test(word));
}
