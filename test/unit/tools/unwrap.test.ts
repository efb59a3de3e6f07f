import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/extension/core/model/failure.ts';
import { statusOfErrorText } from '../../../src/extension/core/tools/errorStatus.ts';
import { rowsOf, unwrap } from '../../../src/extension/core/tools/unwrap.ts';
import { answer, refused } from './toolServer.ts';

const text = (body: string) => ({ content: [{ type: 'text' as const, text: body }] });

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (Failure.is(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('unwrap', () => {
  it('keeps every digit of integers beyond 2^53, and leaves fractions and safe integers numbers', () => {
    const { value, raw } = unwrap('t', text('{"timestamp":1781082763118204512,"n":7,"f":0.1,"big":1e300}'));
    expect(value).toEqual({ timestamp: '1781082763118204512', n: 7, f: 0.1, big: 1e300 });
    expect(raw).toContain('1781082763118204512');
  });

  it('prefers the text, then the structured content, then plain text', () => {
    const structuredContent = { from: 'structured' };
    expect(unwrap('t', { ...text('{"from":"text"}'), structuredContent }).value).toEqual({ from: 'text' });
    expect(unwrap('t', { ...text('see below'), structuredContent }).value).toEqual(structuredContent);
    expect(unwrap('t', text('see below')).value).toBe('see below');
    expect(unwrap('t', { content: [] }).value).toBeUndefined();
  });

  it('takes off the wrappers {results, metadata} and {result}, and nothing that only looks like one', () => {
    expect(unwrap('t', answer({ results: [1], metadata: {}, status_code: 200 })).value).toEqual([1]);
    expect(unwrap('t', answer({ result: null })).value).toBeNull();
    expect(unwrap('t', answer({ result: 1, more: 2 })).value).toEqual({ result: 1, more: 2 });
  });

  it.each([
    ['error retrieving events, status code: 401, response: {"type":"unauthorized"}', 401],
    ['HTTP 503 from upstream', 503],
    ['{"type":"not_found","message":"gone"}', 404],
    ['{"type":"forbidden"}', 403],
    ['submit failed: responder_not_found', 400],
    ['storage_not_configured', 412],
    ['event_id is required', 400],
    ['threat not found', 404],
    ['something else happened', undefined],
  ])('reads the status of %s', (said, status) => {
    expect(statusOfErrorText(said)).toBe(status);
  });

  it('[V-20] names the permission for 403 and keeps foreign text to one short line', () => {
    const failure = failureOf(() => unwrap('list_runtime_events', refused(`status code: 403\n\u001b[31m${'x'.repeat(500)}`)));
    expect(failure).toMatchObject({ reason: 'forbidden', status: 403, fix: expect.stringContaining('policy-events.read') });
    expect(failure.message.split('\n')).toHaveLength(3);
    expect(failure.why.length).toBeLessThan(230);
    expect(failure.why).not.toContain('\u001b');
  });

  it('finds the rows of bare, wrapped and named lists, and takes null for none', () => {
    for (const value of [[1], { data: [1] }, { groups: [1] }, { items: [1] }, { results: [1] }])
      expect(rowsOf('t', value, 'groups')).toEqual([1]);
    expect(rowsOf('t', { data: null }, 'groups')).toEqual([]);
  });

  it.each([{ data: { unexpected: true } }, {}, 'text', null, 7])('fails on %j instead of calling it an empty list', (value) => {
    expect(failureOf(() => rowsOf('t', value, 'groups')).reason).toBe('malformed');
  });
});
