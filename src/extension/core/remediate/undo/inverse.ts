import type { Command } from '../../model/command.ts';
import { attachRolePolicy, detachRolePolicy, updateAccessKey } from '../surfaces/aws.ts';
import type { NamespacedObject } from '../surfaces/kubectl.ts';
import type { RolledOut } from '../surfaces/kubectlReads.ts';
import {
  annotateObject,
  labelObject,
  patchObject,
  rolloutPause,
  rolloutResume,
  rolloutUndo,
  scaleObject,
} from '../surfaces/kubectlWrites.ts';
import type { MarkedKind, PatchedKind, ScaledKind } from '../surfaces/kubernetesKinds.ts';
import type { JsonValue, Patch, PatchStep } from '../surfaces/patch.ts';
import type { AwsChange, Change, KubectlChange } from './change.ts';
import type { Earlier } from './earlier.ts';
import { type EarlierField, pointerOf } from './earlierFields.ts';

/** Either the command that puts the earlier state back, or that the state will be the same, or undefined where the allow-list has no such command. */
export type Inverse = Command | 'same' | undefined;

/** The inverse of a change, from what was captured for this very change. Throws Failure 'invalid' where the earlier state fits into no command. */
export function inverseOf(change: Change, earlier: Earlier): Inverse {
  return change.program === 'aws' ? inAccount(change, earlier) : inCluster(change, earlier);
}

function inCluster(change: KubectlChange, earlier: Earlier): Inverse {
  switch (change.does) {
    case 'label':
    case 'annotate':
      return earlier.about === 'marks' ? marksBack(change, earlier) : undefined;
    case 'patch':
      return earlier.about === 'fields' ? fieldsBack(change, earlier) : undefined;
    case 'scale':
      return earlier.about === 'replicas' ? replicasBack(change, earlier) : undefined;
    case 'rollout pause':
    case 'rollout resume':
      return earlier.about === 'paused' ? pauseBack(change, earlier) : undefined;
    case 'rollout undo':
      return earlier.about === 'revision' ? revisionBack(change, earlier) : undefined;
    default:
      return undefined;
  }
}

type Of<About extends Earlier['about']> = Extract<Earlier, { readonly about: About }>;

function marksBack(change: Extract<KubectlChange, { readonly marks: unknown }>, { values, unkept }: Of<'marks'>): Inverse {
  if (unkept !== undefined) return undefined;
  const changed = Object.entries(values).filter(([key, value]) => change.marks[key] !== value);
  if (changed.length === 0) return 'same';
  const mark = change.does === 'label' ? labelObject : annotateObject;
  return mark(change.scope, change.object as NamespacedObject<MarkedKind>, Object.fromEntries(changed));
}

function fieldsBack(
  { scope, object, patch }: Extract<KubectlChange, { readonly patch: unknown }>,
  { fields, unkept }: Of<'fields'>,
): Inverse {
  if (unkept !== undefined || fields.length === 0) return undefined;
  return patchObject(scope, object as NamespacedObject<PatchedKind>, patchBack(patch, fields));
}

function replicasBack(
  { scope, object, scaling: { to } }: Extract<KubectlChange, { readonly scaling: unknown }>,
  { replicas }: Of<'replicas'>,
): Inverse {
  return to === replicas ? 'same' : scaleObject(scope, object as NamespacedObject<ScaledKind>, { to: replicas, from: to });
}

function pauseBack({ scope, object, does }: KubectlChange, { paused }: Of<'paused'>): Inverse {
  if (paused === (does === 'rollout pause')) return 'same';
  const deployment = { ...object, kind: 'deployments.apps' } as const;
  return paused ? rolloutPause(scope, deployment) : rolloutResume(scope, deployment);
}

function revisionBack(
  { scope, object, revision }: Extract<KubectlChange, { readonly revision: unknown }>,
  { revision: before }: Of<'revision'>,
): Inverse {
  if (before === undefined) return undefined;
  return before === revision ? 'same' : rolloutUndo(scope, object as RolledOut, before);
}

/** A merge patch makes the maps on the way that are gone by then; only into a list does a path of positions lead. */
function patchBack(patch: Patch, fields: readonly EarlierField[]): Patch {
  if (patch.type !== 'json' || fields.every(({ inList }) => inList !== true)) return { type: 'merge', body: bodyOf(fields) };
  return { type: 'json', body: fields.toReversed().map((field) => stepBack(field)) };
}

function stepBack({ path, value }: EarlierField): PatchStep {
  const pointer = pointerOf(path);
  if (value === undefined) return { op: 'remove', path: pointer };
  // In a list the item is still there, and adding would make a second one.
  return { op: 'replace', path: pointer, value };
}

type Body = { readonly [key: string]: JsonValue };

/** The fields as one nested object; null takes away what was not there. */
function bodyOf(fields: readonly EarlierField[], depth = 0): Body {
  const keys = [...new Set(fields.map(({ path }) => path[depth] ?? ''))];
  return Object.fromEntries(
    keys.map((key): [string, JsonValue] => {
      const under = fields.filter(({ path }) => path[depth] === key);
      const leaf = under.find(({ path }) => path.length === depth + 1);
      return [key, leaf === undefined ? bodyOf(under, depth + 1) : (leaf.value ?? null)];
    }),
  );
}

function inAccount(change: AwsChange, earlier: Earlier): Inverse {
  switch (change.does) {
    case 'attach-role-policy':
      if (earlier.about !== 'attached') return undefined;
      return earlier.attached ? 'same' : detachRolePolicy(change.scope, change.role, change.arn);
    case 'detach-role-policy':
      if (earlier.about !== 'attached') return undefined;
      return earlier.attached ? attachRolePolicy(change.scope, change.role, change.arn) : 'same';
    case 'update-access-key':
      if (earlier.about !== 'key' || (earlier.status !== 'Active' && earlier.status !== 'Inactive')) return undefined;
      return earlier.status === change.status ? 'same' : updateAccessKey(change.scope, change.owned, earlier.status);
    case 'delete-access-key':
      return undefined;
  }
}
