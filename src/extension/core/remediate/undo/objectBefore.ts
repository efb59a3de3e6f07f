import type { KubectlScope } from '../surfaces/kubectl.ts';
import { getObject, type RolledOut, rolloutHistory } from '../surfaces/kubectlReads.ts';
import type { Marks } from '../surfaces/kubectlWrites.ts';
import type { KubectlChange } from './change.ts';
import type { Before, Earlier } from './earlier.ts';
import { earlierFields, mayKeepMark } from './earlierFields.ts';
import { at, type JsonObject, texts } from './jsonParts.ts';
import { plainObject } from './maskedObject.ts';
import { malformed, type Reads } from './reading.ts';

/** Reads the object of a change, and of it what would put it back. Throws Failure. */
export async function objectBefore(change: KubectlChange, scope: KubectlScope, reads: Reads): Promise<Before> {
  const object = await reads.json(getObject(scope, change.object));
  const version = at(object, 'metadata', 'resourceVersion');
  if (typeof version !== 'string') throw malformed('kubectl');
  const history = () => reads.printed(rolloutHistory(scope, change.object as RolledOut));
  return { object, value: await earlierOf(change, { object, version, history }) };
}

type Live = { readonly object: JsonObject; readonly version: string; readonly history: () => Promise<string> };

async function earlierOf(change: KubectlChange, { object, version, history }: Live): Promise<Earlier> {
  switch (change.does) {
    case 'label':
      return earlierMarks(change.marks, texts(at(object, 'metadata', 'labels')), version);
    case 'annotate':
      return earlierMarks(change.marks, texts(at(object, 'metadata', 'annotations')), version);
    case 'patch': {
      const found = earlierFields(change.patch, object);
      return { about: 'fields', version, fields: 'unkept' in found ? [] : found.fields, ...('unkept' in found && found) };
    }
    case 'scale':
      // Kubernetes takes an absent number for 1.
      return { about: 'replicas', version, replicas: numberOr(at(object, 'spec', 'replicas'), 1) };
    case 'rollout pause':
    case 'rollout resume':
      return { about: 'paused', version, paused: at(object, 'spec', 'paused') === true };
    case 'rollout undo': {
      const revision = change.object.kind === 'deployments.apps' ? notedRevision(object) : newestRevision(await history());
      return { about: 'revision', version, ...(revision !== undefined && { revision }) };
    }
    case 'delete':
      return { about: 'manifest', version, manifest: plainObject(object) };
    case 'rollout restart':
      return { about: 'object', version };
  }
}

function earlierMarks(marks: Marks, now: Readonly<Record<string, string>>, version: string): Earlier {
  const pairs = Object.keys(marks).map((key) => [key, Object.hasOwn(now, key) ? (now[key] ?? null) : null] as const);
  const secret = pairs.find(([key, value]) => value !== null && !mayKeepMark(key, value));
  if (secret !== undefined) return { about: 'marks', version, values: {}, unkept: `what was at ${secret[0]} may hold secrets` };
  return { about: 'marks', version, values: Object.fromEntries(pairs) };
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function notedRevision(deployment: JsonObject): number | undefined {
  return wholeNumber(texts(at(deployment, 'metadata', 'annotations'))['deployment.kubernetes.io/revision']);
}

/** A StatefulSet and a DaemonSet do not note their revision: it is the newest of the history. */
function newestRevision(history: string): number | undefined {
  const revisions = history.split('\n').flatMap((line) => wholeNumber(/^\d+(?=\s)/.exec(line)?.[0]) ?? []);
  return revisions.length === 0 ? undefined : Math.max(...revisions);
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}
