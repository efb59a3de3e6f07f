import { code, count, phrase } from '../../model/phrase.ts';
import { type Answered, combine } from './answered.ts';
import type { WorkloadObject } from './kubernetesObjects.ts';
import { type Line, lineOf, listed, type Told } from './line.ts';
import type { NamespaceReads } from './readNamespace.ts';
import { controllerOf, type Subject } from './subject.ts';

type Revision = { readonly revision: number; readonly images: readonly string[] };

/** Where the Deployment keeps the number of a revision, on itself and on the ReplicaSets that it made. */
const annotation = 'deployment.kubernetes.io/revision';

/** What a Deployment could be rolled back to, by the ReplicaSets that it keeps; other kinds keep their revisions where they are not read. */
export function revisionLines(subject: Answered<Subject>, { workloads }: Pick<NamespaceReads, 'workloads'>): readonly Line[] {
  const question = { topic: 'identity', about: 'revisions', asked: 'which earlier revisions it has', probeWith: 'kubectl' } as const;
  // Whatever could be read instead may belong to a Deployment that could not.
  if (workloads.Deployment.kind === 'unknown') return [lineOf(question, workloads.Deployment)];
  if (subject.kind === 'answered' && subject.value.ref.kind !== 'Deployment') return [];
  return [
    lineOf(
      question,
      combine([subject, workloads.ReplicaSet], ({ workload }, sets) => tell(revisionsOf(workload, sets))),
    ),
  ];
}

function revisionsOf(workload: WorkloadObject | undefined, sets: readonly WorkloadObject[]): readonly Revision[] {
  const own = sets.filter((one) => controllerOf(one)?.uid === workload?.metadata.uid);
  return own
    .flatMap((one): readonly Revision[] => {
      const revision = Number(one.metadata.annotations[annotation]);
      if (!Number.isSafeInteger(revision) || revision < 1) return [];
      return [{ revision, images: one.spec.template.spec.containers.flatMap(({ image }) => (typeof image === 'string' ? [image] : [])) }];
    })
    .toSorted((a, b) => a.revision - b.revision);
}

function tell(revisions: readonly Revision[]): Told {
  const earlier = revisions.slice(0, -1);
  const each = earlier
    .toReversed()
    .map(({ revision, images }) => phrase`${count(revision)} (${listed(images.map((image) => phrase`${code(image)}`))})`);
  const told = earlier.length === 0 ? phrase`It has no earlier revision.` : phrase`Its earlier revisions: ${listed(each)}.`;
  return { phrase: told, value: { about: 'revisions', revisions } };
}
