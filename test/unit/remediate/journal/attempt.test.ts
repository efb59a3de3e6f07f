import { describe, expect, it } from 'vitest';
import { advanced, ofTenant, requestKey } from '../../../../src/extension/core/remediate/journal/attempt.ts';
import { type Phase, phases } from '../../../../src/extension/core/remediate/journal/journal.ts';
import { readRecord, recordText } from '../../../../src/extension/core/remediate/journal/recordText.ts';
import { attempt, isolation, workload } from './attempts.ts';

describe('an attempt', () => {
  it('[R-24] goes on to its end and never back, and is taken back by one window only', () => {
    const may = phases.map((from) => [from, phases.filter((to) => goes(from, to))]);
    expect(Object.fromEntries(may)).toEqual({
      intended: ['intended', 'submitted', 'ended'],
      submitted: ['submitted', 'ended'],
      ended: ['ended', 'undoing', 'undone'],
      undoing: ['ended', 'undone'],
      undone: ['undone'],
    });
  });

  it('[R-24] takes late news of who submitted it, and is no less far for them', () => {
    const late = { phase: 'submitted', executionId: 'x1' } as const;
    for (const phase of ['ended', 'undoing', 'undone'] as const) {
      expect(advanced(attempt({ phase }), late)).toEqual(attempt({ phase, executionId: 'x1' }));
    }
    const end = { phase: 'ended', status: 'done', endedAt: 5 } as const;
    for (const phase of ['undoing', 'undone'] as const) {
      expect(advanced(attempt({ phase }), end)).toEqual(attempt({ phase, status: 'done', endedAt: 5 }));
    }
  });

  it('keeps its phase where a change tells none', () => {
    expect(advanced(attempt({ phase: 'undoing' }), { said: 'still under way' })).toMatchObject({
      phase: 'undoing',
      said: 'still under way',
    });
  });

  it('[R-24] keeps no secret of what was said', () => {
    const { said } = advanced(attempt(), { said: 'refused: password=hunter2 for the user' });
    expect(said).toContain('refused');
    expect(said).not.toContain('hunter2');
  });

  it('[R-24] is the same request in any order of its parameters, and another one at another tenant', () => {
    const turned = Object.fromEntries(Object.entries(workload).toReversed());
    expect(requestKey(attempt({ request: { surface: 'sysdig', parameters: turned, type: 'ISOLATE_NETWORK' } }))).toBe(
      requestKey(attempt()),
    );
    const others = [
      { name: 'acme', region: 'us2', sample: false },
      { name: 'acme', sample: false },
      { name: 'acme', region: 'eu1', sample: true },
    ];
    for (const tenant of others) expect(requestKey(attempt({ tenant }))).not.toBe(requestKey(attempt()));
    expect(ofTenant([attempt(), attempt({ attempt: 'a2', tenant: { name: 'other', sample: false } })], attempt().tenant)).toEqual([
      attempt(),
    ]);
  });
});

describe('the text of a record', () => {
  const full = attempt({
    ...{
      captured: { about: 'fields', fields: [{ path: ['spec', 'suspend'], value: null }] },
      executionId: 'x1',
      status: 'failed',
      unclear: true,
    },
    ...{ said: 'no answer', endedAt: 5, undoes: 'a0', caseFile: 'case.md', responder: 'CLUSTER', storage: false },
    ...{ undo: { kind: 'command', command: { program: 'kubectl', argv: ['scale'], access: 'write' } } },
  });

  it('[R-24] gives back every part of it', () => {
    expect(readRecord(recordText(full))).toEqual(full);
    expect(readRecord(recordText(attempt({ request: { surface: 'sysdigUndo', executionId: 'x1' } })))?.request).toEqual({
      surface: 'sysdigUndo',
      executionId: 'x1',
    });
  });

  it.each([
    ['cut off', recordText(full).slice(0, -20)],
    ['empty', ''],
    ['no object', '[]'],
    ['with a member that nobody knows', JSON.stringify({ ...full, grant: 'read' })],
    ['in a phase that nobody knows', JSON.stringify({ ...full, phase: 'paused' })],
    ['without its request', JSON.stringify({ ...full, request: undefined })],
    ['with a request of more than one kind', JSON.stringify({ ...full, request: { ...isolation, executionId: 'x1' } })],
  ])('is not read where it is %s', (_how, text) => {
    expect(readRecord(text)).toBeUndefined();
  });
});

function goes(from: Phase, to: Phase): boolean {
  try {
    return advanced(attempt({ phase: from }), { phase: to }).phase === to;
  } catch (error) {
    expect(error).toMatchObject({ reason: 'conflict', what: expect.any(String), why: expect.any(String), fix: expect.any(String) });
    return false;
  }
}
