import { basename } from 'node:path';
import * as vscode from 'vscode';
import { canonical } from '../../core/model/evidence.ts';
import { Failure, isAbort } from '../../core/model/failure.ts';
import { caseOf } from '../../core/tools/recentCase.ts';
import {
  type Handoff,
  type RecentCase,
  readInvestigateState,
  type StateChange,
  saveInvestigateState,
} from '../../core/tools/skillState.ts';
import type { OpenTenant } from '../connection/tenantSession.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import { notedHandoff, type Outcome } from './outcome.ts';
import { underProgress } from './sending.ts';

/** What the shared state knows: what was chosen before, and the case's own entry. Without `tenant` it could not be read and is left alone. */
export type Memory = {
  readonly tenant?: OpenTenant;
  readonly preferred?: Handoff;
  readonly project?: string;
  readonly entry?: RecentCase;
  /** where the case went so far, and `noted` as much of it as is stored */
  readonly handoff?: RecentCase['handoff'];
  readonly noted?: RecentCase['handoff'];
};

/** One outcome and what the user chose on the way; what was not chosen is absent (K-09). */
export type Settled = { readonly outcome?: Outcome; readonly preferred?: Handoff; readonly project?: string };

/** Only the tenant that the case is of is asked. That it does not answer costs nobody the hand-off: it is logged, and nothing is remembered. */
export async function recall(handed: Handed, ports: HandOffTools): Promise<Memory> {
  try {
    return await underProgress(vscode.l10n.t('Reading what was chosen last time'), (signal) => read(handed, ports, signal));
  } catch (error) {
    if (!isAbort(error) && !Failure.is(error)) throw error;
    const detail = Failure.is(error) ? { reason: error.reason, why: error.why } : { reason: 'cancelled' };
    ports.log.write('warn', 'the shared state could not be read for the hand-off', detail);
    return {};
  }
}

async function read({ of }: Handed, { session, log }: HandOffTools, signal: AbortSignal): Promise<Memory> {
  const tenant = await session.tenant(signal);
  if (canonical(tenant.label) !== canonical(of.tenant)) {
    log.write('info', `the hand-off is not noted: its ${of.kind} is of a tenant that is not connected`, { event: of.eventId });
    return {};
  }
  const state = await readInvestigateState(tenant.connection, AbortSignal.any([signal, tenant.ended]));
  const entry = caseOf(state.recentCases, of.eventId);
  return {
    tenant,
    ...(state.preferredHandoff && { preferred: state.preferredHandoff }),
    ...(state.preferredJiraProject !== undefined && { project: state.preferredJiraProject }),
    ...(entry && { entry }),
    ...(entry?.handoff && { handoff: entry.handoff, noted: entry.handoff }),
  };
}

/** Saves what changed, if anything did; where an action or a report went is no hand-off of the case. The hand-off is done by then: that it could not be noted is told beside it. */
export async function settle(memory: Memory, settled: Settled, handed: Handed, ports: HandOffTools): Promise<Memory> {
  const handoff = notedHandoff(memory.handoff, settled.outcome);
  const { preferred, project } = settled;
  const change: StateChange = {
    ...entryChange(memory, handoff, handed),
    ...(preferred !== undefined && { preferredHandoff: preferred }),
    ...(project !== undefined && { preferredJiraProject: project }),
  };
  if (memory.tenant === undefined || Object.keys(change).length === 0) return memory;
  try {
    await saveInvestigateState(memory.tenant.connection, change, memory.tenant.ended);
    ports.noted();
    return { ...memory, handoff, noted: handoff };
  } catch (error) {
    ports.commands.report(isAbort(error) ? disconnected() : error, 'note the hand-off in the shared state');
    return { ...memory, handoff };
  }
}

/** The tenant was left between the questions and here: the note is lost, what was sent is not. */
function disconnected(): Failure {
  return new Failure('unreachable', {
    what: vscode.l10n.t('The hand-off was not noted in the shared state'),
    why: vscode.l10n.t('The connection to the tenant of its case ended meanwhile'),
    fix: vscode.l10n.t('Connect to that tenant again and hand the case off once more: its ticket is found, not filed again'),
  });
}

/** A case that the state does not have yet is noted whole; of one that it has only the hand-off. A group without an event has no place there, nor has what is no case. */
function entryChange({ entry, noted }: Memory, handoff: NonNullable<Memory['handoff']>, { told, of }: Handed): StateChange {
  if (told === undefined || of.file === undefined) return {};
  const { eventId, scope } = told.trigger;
  if (eventId === undefined || canonical(noted) === canonical(handoff)) return {};
  if (entry !== undefined) return { recentCase: { eventId, handoff } };
  return {
    recentCase: {
      eventId,
      ...(scope.cluster !== undefined && { cluster: scope.cluster }),
      ...(of.tactic !== undefined && { tactic: of.tactic }),
      caseFile: basename(of.file),
      started: told.startedAt,
      completed: told.completedAt,
      handoff,
    },
  };
}
