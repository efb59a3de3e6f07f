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
  readonly asked: AllowedCommand[];
  readonly ran: AllowedCommand[];
  readonly commands: Commands & ActingCommands;
};

/** The pod of the recorded cluster under the name that the sample tenant has for it. */
const podNames = ['storefront-1', 'storefront-7c9d8b6f5d-x2k4q'] as const;

/** kubectl and aws over a recorded shop, which stays as it is whatever is changed. */
export function shopMachine(): ShopMachine {
  const objects = JSON.parse(JSON.stringify(shop.objects).replaceAll(...podNames)) as typeof shop.objects;
  const [cluster, account] = [kubectlOver(objects), awsOver(shop.iam)];
  const machine: ShopMachine = {
    ...{ context: 'prod-eu-1', clusters: new Map([['prod-eu-1', 'prod-eu-1']]), account: shop.account, asked: [], ran: [] },
    write: () => ended({ stdout: 'done' }),
    commands: {
      find: async (program) => `/usr/bin/${program}`,
      run: async (command, { signal }) => {
        signal.throwIfAborted();
        machine.asked.push(command);
        const placed = placeAnswer(command, machine);
        if (placed !== undefined) return placed;
        const found = cluster(command) ?? account(command);
        if (found === undefined) return ended({ exitCode: 1, stderr: 'Error from server (Forbidden): it is forbidden' });
        return 'json' in found ? ended({ stdout: JSON.stringify(found.json) }) : found.outcome;
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
