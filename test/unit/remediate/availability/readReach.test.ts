import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { readReach } from '../../../../src/extension/core/remediate/availability/readReach.ts';
import type { ResponseReads } from '../../../../src/extension/core/tools/responseTools.ts';
import { action, evidence, never, reach } from './reached.ts';

const whole = evidence('list_response_actions', [action('GET_LOGS', 'CLUSTER'), action('KILL_CONTAINER', 'HOST')]);
const own = evidence('list_response_actions', [action('KILL_CONTAINER', 'HOST')]);
const failed = (why: string) => Promise.reject(new Failure('server', { what: 'It failed', why, fix: 'Try again' }));
const tools = { kubectl: { usable: false, reason: 'no kubectl', fix: 'Install it' }, aws: reach.aws } as const;

function responses(change: Partial<ResponseReads> = {}): ResponseReads {
  return {
    catalogue: async (eventId) => (eventId === undefined ? whole : own),
    status: () => failed('nobody asks'),
    executions: async () => evidence('list_response_action_executions', []),
    storage: async () => evidence('get_capture_storage', { usable: true }),
    ...change,
  };
}

const read = (change?: Partial<ResponseReads>, signal = never) =>
  readReach({ responses: responses(change), eventId: 'e1', ...tools }, signal);

describe('what can run', () => {
  it('[R-09] is what the tenant lists for the event, with all that was read', async () => {
    const asked: (string | undefined)[] = [];
    const found = await read({
      catalogue: async (eventId) => {
        asked.push(eventId);
        return eventId === undefined ? whole : own;
      },
    });
    expect(found).toMatchObject({
      catalogue: own,
      forEvent: true,
      storage: { value: { usable: true } },
      unread: [],
      refused: [],
      ...tools,
    });
    expect(found.executions?.value).toEqual([]);
    expect(asked.toSorted()).toEqual(['e1', undefined]);
  });

  it('[R-09] falls back to the full catalogue, unconfirmed, where the tenant names nothing for the event', async () => {
    const nothing = evidence('list_response_actions', []);
    expect(await read({ catalogue: async (eventId) => (eventId === undefined ? whole : nothing) })).toMatchObject({
      ...{ catalogue: whole, forEvent: false, unread: [] },
    });
  });

  it('[R-02] throws what the whole catalogue fails with, whatever else was read', async () => {
    const catalogue = (eventId: string | undefined) => (eventId === undefined ? failed('status code: 500') : Promise.resolve(own));
    await expect(read({ catalogue })).rejects.toMatchObject({ reason: 'server', why: 'status code: 500' });
  });

  it('[R-10] leaves out what else could not be read, and says why', async () => {
    const catalogue = (eventId: string | undefined) => (eventId === undefined ? Promise.resolve(whole) : failed('one'));
    const found = await read({ catalogue, executions: () => failed('two'), storage: () => failed('three') });
    expect(found).toMatchObject({ catalogue: whole, forEvent: false });
    expect(Object.keys(found)).not.toEqual(expect.arrayContaining(['executions']));
    expect(Object.keys(found)).not.toEqual(expect.arrayContaining(['storage']));
    expect(found.unread).toEqual([
      'What is possible for this event could not be read: one',
      'What ran before could not be read: two',
      'Whether artifacts have a place to go could not be read: three',
    ]);
  });

  it('[R-02] asks all at once: four calls, one round trip', async () => {
    let open = 0;
    let most = 0;
    const held = async <T>(value: T): Promise<T> => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((done) => setImmediate(done));
      open -= 1;
      return value;
    };
    await read({
      catalogue: (eventId) => held(eventId === undefined ? whole : own),
      executions: () => held(evidence('list_response_action_executions', [])),
      storage: () => held(evidence('get_capture_storage', { usable: true })),
    });
    expect(most).toBe(4);
  });

  it('[R-10] holds neither permission where the tool that submits is not listed', async () => {
    expect((await read({ offersSubmit: false })).refused).toEqual([
      { kind: 'permission', of: 'containment', permission: 'containment-response-actions.exec' },
      { kind: 'permission', of: 'dataGathering', permission: 'data-gathering-response-actions.exec' },
    ]);
    expect((await read({ offersSubmit: true })).refused).toEqual([]);
  });

  it('[R-02] rejects when it is cancelled, and with faults of our own', async () => {
    const aborted = async (_: unknown, signal?: AbortSignal) => {
      (signal ?? never).throwIfAborted();
      return whole;
    };
    await expect(read({ catalogue: aborted }, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    await expect(read({ storage: () => Promise.reject(new TypeError('ours')) })).rejects.toThrow('ours');
  });
});
