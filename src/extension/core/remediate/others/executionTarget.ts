import { code, type Phrase, phrase } from '../../model/phrase.ts';
import type { ActionExecution } from '../../model/responseAction.ts';

/** What an execution names of its target, by the parameters that actions have (contract §4); its context fills in host and container. */
export type NamedTarget = {
  readonly cluster?: string;
  readonly namespace?: string;
  readonly workload?: string;
  readonly pod?: string;
  readonly container?: string;
  readonly path?: string;
  readonly process?: string;
  /** id, name and hardware address, as far as given */
  readonly hosts: readonly string[];
  readonly account?: string;
  readonly arn?: string;
  readonly user?: string;
  readonly resource?: string;
  readonly instance?: string;
};

const names = {
  cluster: ['kubernetes.cluster.name'],
  namespace: ['kubernetes.namespace.name'],
  workload: ['kubernetes.workload.name'],
  pod: ['kubernetes.pod.name'],
  path: ['path.absolute'],
  process: ['process.id'],
  account: ['cloudProvider.account.id'],
  arn: ['ct.user.arn'],
  user: ['ct.user', 'ct.originaluser'],
  resource: ['cloudResourceName'],
  instance: ['aws.instanceId'],
} as const;

/** Its names of a host, in the order of how much they tell a person. */
export const hostNames = ['host.hostName', 'host.id', 'host.mac'] as const;

export function namedTarget({ parameters, context }: Pick<ActionExecution, 'parameters' | 'context'>): NamedTarget {
  const given = (name: string): string | undefined => textOf(parameters[name]) ?? textOf(context[name]);
  const container = given('container.id');
  return {
    ...Object.fromEntries(
      Object.entries(names).flatMap(([part, spellings]) => {
        const value = spellings.map((name) => textOf(parameters[name])).find((one) => one !== undefined);
        return value === undefined ? [] : [[part, value]];
      }),
    ),
    // A process of the host itself is in the container of that name.
    ...(container !== undefined && container !== 'host' && { container: container.slice(0, 12) }),
    hosts: hostNames.map(given).filter((one) => one !== undefined),
  };
}

function textOf(value: string | number | boolean | undefined): string | undefined {
  const text = value === undefined ? '' : String(value);
  return text === '' || text === '<NA>' ? undefined : text;
}

/** The narrowest thing that it names, for a sentence: `shop/storefront`, `/dev/shm/x in 3f2a9c81d7be`. */
export function targetPhrase(execution: Pick<ActionExecution, 'parameters' | 'context'>): Phrase {
  const target = namedTarget(execution);
  const { namespace, pod, workload, container, path, process } = target;
  const inside = container ?? target.hosts[0];
  const part = path ?? (process === undefined ? undefined : `process ${process}`);
  if (part !== undefined) return inside === undefined ? [code(part)] : phrase`${code(part)} in ${code(inside)}`;
  const object = pod ?? workload;
  if (object !== undefined) return [code(namespace === undefined ? object : `${namespace}/${object}`)];
  const named = container ?? target.arn ?? target.user ?? target.resource ?? target.instance ?? target.hosts[0] ?? target.account;
  return named === undefined ? ['a target that it does not name'] : [code(named)];
}
