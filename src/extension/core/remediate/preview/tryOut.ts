import type { Command } from '../../model/command.ts';
import type { NamespacedObject } from '../surfaces/kubectl.ts';
import { getObject, type RolledOut } from '../surfaces/kubectlReads.ts';
import * as writes from '../surfaces/kubectlWrites.ts';
import type { MarkedKind, PatchedKind, ScaledKind } from '../surfaces/kubernetesKinds.ts';
import { type Patch, restartPatch } from '../surfaces/patch.ts';
import type { CaptureAsking } from '../undo/capture.ts';
import type { KubectlChange } from '../undo/change.ts';
import { isJsonObject, type JsonObject } from '../undo/jsonParts.ts';
import { plainObject } from '../undo/maskedObject.ts';
import { type Reads, readScope, readsThrough } from '../undo/reading.ts';
import type { EffectPreview } from './effectPreview.ts';
import { rolledBack } from './rolledBack.ts';
import { yamlText } from './yamlText.ts';

/** Lets the server try a change out, beside the object as it is at the same time. Throws Failure where the server would not do it. */
export async function tryOut(change: KubectlChange, { commands, clock, signal, scope }: CaptureAsking): Promise<EffectPreview> {
  const under = { ...change, scope: readScope(change.scope, scope) };
  const reads = readsThrough(commands, signal);
  const trial = trialOf(under, new Date(clock.now()));
  const [live, tried] = await Promise.all([reads.json(getObject(under.scope, change.object)), trial.ask(reads)]);
  const after = await trial.after({ live, tried, reads });
  if (after === undefined) return { kind: 'none', why: 'the server would do it, but kubectl does not print what the object would be then' };
  const { kind, namespace, name } = change.object;
  const how = trial.patched ? ', tried out as the patch that it makes' : '';
  return {
    ...{ kind: 'diff', title: `What kubectl ${change.does} would change in ${kind} ${namespace}/${name}${how}` },
    ...{ before: textOf(live), after: after === 'gone' ? '' : textOf(after) },
  };
}

function textOf(object: JsonObject): string {
  return yamlText(plainObject(object));
}

type Tried = { readonly live: JsonObject; readonly tried: JsonObject; readonly reads: Reads };

/** How a change is tried out. `patched`: kubectl has no dry run of its own for it, so it is the patch that kubectl would send. */
type Trial = {
  readonly ask: (reads: Reads) => Promise<JsonObject>;
  readonly after: (tried: Tried) => Promise<JsonObject | 'gone' | undefined>;
  readonly patched?: true;
};

const dryRun = { dryRun: true };

function trialOf(change: KubectlChange, now: Date): Trial {
  const { scope, object } = change;
  switch (change.does) {
    case 'label':
    case 'annotate': {
      const effect = { ...dryRun, ...(change.ifVersion !== undefined && { ifVersion: change.ifVersion }) };
      const mark = change.does === 'label' ? writes.labelObject : writes.annotateObject;
      return answered(mark(scope, object as NamespacedObject<MarkedKind>, change.marks, effect));
    }
    case 'patch':
      return patchTrial(change, change.patch);
    case 'rollout restart':
      return { ...patchTrial(change, restartPatch(now)), patched: true };
    case 'rollout pause':
    case 'rollout resume': {
      const paused = change.does === 'rollout pause';
      return { ...patchTrial(change, { type: 'merge', body: { spec: { paused } } }), patched: true };
    }
    case 'scale': {
      const command = writes.scaleObject(scope, object as NamespacedObject<ScaledKind>, change.scaling, dryRun);
      return accepted(command, async ({ live }) => withSpec(live, { replicas: change.scaling.to }));
    }
    case 'delete':
      return accepted(writes.deleteNetworkPolicy(scope, object, dryRun), async () => 'gone');
    case 'rollout undo': {
      const command = writes.rolloutUndo(scope, object as RolledOut, change.revision, dryRun);
      return accepted(command, ({ live, reads }) => rolledBack(live, { ...change, revision: change.revision }, reads));
    }
  }
}

/** The dry run answers with the object. */
function answered(command: Command): Trial {
  return { ask: (reads) => reads.json(command), after: async ({ tried }) => tried };
}

function patchTrial({ scope, object }: KubectlChange, patch: Patch): Trial {
  return answered(writes.patchObject(scope, object as NamespacedObject<PatchedKind>, patch, dryRun));
}

/** The dry run only says that the server would do it. */
function accepted(command: Command, after: Trial['after']): Trial {
  return {
    ask: async (reads) => {
      await reads.printed(command);
      return {};
    },
    after,
  };
}

function withSpec(object: JsonObject, part: JsonObject): JsonObject {
  const spec = object['spec'];
  return { ...object, spec: { ...(isJsonObject(spec) && spec), ...part } };
}
