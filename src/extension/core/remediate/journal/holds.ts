import type { Command } from '../../model/command.ts';
import type { JsonValue, Patch } from '../surfaces/patch.ts';
import type { AwsChange, KubectlChange } from '../undo/change.ts';
import { at } from '../undo/jsonParts.ts';
import { knownChange } from './lookAt.ts';

/** One thing that a command holds or lets go. `of` names it, so that the last command about the same thing decides. */
export type Hold = { readonly of: string; readonly holds: boolean };

/** Nothing for a command that is about something else. */
export function holdsOf(command: Command): readonly Hold[] {
  const change = knownChange(command);
  if (change === undefined) return [];
  return change.program === 'kubectl' ? ofObject(change) : ofAccount(change);
}

function ofObject(change: KubectlChange): readonly Hold[] {
  const { scope, object } = change;
  const hold = (aspect: string, holds: boolean): Hold => ({
    of: [scope.kubeconfig ?? '', scope.context, object.kind, object.namespace, object.name, aspect].join(' '),
    holds,
  });
  switch (change.does) {
    case 'scale':
      return [hold('replicas', change.scaling.to === 0)];
    case 'rollout pause':
    case 'rollout resume':
      return [hold('paused', change.does === 'rollout pause')];
    case 'label':
      return Object.entries(change.marks)
        .filter(([key]) => /(?:^|[/._-])quarantined?$/i.test(key))
        .map(([key, value]) => hold(key, value !== null && value !== 'false'));
    case 'patch':
      return aspects.flatMap(({ name, field, held }) => {
        const value = valueIn(change.patch, field);
        return value === undefined ? [] : [hold(name, value === held)];
      });
    default:
      return [];
  }
}

/** What holds by the value of one field, wherever in an object the field of that name stands. */
const aspects = [
  { name: 'replicas', field: 'replicas', held: 0 },
  { name: 'paused', field: 'paused', held: true },
  { name: 'suspend', field: 'suspend', held: true },
  { name: 'automount', field: 'automountServiceAccountToken', held: false },
] as const;

/** The places of those fields: of the object itself (a service account), of its spec, and of its pods'. */
const places = [[], ['spec'], ['spec', 'template', 'spec'], ['spec', 'jobTemplate', 'spec', 'template', 'spec']] as const;

/** Null where the patch takes the field away, undefined where it does not touch it. */
function valueIn(patch: Patch, field: string): JsonValue | undefined {
  if (patch.type === 'json') {
    const paths = places.map((path) => `/${[...path, field].join('/')}`);
    const step = patch.body.findLast(({ op, path }) => op !== 'test' && paths.includes(path));
    if (step === undefined) return undefined;
    return step.op === 'remove' ? null : step.value;
  }
  const holder = places.map((path) => at(patch.body, ...path)).find((one) => hasOwn(one, field));
  return hasOwn(holder, field) ? holder[field] : undefined;
}

function hasOwn(value: JsonValue | undefined, field: string): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, field);
}

function ofAccount({ scope, ...change }: AwsChange): readonly Hold[] {
  const account = scope.profile ?? '';
  switch (change.does) {
    case 'attach-role-policy':
    case 'detach-role-policy':
      if (!isDenying(change.arn)) return [];
      return [{ of: `aws ${account} ${change.role} ${change.arn}`, holds: change.does === 'attach-role-policy' }];
    case 'update-access-key':
      return [{ of: `aws ${account} ${change.owned.key}`, holds: change.status === 'Inactive' }];
    case 'delete-access-key':
      // What is gone is held by nobody.
      return [{ of: `aws ${account} ${change.owned.key}`, holds: false }];
  }
}

/** `AWSDenyAll`, `AWSCompromisedKeyQuarantineV3` and what an account calls its own like them. */
function isDenying(arn: string): boolean {
  return /deny-?all|quarantine/i.test(arn.split('/').at(-1) ?? '');
}
