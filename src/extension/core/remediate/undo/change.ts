import type { Command } from '../../model/command.ts';
import { allow } from '../surfaces/allow.ts';
import type { AwsScope, UserKey } from '../surfaces/aws.ts';
import { jsonOf } from '../surfaces/jsonOf.ts';
import type { KubectlScope, NamespacedObject } from '../surfaces/kubectl.ts';
import type { Marks, Scaling } from '../surfaces/kubectlWrites.ts';
import type { NamespacedKind } from '../surfaces/kubernetesKinds.ts';
import type { Patch } from '../surfaces/patch.ts';

/** What a command that writes would change, read back from its words. */
export type Change = KubectlChange | AwsChange;

export type KubectlChange = { readonly program: 'kubectl'; readonly scope: KubectlScope; readonly object: NamespacedObject } & KubectlDeed;

export type KubectlDeed =
  | { readonly does: 'label' | 'annotate'; readonly marks: Marks; readonly ifVersion?: string }
  | { readonly does: 'patch'; readonly patch: Patch }
  | { readonly does: 'scale'; readonly scaling: Scaling }
  | { readonly does: 'rollout undo'; readonly revision: number }
  | { readonly does: 'delete' | 'rollout restart' | 'rollout pause' | 'rollout resume' };

export type AwsChange = { readonly program: 'aws'; readonly scope: AwsScope } & AwsDeed;

export type AwsDeed =
  | { readonly does: 'attach-role-policy' | 'detach-role-policy'; readonly role: string; readonly arn: string }
  | { readonly does: 'update-access-key'; readonly owned: UserKey; readonly status: 'Active' | 'Inactive' }
  | { readonly does: 'delete-access-key'; readonly owned: UserKey };

/** Undefined for a command that only reads. Throws Failure 'refused' for one that the allow-list does not have. */
export function changeOf(command: Command): Change | undefined {
  const { program, argv, access } = allow(command);
  if (access === 'read') return undefined;
  return program === 'kubectl' ? kubectlChange(argv) : awsChange(argv);
}

type Flags = ReadonlyMap<string, string>;

function kubectlChange(argv: readonly string[]): KubectlChange {
  const operands = argv.slice(
    0,
    argv.findIndex((word) => word.startsWith('--')),
  );
  const flags: Flags = new Map(argv.slice(operands.length).map((word) => splitAt(word, word.indexOf('='))));
  const verbWords = operands[0] === 'rollout' ? 2 : 1;
  const [kind = '', name = '', ...marks] = operands.slice(verbWords);
  // The allow-list read it: what stands here is a kind of that verb.
  const object = { kind: kind as NamespacedKind, namespace: flags.get('--namespace') ?? '', name };
  return { program: 'kubectl', scope: kubectlScope(flags), object, ...kubectlDeed(operands.slice(0, verbWords).join(' '), marks, flags) };
}

function kubectlScope(flags: Flags): KubectlScope {
  const kubeconfig = flags.get('--kubeconfig');
  return {
    ...{ context: flags.get('--context') ?? '', requestSeconds: Number.parseInt(flags.get('--request-timeout') ?? '', 10) },
    ...(kubeconfig !== undefined && { kubeconfig }),
  };
}

function kubectlDeed(verb: string, words: readonly string[], flags: Flags): KubectlDeed {
  switch (verb) {
    case 'label':
    case 'annotate': {
      const ifVersion = flags.get('--resource-version');
      return { does: verb, marks: Object.fromEntries(words.map(markOf)), ...(ifVersion !== undefined && { ifVersion }) };
    }
    case 'patch':
      return { does: 'patch', patch: { type: flags.get('--type'), body: jsonOf(flags.get('--patch') ?? '') } as Patch };
    case 'scale': {
      const from = flags.get('--current-replicas');
      return { does: 'scale', scaling: { to: Number(flags.get('--replicas')), ...(from !== undefined && { from: Number(from) }) } };
    }
    case 'rollout undo':
      return { does: 'rollout undo', revision: Number(flags.get('--to-revision')) };
    case 'delete':
    case 'rollout restart':
    case 'rollout pause':
    case 'rollout resume':
      return { does: verb };
    default:
      throw new Error(`no change is known for the verb ${verb}`);
  }
}

/** `key=value`, or `key-` for one that is taken away. */
function markOf(word: string): readonly [string, string | null] {
  const at = word.indexOf('=');
  return at === -1 ? [word.slice(0, -1), null] : splitAt(word, at);
}

function splitAt(word: string, at: number): readonly [string, string] {
  return [word.slice(0, at), word.slice(at + 1)];
}

function awsChange([, does = '', ...words]: readonly string[]): AwsChange {
  const flags: Flags = new Map(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ''] as const] : [])));
  const of = (flag: string) => flags.get(flag) ?? '';
  const profile = flags.get('--profile');
  const scope = { region: of('--region'), connectSeconds: Number(of('--cli-connect-timeout')), ...(profile !== undefined && { profile }) };
  const owned = { user: of('--user-name'), key: of('--access-key-id') };
  switch (does) {
    case 'attach-role-policy':
    case 'detach-role-policy':
      return { program: 'aws', scope, does, role: of('--role-name'), arn: of('--policy-arn') };
    case 'update-access-key':
      return { program: 'aws', scope, does, owned, status: of('--status') === 'Active' ? 'Active' : 'Inactive' };
    case 'delete-access-key':
      return { program: 'aws', scope, does, owned };
    default:
      throw new Error(`no change is known for the call ${does}`);
  }
}
