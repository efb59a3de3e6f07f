import type { Command } from '../../model/command.ts';
import type { ActionRequest } from '../../model/confirmation.ts';
import type { NamespacedObject } from '../surfaces/kubectl.ts';
import { annotateObject, labelObject, patchObject, scaleObject } from '../surfaces/kubectlWrites.ts';
import type { MarkedKind, PatchedKind, ScaledKind } from '../surfaces/kubernetesKinds.ts';
import type { Patch } from '../surfaces/patch.ts';
import type { Captured } from './capture.ts';
import { changeOf, type KubectlChange } from './change.ts';
import type { Earlier } from './earlier.ts';
import { at, isJsonObject } from './jsonParts.ts';

/**
 * The request with what was captured as its condition, where the command can carry one: whatever changed in between is a conflict then and is not
 * written over. Applied before the dialog, so that what is shown is what runs. Twice is as once.
 */
export function guarded(request: ActionRequest, captured: Captured | undefined): ActionRequest {
  if (request.surface !== 'command' || captured === undefined) return request;
  const change = changeOf(request.command);
  if (change === undefined || change.program === 'aws') return request;
  const command = guardedCommand(change, captured.value);
  return command === undefined ? request : { surface: 'command', command };
}

function guardedCommand(change: KubectlChange, earlier: Earlier): Command | undefined {
  const { scope, object } = change;
  switch (change.does) {
    case 'label':
    case 'annotate': {
      if (earlier.about !== 'marks' || change.ifVersion !== undefined) return undefined;
      const mark = change.does === 'label' ? labelObject : annotateObject;
      return mark(scope, object as NamespacedObject<MarkedKind>, change.marks, { ifVersion: earlier.version });
    }
    case 'patch': {
      if (earlier.about !== 'fields' || isGuarded(change.patch)) return undefined;
      return patchObject(scope, object as NamespacedObject<PatchedKind>, guardedPatch(change.patch, earlier.version));
    }
    case 'scale':
      if (earlier.about !== 'replicas' || change.scaling.from !== undefined) return undefined;
      return scaleObject(scope, object as NamespacedObject<ScaledKind>, { to: change.scaling.to, from: earlier.replicas });
    default:
      return undefined;
  }
}

const versionPointer = '/metadata/resourceVersion';

function isGuarded(patch: Patch): boolean {
  if (patch.type === 'json') return patch.body.some(({ path }) => path === versionPointer);
  return at(patch.body, 'metadata', 'resourceVersion') !== undefined;
}

/** A patch that says which version it is of is refused by the server for any other. As a step it is no `test`, which fails without saying why. */
function guardedPatch(patch: Patch, version: string): Patch {
  if (patch.type === 'json') return { type: 'json', body: [{ op: 'replace', path: versionPointer, value: version }, ...patch.body] };
  const metadata = patch.body['metadata'];
  return { ...patch, body: { ...patch.body, metadata: { ...(isJsonObject(metadata) && metadata), resourceVersion: version } } };
}
