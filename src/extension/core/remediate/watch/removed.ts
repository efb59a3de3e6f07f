import type { ActionRequest } from '../../model/confirmation.ts';
import type { ProposedAction, Run } from '../../model/remediation.ts';
import type { Scope } from '../../model/threat.ts';

type Ran = { readonly action: Pick<ProposedAction, 'name' | 'removes'>; readonly run: Run };

/** A container or pod of the threat that an action ended. `sure` once the action is known to be completed. */
export type Removed = {
  readonly what: 'container' | 'pod';
  readonly name: string;
  readonly ends: readonly ('container' | 'pod')[];
  readonly sure: boolean;
  /** as the surface names it */
  readonly action: string;
};

/** What of the threat's own place the actions ended; one that was taken back ended nothing, one that is under way may have. */
export function removedBy(ran: readonly Ran[], scope: Scope): readonly Removed[] {
  return ran.flatMap(({ action, run }): readonly Removed[] => {
    if (!action.removes || run.status === 'failed' || run.undone?.status === 'done') return [];
    const common = { sure: run.status === 'done', action: action.name };
    const what = endedBy(run.request, scope);
    if (what === 'pod' && scope.pod !== undefined) return [{ what, name: scope.pod, ends: ['pod', 'container'], ...common }];
    if (what === undefined || scope.container === undefined) return [];
    return [{ what: 'container', name: scope.container, ends: ['container'], ...common }];
  });
}

/** What goes for a workload ends the pods that it has now; a process ends alone, since its container goes on or starts it again. */
function endedBy(request: ActionRequest, { container, pod }: Scope): 'container' | 'pod' | undefined {
  if (request.surface === 'command') return request.command.program === 'kubectl' ? 'pod' : undefined;
  if (request.surface === 'sysdigUndo' || request.parameters['process.id'] !== undefined) return undefined;
  const { 'container.id': ofContainer, 'kubernetes.pod.name': ofPod, 'kubernetes.workload.name': ofWorkload } = request.parameters;
  if (ofContainer !== undefined) return container !== undefined && String(ofContainer).startsWith(container) ? 'container' : undefined;
  return (ofPod ?? ofWorkload) !== undefined && (ofPod === undefined || ofPod === pod) ? 'pod' : undefined;
}
