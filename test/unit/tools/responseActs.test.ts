import { describe, expect, it } from 'vitest';
import { createResponseTools } from '../../../src/extension/core/tools/responseTools.ts';
import { confirmed } from '../../fakes/confirmed.ts';
import { answer, type Calls, connectTo, instantClock, keptLog, never, refused, type Tools } from './toolServer.ts';

async function toolsOf(tools: Tools, { calls = [], timeoutMs = 5000 }: { calls?: Calls; timeoutMs?: number } = {}) {
  return createResponseTools(await connectTo(tools, { calls, timeoutMs }), instantClock(), keptLog());
}

const pause = { type: 'PAUSE_CONTAINER', parameters: { 'host.id': 'h1', 'container.id': '3f2a9c81d7be' } } as const;
const yesToPause = () => confirmed({ surface: 'sysdig', ...pause });
const execution = { id: 'x1', actionType: 'PAUSE_CONTAINER', status: 'ENQUEUED' };

describe('acting', () => {
  it('[R-16] submits what was confirmed, in the server’s own arguments, and gives the execution', async () => {
    const calls: Calls = [];
    const properties = { actionType: {}, parameters: {} };
    const tools = await toolsOf({ submit_response_action: { properties, run: () => answer(execution) } }, { calls });
    const { id, state } = await tools.submit(pause, await yesToPause(), never);
    expect({ id, state }).toEqual({ id: 'x1', state: 'underWay' });
    expect(calls).toEqual([{ tool: 'submit_response_action', args: { actionType: pause.type, parameters: pause.parameters } }]);
  });

  it('[R-13] sends nothing with a yes to something else, nor a second time with the same yes', async () => {
    const calls: Calls = [];
    const run = () => answer(execution);
    const tools = await toolsOf({ submit_response_action: { run }, undo_response_action: { run } }, { calls });
    const yes = await yesToPause();
    const other = { ...pause, parameters: { ...pause.parameters, 'container.id': 'aa11bb22cc33' } };
    await expect(tools.submit(other, yes, never)).rejects.toMatchObject({ reason: 'refused' });
    await expect(tools.undo('x1', yes, never)).rejects.toMatchObject({ reason: 'refused' });
    expect(calls).toEqual([]);
    await tools.submit(pause, yes, never);
    await expect(tools.submit(pause, yes, never)).rejects.toMatchObject({ reason: 'refused' });
    await expect(tools.undo('x1', await confirmed({ surface: 'sysdigUndo', executionId: 'x2' }), never)).rejects.toMatchObject({
      reason: 'refused',
    });
    expect(calls).toHaveLength(1);
  });

  it('[R-13] keeps the yes of what was cancelled before it was sent', async () => {
    const calls: Calls = [];
    const tools = await toolsOf({ submit_response_action: { run: () => answer(execution) } }, { calls });
    const yes = await yesToPause();
    await expect(tools.submit(pause, yes, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toEqual([]);
    await tools.submit(pause, yes, never);
    expect(calls).toHaveLength(1);
  });

  const unclear = [
    ['no id', () => answer({ actionType: 'PAUSE_CONTAINER' }), 'malformed'],
    ['nothing', () => ({ content: [] }), 'malformed'],
    ['no JSON', () => ({ content: [{ type: 'text' as const, text: '<html>Bad gateway</html>' }] }), 'malformed'],
    ['status 500', () => refused('error, status code: 500, response: {"type":"internal"}'), 'server'],
    ['status 504', () => refused('error, status code: 504'), 'server'],
    ['silence', () => new Promise<never>(() => undefined), 'timeout'],
  ] as const;
  it.each(unclear)('[R-16] sends once and says that it may have been submitted where the answer is %s', async (_, run, reason) => {
    const calls: Calls = [];
    const tools = await toolsOf({ submit_response_action: { run }, undo_response_action: { run } }, { calls, timeoutMs: 50 });
    const again = expect.stringContaining('not sent again');
    await expect(tools.submit(pause, await yesToPause(), never)).rejects.toMatchObject({
      ...{ reason, what: expect.stringContaining('it may have been submitted'), fix: again },
    });
    expect(calls.map(({ tool }) => tool)).toEqual(['submit_response_action']);
    const undoing = tools.undo('x1', await confirmed({ surface: 'sysdigUndo', executionId: 'x1' }), never);
    await expect(undoing).rejects.toMatchObject({ reason, what: expect.stringContaining('it may have been undone'), fix: again });
    expect(calls).toHaveLength(2);
  });

  it('[R-17] sends once what the tenant is too busy for, and says nothing of a doubt', async () => {
    const calls: Calls = [];
    const tools = await toolsOf({ submit_response_action: { run: () => refused('status code: 429, Retry-After: 1') } }, { calls });
    await expect(tools.submit(pause, await yesToPause(), never)).rejects.toMatchObject({
      ...{ reason: 'rateLimited', what: expect.not.stringContaining('may have been') },
    });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['PAUSE_CONTAINER', 'status code: 403', 'containment-response-actions.exec'],
    ['GET_LOGS', 'status code: 403', 'data-gathering-response-actions.exec'],
    ['GET_LOGS', 'status code: 403, response: missing permission containment-response-actions.exec', 'containment-response-actions.exec'],
  ])('[R-17] names the permission that %s lacks where the tenant says %j', async (type, text, permission) => {
    const tools = await toolsOf({ submit_response_action: { run: () => refused(text) } });
    const yes = await confirmed({ surface: 'sysdig', type, parameters: {} });
    await expect(tools.submit({ type, parameters: {} }, yes, never)).rejects.toMatchObject({
      ...{ reason: 'forbidden', fix: `Ask an administrator for a role with the permission ${permission}` },
    });
  });
});
