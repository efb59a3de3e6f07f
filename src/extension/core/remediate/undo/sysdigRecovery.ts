/** Actions that only gather: what they made lies where the tenant keeps artifacts, and their target is as it was. */
export const gathering: ReadonlySet<string> = new Set(['GET_LOGS', 'CAPTURE', 'FILE_ACQUIRE', 'FETCH_CLOUD_LOGS']);

const byType: ReadonlyMap<string, string> = new Map([
  ['KILL_PROCESS', 'let the supervisor of its container or host start the process anew, or start it by hand'],
  ['KILL_CONTAINER', 'Kubernetes starts the container anew by its restart policy; outside Kubernetes start it by hand from its image'],
  ['STOP_CONTAINER', 'start the container by hand on its host'],
  ['PAUSE_CONTAINER', 'unpause the container by hand on its host'],
  ['DELETE_POD', 'its controller makes a new pod; one that has no controller has to be created by hand from its manifest'],
  ['ROLLOUT_RESTART', 'the replaced pods are gone; if the new ones do not come up, go back with `kubectl rollout undo` by hand'],
  ['FILE_QUARANTINE', 'put the file back by hand from the place that the execution tells, or from a backup'],
  ['ISOLATE_NETWORK', 'delete the NetworkPolicy that the execution names by hand'],
  ['KUBERNETES_VOLUME_SNAPSHOT', 'delete the snapshot that the execution names by hand'],
  ['CLOUD_VOLUME_SNAPSHOT', 'delete the snapshots that the execution names by hand'],
  ['IAM_QUARANTINE', 'detach the policy that the execution names from the identity by hand'],
  ['MAKE_PRIVATE_CLOUD_RESOURCE', 'set the access of the resource by hand to what the execution tells it was'],
]);

/** What a person would have to do where the tenant can not take an action back. */
export function sysdigRecovery(type: string): string {
  return byType.get(type) ?? 'bring its target back by hand from its manifest, image or backup: the tenant has no undo for it';
}
