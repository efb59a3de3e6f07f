import type { ActingCommands, AllowedCommand, CommandOutcome, Commands } from '../../../../src/extension/core/model/command.ts';
import { awsOver, ended, kubectlOver } from '../../remediate/probe/recordedTools.ts';
import * as shop from '../../remediate/probe/storefront.ts';

/** Where the tools of this machine point, and what a change of theirs comes to. Both may change while a dialog is open. */
export type ShopMachine = {
  context: string;
  /** by context: the cluster that it is of */
  readonly clusters: Map<string, string>;
  account: string;
  write: (command: AllowedCommand) => CommandOutcome | Promise<CommandOutcome>;
  /** objects of these kinds are gone from the cluster */
  readonly gone: Set<string>;
  readonly asked: AllowedCommand[];
  readonly ran: AllowedCommand[];
  readonly commands: Commands & ActingCommands;
};

/** The pod of the recorded cluster under the name that the sample tenant has for it. */
const podNames = ['storefront-1', 'storefront-7c9d8b6f5d-x2k4q'] as const;

/** kubectl and aws over a recorded shop, which stays as it is whatever is changed. */
export function shopMachine(change: Change = {}): ShopMachine {
  const objects = wholeObjects({ ...shop.objects, ...change.objects });
  const [cluster, account] = [kubectlOver(objects), awsOver(change.iam ?? shop.iam)];
  const machine: ShopMachine = {
    ...{ context: 'prod-eu-1', clusters: new Map([['prod-eu-1', 'prod-eu-1']]), account: shop.account },
    ...{ gone: new Set(), asked: [], ran: [] },
    write: () => ended({ stdout: 'done' }),
    commands: {
      find: async (program) => `/usr/bin/${program}`,
      run: async (command, { signal }) => {
        signal.throwIfAborted();
        machine.asked.push(command);
        const placed = placeAnswer(command, machine);
        if (placed !== undefined) return placed;
        if (machine.gone.has(command.argv[1] ?? '')) return ended({ exitCode: 1, stderr: 'Error from server (NotFound): it is not found' });
        const found = cluster(asRead(command)) ?? account(command);
        if (found === undefined) return ended({ exitCode: 1, stderr: 'Error from server (Forbidden): it is forbidden' });
        return 'json' in found ? ended({ stdout: JSON.stringify(triedOut(command, found.json)) }) : found.outcome;
      },
      act: async (command, yes, { signal }) => {
        signal.throwIfAborted();
        const { program, argv, access } = command;
        yes.use({ surface: 'command', command: { program, argv, access } });
        machine.ran.push(command);
        return machine.write(command);
      },
    },
  };
  return machine;
}

/** As a server has them: with their kind and version. */
function wholeObjects(objects: Objects): Objects {
  const renamed = JSON.parse(JSON.stringify(objects).replaceAll(...podNames)) as Readonly<Record<string, readonly Named[]>>;
  const whole = (kind: string, object: Named) => ({
    ...typeOf(kind),
    ...object,
    metadata: { resourceVersion: '42', ...object.metadata },
  });
  return Object.fromEntries(Object.entries(renamed).map(([kind, items]) => [kind, items.map((item) => whole(kind, item))]));
}

const types: Readonly<Record<string, readonly [apiVersion: string, kind: string]>> = {
  'deployments.apps': ['apps/v1', 'Deployment'],
  'replicasets.apps': ['apps/v1', 'ReplicaSet'],
  'networkpolicies.networking.k8s.io': ['networking.k8s.io/v1', 'NetworkPolicy'],
  'cronjobs.batch': ['batch/v1', 'CronJob'],
};

function typeOf(resource: string): { readonly apiVersion: string; readonly kind: string } {
  const [apiVersion, kind] = types[resource] ?? ['v1', resource];
  return { apiVersion, kind };
}

type Objects = Readonly<Record<string, readonly object[]>>;

/** Objects by their kind, answers of IAM by what was asked: instead of the recorded ones. */
type Change = { readonly objects?: Objects; readonly iam?: Readonly<Record<string, unknown>> };

type Named = { readonly metadata: object };

/** What the server only tries out it answers with the object as it would be. */
function asRead(command: AllowedCommand): AllowedCommand {
  const [, ...rest] = command.argv;
  return command.argv.includes('--dry-run=server') ? { ...command, argv: ['get', ...rest] } : command;
}

function triedOut({ argv }: AllowedCommand, object: unknown): unknown {
  const replicas = argv.find((word) => word.startsWith('--replicas='))?.slice('--replicas='.length);
  const { spec, ...rest } = object as { readonly spec?: object };
  return replicas === undefined ? object : { ...rest, spec: { ...spec, replicas: Number(replicas) } };
}

function placeAnswer({ argv }: AllowedCommand, { context, clusters, account }: ShopMachine): CommandOutcome | undefined {
  const [verb, what] = argv;
  if (what === 'get-caller-identity')
    return ended({ stdout: JSON.stringify({ UserId: 'AIDA', Account: account, Arn: `arn:aws:iam::${account}:user/dana` }) });
  if (verb === 'auth') return ended({ stdout: 'yes\n' });
  if (verb !== 'config') return undefined;
  if (what === 'current-context') return ended({ stdout: `${context}\n` });
  const asked = argv.find((word) => word.startsWith('--context='))?.slice('--context='.length) ?? context;
  const named = clusters.get(asked);
  return named === undefined
    ? ended({ exitCode: 1, stderr: `error: cannot locate context "${asked}"` })
    : ended({ stdout: contextText(asked, named) });
}

function contextText(context: string, cluster: string): string {
  return JSON.stringify({
    ...{ kind: 'Config', 'current-context': context },
    contexts: [{ name: context, context: { cluster, user: 'dana' } }],
    clusters: [{ name: cluster, cluster: { server: `https://${cluster}.example:6443` } }],
  });
}
