import * as z from 'zod';
import { listObjects } from '../surfaces/kubectlReads.ts';
import type { KubectlChange } from '../undo/change.ts';
import { at, isJsonObject, type JsonObject, texts } from '../undo/jsonParts.ts';
import { lastApplied } from '../undo/maskedObject.ts';
import type { Reads } from '../undo/reading.ts';

const revisionMark = 'deployment.kubernetes.io/revision';

// What kubectl leaves on a Deployment when it goes back; all other annotations become those of the revision.
const keptMarks = new Set([
  ...[lastApplied, revisionMark, 'deployment.kubernetes.io/revision-history', 'deployment.kubernetes.io/desired-replicas'],
  ...['deployment.kubernetes.io/max-replicas', 'deprecated.deployment.rollback.to'],
]);

const lists = z.looseObject({ items: z.array(z.looseObject({})) });

/**
 * A Deployment as it would be at a revision: the template and the annotations of that ReplicaSet, as kubectl puts them back. Undefined for the other
 * kinds: their revisions may not be read.
 */
export async function rolledBack(
  live: JsonObject,
  { scope, object, revision }: Pick<KubectlChange, 'scope' | 'object'> & { readonly revision: number },
  reads: Reads,
): Promise<JsonObject | undefined> {
  if (object.kind !== 'deployments.apps') return undefined;
  const { namespace } = object;
  const labels = texts(at(live, 'spec', 'selector', 'matchLabels'));
  const narrow = Object.keys(labels).length === 0 ? {} : { labels };
  const parsed = lists.safeParse(await reads.json(listObjects(scope, { kind: 'replicasets.apps', namespace, ...narrow })));
  const sets = parsed.success ? (parsed.data.items as readonly JsonObject[]) : [];
  const uid = at(live, 'metadata', 'uid');
  const set = sets.find(
    (one) => ownerUids(one).includes(uid) && texts(at(one, 'metadata', 'annotations'))[revisionMark] === String(revision),
  );
  return set === undefined ? undefined : atRevision(live, set);
}

function ownerUids(set: JsonObject): readonly unknown[] {
  const owners = at(set, 'metadata', 'ownerReferences');
  return Array.isArray(owners) ? owners.map((owner) => at(owner, 'uid')) : [];
}

function atRevision(live: JsonObject, set: JsonObject): JsonObject {
  const { metadata, spec } = live;
  const template = at(set, 'spec', 'template');
  const templateData = at(template, 'metadata');
  const own = Object.entries(texts(at(templateData, 'labels'))).filter(([key]) => key !== 'pod-template-hash');
  return {
    ...live,
    metadata: { ...(isJsonObject(metadata) && metadata), annotations: marksAtRevision(live, set) },
    spec: {
      ...(isJsonObject(spec) && spec),
      template: {
        ...(isJsonObject(template) && template),
        metadata: { ...(isJsonObject(templateData) && templateData), labels: Object.fromEntries(own) },
      },
    },
  };
}

function marksAtRevision(live: JsonObject, set: JsonObject): JsonObject {
  const of = (object: JsonObject) => Object.entries(texts(at(object, 'metadata', 'annotations')));
  return Object.fromEntries([...of(live).filter(([key]) => keptMarks.has(key)), ...of(set).filter(([key]) => !keptMarks.has(key))]);
}
