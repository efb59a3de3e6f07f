import type { Command } from '../../model/command.ts';
import type { Right } from '../surfaces/kubectlReads.ts';
import { readableKinds } from '../surfaces/kubernetesKinds.ts';

const rolloutVerbs: ReadonlySet<string> = new Set(['restart', 'pause', 'resume', 'undo']);

/** The right that a kubectl command needs to change what it changes; undefined for any other command. */
export function rightOf({ program, access, argv }: Command): Right | undefined {
  if (program !== 'kubectl' || access !== 'write') return undefined;
  const [first = '', second = ''] = argv;
  const isRollout = first === 'rollout' && rolloutVerbs.has(second);
  const [kindName, name] = argv.slice(isRollout ? 2 : 1);
  const kind = readableKinds.find((one) => one === kindName);
  const namespace = flagOf(argv, '--namespace');
  const needed = isRollout ? ({ verb: 'patch' } as const) : neededFor(first, argv);
  if (needed === undefined || kind === undefined || name === undefined || namespace === undefined) return undefined;
  return { ...needed, kind, namespace, name };
}

function neededFor(verb: string, argv: readonly string[]): Pick<Right, 'verb' | 'subresource'> | undefined {
  switch (verb) {
    case 'patch':
    case 'label':
    case 'annotate':
      return { verb: 'patch' };
    case 'scale':
      // kubectl reads and writes the scale as a whole where it has to compare it first.
      return { verb: flagOf(argv, '--current-replicas') === undefined ? 'patch' : 'update', subresource: 'scale' };
    case 'delete':
      return { verb: 'delete' };
    default:
      return undefined;
  }
}

function flagOf(argv: readonly string[], flag: string): string | undefined {
  return argv.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
}

/** `patch deployments in shop`; `update the scale of deployments in shop`. */
export function rightWords({ verb, kind, namespace, subresource }: Right): string {
  const things = `${kind.split('.', 1)[0]} in ${namespace}`;
  return subresource === undefined ? `${verb} ${things}` : `${verb} the ${subresource} of ${things}`;
}

/** The permission that an AWS command needs, `iam:UpdateAccessKey`: the tool's words are those of the API. Undefined for what is none. */
export function iamActionOf({ program, argv }: Command): string | undefined {
  const [service, call] = argv;
  if (program !== 'aws' || service === undefined || call === undefined) return undefined;
  return `${service}:${call.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;
}
