import type { Scope } from '../model/threat.ts';

/** What a controller appends to the name of a pod's owner: a hash or a run, then five letters or a number. */
const generated = /^(.+?)(?:-(?:[0-9a-f]{8,10}|\d{8,}|[bcdfghjklmnpqrstvwxz2456789]{9,10}))?-(?:[bcdfghjklmnpqrstvwxz2456789]{5}|\d{1,4})$/;

/** The name of the workload that a pod's name was made from; the pod's own where nothing was appended. */
export function ownerOf(pod: string): string {
  return generated.exec(pod)?.[1] ?? pod;
}

/** The workload by its label, and without one by the name of its pod. */
export function workloadName({ workload, pod }: Scope): string | undefined {
  return workload ?? (pod === undefined ? undefined : ownerOf(pod));
}
