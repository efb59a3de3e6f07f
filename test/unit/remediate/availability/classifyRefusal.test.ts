import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import { type Asked, classifyRefusal } from '../../../../src/extension/core/remediate/availability/classifyRefusal.ts';
import { commandFailure } from '../../../../src/extension/core/remediate/surfaces/commandFailure.ts';
import { refusal, statusOfErrorText } from '../../../../src/extension/core/tools/errorStatus.ts';

const said = (text: string) => refusal('submit_response_action', statusOfErrorText(text), text);
const isolate: Asked = {
  surface: 'sysdig',
  type: 'ISOLATE_NETWORK',
  responder: 'CLUSTER',
  parameters: { 'kubernetes.cluster.name': 'prod-eu-1' },
};
const onCluster = { kind: 'responder', responder: 'CLUSTER', scope: 'clusterName:prod-eu-1' };

describe('[R-17] a refusal', () => {
  it.each([
    'status code: 400, response: {"type":"responder_not_found","message":"responder not found for scope clusterName:prod-eu-1","details":[]}',
    'error, HTTP 400: {\\"type\\":\\"responder_not_found\\",\\"message\\":\\"no responder (scope clusterName:prod-eu-1)\\"}',
    '{"type":"responder_not_found","details":[{"scope":"clusterName:prod-eu-1"}]}',
    'responder_not_found',
    `${'x'.repeat(400)} status code: 400 responder_not_found for scope clusterName:prod-eu-1`,
  ])('for want of a responder names its scope: %s', (text) => {
    expect(classifyRefusal(said(text), isolate)).toEqual(onCluster);
  });

  it('keeps a scope that can not be read out of the asked parameters, and goes without a responder by its key', () => {
    const text = 'status code: 400, {"type":"responder_not_found","message":"responder not found for scope clusterName:"}';
    expect(classifyRefusal(said(text), { type: 'KILL_CONTAINER', responder: 'HOST', parameters: { 'host.id': 'h1' } })).toEqual({
      ...{ kind: 'responder', responder: 'HOST', scope: 'hostId:h1' },
    });
    expect(classifyRefusal(said(text), { type: 'KILL_CONTAINER', responder: 'HOST' })).toEqual({
      ...{ kind: 'responder', responder: 'HOST', scope: 'clusterName:' },
    });
    expect(classifyRefusal(said('responder_not_found for scope clusterName:prod-eu-1'), { type: 'ISOLATE_NETWORK' })).toEqual(onCluster);
    expect(classifyRefusal(said('responder_not_found'), { type: 'ISOLATE_NETWORK' })).toBeUndefined();
  });

  it.each(['status code: 412', '{"type":"storage_not_configured"}', 'status code: 400, storage_not_configured'])(
    'for want of storage: %s',
    (text) => {
      expect(classifyRefusal(said(text), { type: 'GET_LOGS' })).toEqual({ kind: 'storage' });
    },
  );

  it.each([
    ['ISOLATE_NETWORK', 'status code: 403', 'containment', 'containment-response-actions.exec'],
    ['CAPTURE', 'status code: 403', 'dataGathering', 'data-gathering-response-actions.exec'],
    ['FETCH_CLOUD_LOGS', '{"type":"forbidden"}', 'dataGathering', 'data-gathering-response-actions.exec'],
    ['CAPTURE', 'status code: 403, needs containment-response-actions.exec', 'dataGathering', 'containment-response-actions.exec'],
  ])('of %s for want of a permission names it: %s', (type, text, of, permission) => {
    expect(classifyRefusal(said(text), { type })).toEqual({ kind: 'permission', of, permission });
  });

  it('takes a tool that is not listed for a missing permission', () => {
    const missing = new Failure('unsupported', { what: 'submit_response_action is not available', why: 'not listed', fix: 'ask' });
    expect(classifyRefusal(missing, isolate)).toMatchObject({ kind: 'permission', of: 'containment' });
  });

  const expired = 'error: You must be logged in to the server (Unauthorized)';
  const forbidden = 'Error from server (Forbidden): deployments.apps "storefront" is forbidden';
  const ended = (stderr: string) => ({ kind: 'ended', exitCode: 1, stdout: '', stderr, cut: false }) as const;
  it('of a command is about its credentials where those are refused, by surface or by name', () => {
    const failure = commandFailure('kubectl scale failed', { program: 'kubectl' }, ended(expired));
    const known = { kind: 'credentials', surface: 'kubectl', reason: failure.why, fix: failure.fix };
    expect(classifyRefusal(failure, { surface: 'kubectl', type: 'kubectl scale' })).toEqual(known);
    expect(classifyRefusal(failure, { type: 'kubectl scale' })).toEqual(known);
    const sso = commandFailure('failed', { program: 'aws' }, ended('Error: Token has expired and refresh failed'));
    expect(classifyRefusal(sso, { type: 'aws iam update-access-key' })).toMatchObject({ kind: 'credentials', surface: 'aws' });
    const denied = commandFailure('kubectl scale failed', { program: 'kubectl' }, ended(forbidden));
    expect(classifyRefusal(denied, { type: 'kubectl scale' })).toBeUndefined();
  });

  it.each(['status code: 400, {"type":"bad_request"}', 'status code: 401', 'status code: 429', 'status code: 500', 'status code: 404'])(
    'is about the one call alone: %s',
    (text) => {
      expect(classifyRefusal(said(text), isolate)).toBeUndefined();
    },
  );

  it('is no fault of ours', () => {
    expect(classifyRefusal(new Error('responder_not_found'), isolate)).toBeUndefined();
  });
});
