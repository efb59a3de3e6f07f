import type { TenantLabel } from '../../model/case.ts';
import type { ActionStatus, LoggedAction, LoggedUndo, ProposedAction, RemediationLog, Run } from '../../model/remediation.ts';
import { undoText } from '../undo/undoText.ts';
import { numberedEvidence } from './exhibits.ts';
import { requestText } from './showAction.ts';
import type { RemediationState } from './state.ts';

/**
 * The remediation as it is reported. One of an event is one log, however often the window was reloaded: what ran before is in it by the journal.
 * Undefined before the threat is known.
 */
export function logOf(state: RemediationState, tenant: TenantLabel): RemediationLog | undefined {
  const { threat, inventory, radius, proposals, watch } = state;
  if (threat === undefined) return undefined;
  const trail = wholeTrail(state);
  const startedAt = trail[0]?.at ?? Date.parse(threat.trigger.at);
  const evidence = numberedEvidence(state).map(({ id, evidence: { value: _value, raw: _raw, ...exhibit } }) => ({ id, evidence: exhibit }));
  return {
    ...{ id: threat.eventId, eventId: threat.eventId, title: threat.title, tenant, startedAt },
    ...{ known: inventory.known, missing: inventory.missing, radius: radius?.lines ?? [] },
    actions: proposals.actions.map((action) => logged(action, state)),
    ...(watch !== undefined && { watch }),
    trail,
    evidence,
  };
}

function logged(action: ProposedAction, { runs, decisions, filed }: RemediationState): LoggedAction {
  const run = runs.get(action.id);
  const decision = decisions.get(action.id);
  const where = filed.get(action.id);
  const undo = run && loggedUndo(run);
  return {
    action,
    status: statusOf(run, decision),
    ...(decision !== undefined && { decision }),
    ...(run !== undefined && { run }),
    ...(undo !== undefined && { undo }),
    ...(where !== undefined && { filed: where }),
  };
}

function statusOf(run: Run | undefined, decision: string | undefined): ActionStatus {
  if (run !== undefined) return run.status;
  return decision === 'declined' || decision === 'filed' ? 'skipped' : 'pending';
}

/** Exactly what would be called, as far as it is known by now. */
function loggedUndo({ undo, executionId, request }: Run): LoggedUndo | undefined {
  switch (undo.kind) {
    case 'command':
      return { kind: 'call', text: requestText({ surface: 'command', command: undo.command }) };
    case 'undoAction':
      return executionId === undefined ? undefined : { kind: 'call', text: requestText({ surface: 'sysdigUndo', executionId }) };
    case 'manual':
      return { kind: 'manual', text: undo.recovery };
    case 'nothing':
      return { kind: 'nothing', text: undoText(undo, request) };
  }
}

/** What this window noted, and before it what the journal knows of windows before. */
function wholeTrail({ trail, runs, proposals }: RemediationState): RemediationLog['trail'] {
  const first = trail[0]?.at ?? Number.POSITIVE_INFINITY;
  const before = [...runs.values()]
    .filter(({ startedAt }) => startedAt < first)
    .flatMap(({ actionId, startedAt, endedAt, status }) => {
      const name = proposals.actions.find(({ id }) => id === actionId)?.name ?? actionId;
      return [
        { at: startedAt, text: `begun before this window: ${name}` },
        ...(endedAt === undefined ? [] : [{ at: endedAt, text: `${status}: ${name}` }]),
      ];
    });
  return [...before, ...trail].toSorted((a, b) => a.at - b.at);
}
