import { entersPod, kubeRequestOf } from '../../../facts/k8sRequest.ts';
import { processOf } from '../../../facts/processOf.ts';
import { ownerOf } from '../../../facts/workloadName.ts';
import { phrase, text } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/** What a container runtime starts on behalf of an exec; a process with another parent was started inside the pod. */
const runtimes = /^(runc|crun|containerd(-shim.*)?|conmon|docker(d|-init)?|cri-o|kubelet)$/;

/** Somebody opened a process in a pod, and afterwards one appeared there that nothing in the pod started. */
export const podExec: CausalLink = {
  name: 'pod exec',
  inferred: false,
  within: hour,
  causes: (event) => {
    const request = kubeRequestOf(event);
    return request !== undefined && entersPod(request)
      ? [...key(event, request.namespace, request.target), ...key(event, request.namespace, owner(request.target))]
      : [];
  },
  effects: (event) => {
    const process = processOf(event);
    if (process === undefined || (process.parent !== undefined && !runtimes.test(process.parent))) return [];
    const { namespace, pod, workload } = event.scope;
    return key(event, namespace, pod ?? (workload === undefined ? undefined : owner(workload)));
  },
  prefers: (cause, effect) => runs(cause.fields['ka.uri.param[command]'], processOf(effect)?.cmdline),
  reason: (cause) => phrase`${text(kubeRequestOf(cause)?.user ?? 'somebody')} opened a process in the pod`,
};

/** Whether a process is what an exec asked for; the API server tells the command, where several are given only the first word. */
function runs(command: string | undefined, cmdline: string | undefined): boolean {
  return command !== undefined && cmdline !== undefined && (cmdline === command || cmdline.startsWith(`${command} `));
}

/** Where an event names its workload alone, that stands for each of its pods. */
function owner(pod: string | undefined): string | undefined {
  return pod === undefined ? undefined : `pod of ${ownerOf(pod)}`;
}

function key(event: SecurityEvent, namespace: string | undefined, pod: string | undefined): readonly string[] {
  const { cluster } = event.scope;
  return pod === undefined || namespace === undefined || cluster === undefined ? [] : [`${cluster}/${namespace}/${pod}`];
}
