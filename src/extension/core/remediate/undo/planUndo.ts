import type { ActionRequest } from '../../model/confirmation.ts';
import { Failure } from '../../model/failure.ts';
import type { UndoPlan } from '../../model/remediation.ts';
import type { Captured } from './capture.ts';
import { type Change, changeOf } from './change.ts';
import { inverseOf } from './inverse.ts';
import { recoveryOf } from './recovery.ts';
import { gathering, sysdigRecovery } from './sysdigRecovery.ts';

/**
 * What would take a request back, made before it runs. `captured` is the state before it, `undoable` what the tenant's catalogue says. Where the
 * allow-list can not invert it, a person is told what to do.
 */
export function planUndo(request: ActionRequest, captured: Captured | undefined, action: { readonly undoable: boolean }): UndoPlan {
  switch (request.surface) {
    case 'sysdig':
      if (action.undoable) return { kind: 'undoAction' };
      return gathering.has(request.type) ? { kind: 'nothing' } : { kind: 'manual', recovery: sysdigRecovery(request.type) };
    case 'sysdigUndo':
      return { kind: 'manual', recovery: 'run the action again that this takes back' };
    case 'command': {
      const change = changeOf(request.command);
      return change === undefined ? { kind: 'nothing' } : planFor(change, captured);
    }
  }
}

function planFor(change: Change, captured: Captured | undefined): UndoPlan {
  const inverse = captured === undefined ? undefined : orNone(() => inverseOf(change, captured.value));
  if (inverse === 'same') return { kind: 'nothing' };
  return inverse === undefined ? { kind: 'manual', recovery: recoveryOf(change, captured) } : { kind: 'command', command: inverse };
}

/** An earlier value that fits into no command, such as an annotation of many lines, is for a person to put back. */
function orNone<T>(build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    if (Failure.is(error, 'invalid')) return undefined;
    throw error;
  }
}
