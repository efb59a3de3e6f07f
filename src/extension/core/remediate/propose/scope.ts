import type { BlastRadius } from '../../model/blastRadius.ts';
import type { ActionRequest } from '../../model/confirmation.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { Threat } from '../../model/remediation.ts';
import type { ActionExecution } from '../../model/responseAction.ts';
import { awsOutOfScope } from './scope/awsOutOfScope.ts';
import { type Identities, identitiesNamed } from './scope/identitiesNamed.ts';
import { kubectlOutOfScope } from './scope/kubectlOutOfScope.ts';
import { objectsNamed } from './scope/objectsNamed.ts';
import { type Place, placesNamed } from './scope/placesNamed.ts';
import { sysdigOutOfScope } from './scope/sysdigOutOfScope.ts';

/**
 * Everything that a step for this threat may touch. Told once more from the events, the process tree and the probe, without the code that
 * proposes: a fault of that must not widen it.
 */
export type RemediationScope = {
  /** what one event names belongs together: a container of one and a host of another are no target */
  readonly places: readonly Place[];
  readonly objects: ReadonlySet<string>;
  readonly identities: Identities;
};

/** `executions` are the tenant's past ones: they can tell the id of a host that the events only name. */
export function scopeOf(threat: Threat, radius: BlastRadius, executions?: Evidence<readonly ActionExecution[]>): RemediationScope {
  const facts = radius.lines.flatMap((line) => (line.kind === 'fact' ? [line.value] : []));
  return {
    places: placesNamed(threat, facts, executions?.value ?? []),
    objects: objectsNamed(threat, facts),
    identities: identitiesNamed(threat, facts),
  };
}

/**
 * Why a request is not about this threat, as half a sentence; undefined where everything that it names is. Asked once more right before it
 * runs. An undo names an execution, which was in scope when it was submitted.
 */
export function outOfScope(request: ActionRequest, scope: RemediationScope): string | undefined {
  switch (request.surface) {
    case 'sysdig':
      return sysdigOutOfScope(request.parameters, scope.places);
    case 'sysdigUndo':
      return undefined;
    case 'command':
      return request.command.program === 'kubectl'
        ? kubectlOutOfScope(request.command, scope.objects)
        : awsOutOfScope(request.command, scope.identities);
  }
}
