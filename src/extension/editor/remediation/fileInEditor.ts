import { actionDocument } from '../../core/handoff/actionDocument.ts';
import type { TenantLabel } from '../../core/model/case.ts';
import type { ProposedAction } from '../../core/model/remediation.ts';
import type { RemediationState } from '../../core/remediate/session/state.ts';
import type { RemediationPorts } from './remediation.ts';
import type { Seed } from './seeds.ts';

export type FilingPorts = Pick<RemediationPorts, 'handOff' | 'clock' | 'known'> & { readonly seed: Seed; readonly tenant: TenantLabel };

/** Files an action as a ticket or page for a person to run, on the road of every hand-off. @returns where it is, undefined where it was not filed */
export async function fileInEditor(action: ProposedAction, { threat }: RemediationState, ports: FilingPorts): Promise<string | undefined> {
  const { seed, tenant, handOff, clock, known } = ports;
  const told = seed.caseFile === undefined ? undefined : known.told(seed.caseFile);
  const severity = threat?.trigger.value.severity?.word;
  const document = actionDocument({
    ...{ eventId: seed.eventId, tenant, action, line: action.line, scope: threat?.scope ?? {} },
    completedAt: new Date(clock.now()).toISOString(),
    ...(seed.caseFile !== undefined && { caseFile: seed.caseFile }),
    ...(severity !== undefined && { severity }),
    ...(told?.tactic.tactic !== undefined && { tactic: told.tactic.tactic }),
  });
  // A retry out of a notification tells its own end there; the list learns of it when the action is filed again, which finds the ticket.
  const { status, where } = await handOff.fileAction(document, () => undefined);
  return status === 'arrived' ? (where ?? 'filed') : undefined;
}
