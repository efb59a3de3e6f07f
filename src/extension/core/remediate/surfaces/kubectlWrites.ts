import type { Command } from '../../model/command.ts';
import { type Effect, type KubectlScope, kubectlWrite, type NamespacedObject, objectWords } from './kubectl.ts';
import type { RolledOut } from './kubectlReads.ts';
import type { MarkedKind, PatchedKind, ScaledKind } from './kubernetesKinds.ts';
import { annotationValue, labelValue, markKey, resourceVersion, wholeNumber } from './kubernetesNames.ts';
import { jsonPatch, type Patch } from './patch.ts';
import { refuse } from './word.ts';

/** Changes parts of an object; the answer is the object as it is then. */
export function patchObject(scope: KubectlScope, object: NamespacedObject<PatchedKind>, patch: Patch, effect: Effect = {}): Command {
  const parts = [...objectWords(object), `--type=${patch.type}`, `--patch=${jsonPatch(patch)}`, '--output=json'];
  return kubectlWrite(scope, ['patch'], parts, effect);
}

/** Keys and their values; `null` takes the key away. */
export type Marks = Readonly<Record<string, string | null>>;

/** `ifVersion`: only while the object has this resource version, so what changed since it was looked at is not written over. */
export type MarkEffect = Effect & { readonly ifVersion?: string };

export function labelObject(scope: KubectlScope, object: NamespacedObject<MarkedKind>, labels: Marks, effect: MarkEffect = {}): Command {
  return mark('label', scope, object, { words: markWords(labels, labelValue), effect });
}

export function annotateObject(scope: KubectlScope, object: NamespacedObject<MarkedKind>, notes: Marks, effect: MarkEffect = {}): Command {
  return mark('annotate', scope, object, { words: markWords(notes, annotationValue), effect });
}

type Marking = { readonly words: readonly string[]; readonly effect: MarkEffect };

function mark(verb: string, scope: KubectlScope, object: NamespacedObject<MarkedKind>, { words, effect }: Marking): Command {
  const version = effect.ifVersion === undefined ? [] : [`--resource-version=${resourceVersion(effect.ifVersion)}`];
  // Marks are operands: they stand before the first flag, where the allow-list looks for them.
  const [kind, name, ...place] = objectWords(object);
  return kubectlWrite(scope, [verb, kind, name], [...words, ...place, '--overwrite=true', ...version, '--output=json'], effect);
}

function markWords(marks: Marks, value: (text: string) => string): readonly string[] {
  const words = Object.entries(marks).map(([key, text]) => (text === null ? `${markKey(key)}-` : `${markKey(key)}=${value(text)}`));
  if (words.length === 0) refuse('a set of labels', '', 'at least one');
  return words;
}

/** `from`: only while this many replicas are asked for. */
export type Scaling = { readonly to: number; readonly from?: number };

export function scaleObject(
  scope: KubectlScope,
  object: NamespacedObject<ScaledKind>,
  { to, from }: Scaling,
  effect: Effect = {},
): Command {
  const guard = from === undefined ? [] : [`--current-replicas=${wholeNumber('a number of replicas', from, 10_000)}`];
  const parts = [...objectWords(object), `--replicas=${wholeNumber('a number of replicas', to, 10_000)}`, ...guard];
  return kubectlWrite(scope, ['scale'], parts, effect);
}

/** The one kind that may be deleted: a policy that an isolation left behind. */
export function deleteNetworkPolicy(
  scope: KubectlScope,
  policy: { readonly namespace: string; readonly name: string },
  effect: Effect = {},
): Command {
  const object = { kind: 'networkpolicies.networking.k8s.io', ...policy } as const;
  return kubectlWrite(scope, ['delete'], [...objectWords(object), '--wait=false'], effect);
}

/** kubectl can not try a restart out: see `restartPatch`. */
export function rolloutRestart(scope: KubectlScope, object: RolledOut): Command {
  return kubectlWrite(scope, ['rollout', 'restart'], objectWords(object));
}

export function rolloutPause(scope: KubectlScope, object: RolledOut & { readonly kind: 'deployments.apps' }): Command {
  return kubectlWrite(scope, ['rollout', 'pause'], objectWords(object));
}

export function rolloutResume(scope: KubectlScope, object: RolledOut & { readonly kind: 'deployments.apps' }): Command {
  return kubectlWrite(scope, ['rollout', 'resume'], objectWords(object));
}

/** Back to a revision that was looked up before: "the previous one" could be another by then. */
export function rolloutUndo(scope: KubectlScope, object: RolledOut, revision: number, effect: Effect = {}): Command {
  if (revision < 1) refuse('a revision', String(revision), 'a whole number from 1 on');
  const parts = [...objectWords(object), `--to-revision=${wholeNumber('a revision', revision, 1_000_000)}`];
  return kubectlWrite(scope, ['rollout', 'undo'], parts, effect);
}
