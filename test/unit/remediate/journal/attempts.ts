import { createHash } from 'node:crypto';
import type { Command } from '../../../../src/extension/core/model/command.ts';
import type { ActionRequest } from '../../../../src/extension/core/model/confirmation.ts';
import { canonical } from '../../../../src/extension/core/model/evidence.ts';
import type { ActionExecution } from '../../../../src/extension/core/model/responseAction.ts';
import type { JournalRecord } from '../../../../src/extension/core/remediate/journal/journal.ts';

export const begun = Date.parse('2026-06-10T12:00:00Z');

export const workload = {
  'kubernetes.cluster.name': 'prod-eu-1',
  'kubernetes.namespace.name': 'shop',
  'kubernetes.workload.type': 'deployment',
  'kubernetes.workload.name': 'storefront',
};

export const isolation: ActionRequest = { surface: 'sysdig', type: 'ISOLATE_NETWORK', parameters: workload };

/** An isolation of shop/storefront that was written ahead, with what the test says of it. */
export function attempt(parts: Partial<JournalRecord> = {}): JournalRecord {
  const request = parts.request ?? isolation;
  return {
    ...{ attempt: 'a1', actionId: 'isolate', eventId: 'e1', tenant: { name: 'acme', region: 'eu1', sample: false } },
    ...{ name: 'ISOLATE_NETWORK', on: 'shop/storefront', surface: 'sysdig', request, place: 'acme (eu1)' },
    ...{ requestDigest: createHash('sha256').update(canonical(request)).digest('hex'), undo: { kind: 'undoAction' } },
    ...{ intendedAt: begun, phase: 'intended', window: 'w1' },
    ...parts,
  };
}

/** An attempt at a command, done unless the test says otherwise. */
export function commanded(command: Command, parts: Partial<JournalRecord> = {}): JournalRecord {
  return attempt({
    ...{ request: { surface: 'command', command }, surface: command.program, name: command.argv.slice(0, 2).join(' ') },
    ...{ undo: { kind: 'nothing' }, phase: 'ended', status: 'done', endedAt: begun },
    ...parts,
  });
}

/** A completed isolation of shop/storefront by user 4021. */
export function execution(parts: Partial<ActionExecution> = {}): ActionExecution {
  return {
    ...{ id: 'x1', type: 'ISOLATE_NETWORK', responder: 'CLUSTER', state: 'completed', status: 'COMPLETED' },
    ...{ parameters: workload, context: {}, outputs: {}, user: '4021', createdAt: begun + 1_000, updatedAt: begun + 4_000 },
    ...parts,
  };
}
