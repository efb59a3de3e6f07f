import { claim } from '../../model/evidence.ts';
import { code, type Phrase, phrase, text, time } from '../../model/phrase.ts';
import type { ProposedAction, Reversibility, Threat } from '../../model/remediation.ts';
import type { JournalRecord } from '../journal/journal.ts';
import { shown } from '../surfaces/shown.ts';
import { gathering } from '../undo/sysdigRecovery.ts';
import { requestText } from './showAction.ts';

/**
 * What the journal knows of an action that this window never proposed: after a reload nothing asks for a workload at 0 replicas any more, and its undo
 * has to stay within reach. Of what it was told beforehand only what was written down is told again.
 */
export function recalledAction(record: JournalRecord, { trigger }: Pick<Threat, 'trigger'>): ProposedAction {
  const { actionId, name, on, surface, responder, request, intendedAt } = record;
  const gathers = request.surface === 'sysdig' && gathering.has(request.type);
  return {
    ...{ id: actionId, stage: gathers ? 'evidence' : 'containment', name, verb: `Repeat ${name}`, on: [text(on)], surface, request },
    ...(responder !== undefined && { responder }),
    line: requestText(request),
    does: phrase`What its request says: it was begun at ${time(intendedAt)}, and is found again in the journal`,
    expected: phrase`What the surface said at its end`,
    breaks: [{ kind: 'unknown', phrase: phrase`What it breaks: unknown, it was told before it ran` }],
    watch: phrase`Whether the rule fires again`,
    why: claim(phrase`It was confirmed for this event before`, trigger),
    reversibility: reversibilityOf(record),
    ...{ needs: [], availability: { state: 'unavailable', ...noLongerAsked }, storage: false, removes: false },
  };
}

const noLongerAsked = { reason: 'what was read last does not ask for it any more', fix: 'Take it back, or probe again' };

function reversibilityOf({ undo }: JournalRecord): Reversibility {
  switch (undo.kind) {
    case 'undoAction':
      return { kind: 'undo', how: phrase`by ${code('undo_response_action')}` };
    case 'command':
      return { kind: 'inverse', how: byCommand(shown(undo.command)) };
    case 'nothing':
      return { kind: 'nothing', how: phrase`Nothing to take back` };
    case 'manual':
      return { kind: 'never', recovery: [text(undo.recovery)] };
  }
}

function byCommand(line: string): Phrase {
  return phrase`by ${code(line)}`;
}
