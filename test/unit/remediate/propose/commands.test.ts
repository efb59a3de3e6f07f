import { describe, expect, it } from 'vitest';
import type { ActionExecution } from '../../../../src/extension/core/model/responseAction.ts';
import type { SecurityEvent } from '../../../../src/extension/core/model/threat.ts';
import { proposeActions } from '../../../../src/extension/core/remediate/propose/proposeActions.ts';
import { allow } from '../../../../src/extension/core/remediate/surfaces/allow.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import * as shop from '../probe/storefront.ts';
import { actionNamed, evidenceOf, given, miner, probed, sampleEvent, sampleThreat, threatOf, unprobed } from './given.ts';

const threat = sampleThreat(...miner);
const away = { usable: false, reason: 'kubectl points at staging', fix: 'Switch the context' } as const;

describe('commands on the workload', () => {
  it('[R-11] every command that is proposed is one that may be run, and its line is that command', async () => {
    const { actions } = proposeActions(given(sampleThreat(...miner, 'Create Access Key for User'), await probed()));
    const commands = actions.flatMap(({ request, line }) => (request?.surface === 'command' ? [{ ...request, line }] : []));
    expect(commands.length).toBeGreaterThanOrEqual(7);
    for (const { command, line } of commands) {
      expect(allow(command).argv).toEqual(command.argv);
      expect(line.startsWith(`${command.program} ${command.argv[0]}`)).toBe(true);
    }
  });

  it('[R-11] a scale-down goes from the replicas that its consequences were told for, and back to them', async () => {
    const scale = actionNamed(proposeActions(given(threat, await probed())).actions, 'kubectl scale');
    expect(scale.line).toContain('--replicas=0 --current-replicas=3');
    expect(scale.reversibility.kind === 'inverse' && plainPhrase(scale.reversibility.how)).toMatch(/^Scale back to 3/);
  });

  it('[R-11] nothing is run on what the probe did not read', () => {
    const { actions } = proposeActions(given(threat, unprobed));
    expect(actions.filter(({ surface }) => surface === 'kubectl')).toEqual([]);
  });

  it('[R-10] where kubectl can not be used the few that matter are shown with the reason, and without a request', () => {
    const { actions } = proposeActions(given(threat, unprobed, { kubectl: away }));
    const own = actions.filter(({ surface }) => surface === 'kubectl');
    expect(own.map(({ name }) => name)).toEqual(['kubectl rollout restart', 'kubectl scale']);
    expect(own.map(({ availability }) => availability)).toEqual([
      { state: 'unavailable', reason: away.reason, fix: away.fix },
      { state: 'unavailable', reason: away.reason, fix: away.fix },
    ]);
    expect(own.map(({ request }) => request)).toEqual([undefined, undefined]);
    expect(own[1]?.line).toBe('kubectl scale deployments.apps storefront --namespace=shop --replicas=0');
  });

  it('[R-11] a CronJob is suspended, and neither scaled nor restarted', async () => {
    const [deployment] = shop.objects['deployments.apps'];
    const [pod] = shop.objects.pods;
    const { template } = deployment.spec;
    const metadata = { name: 'storefront', namespace: 'shop', uid: 'uid-storefront' };
    const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'storefront', uid: 'uid-storefront', controller: true };
    const objects = {
      ...{ 'deployments.apps': [], 'replicasets.apps': [] },
      'cronjobs.batch': [{ metadata, spec: { jobTemplate: { spec: { template } } } }],
      pods: [{ ...pod, metadata: { ...pod?.metadata, name: 'storefront-1', ownerReferences: [owner] } }],
    };
    const radius = await probed({ objects, target: { ...shop.target, workloadType: 'cronjob' } });
    const own = proposeActions(given(threat, radius)).actions.filter(({ surface }) => surface === 'kubectl');
    expect(own.map(({ verb }) => verb)).toEqual(['Annotate for quarantine', 'Label for quarantine', 'Suspend CronJob']);
    expect(own[2]?.line).toContain(`patch cronjobs.batch storefront --namespace=shop --type=merge '--patch={"spec":{"suspend":true}}'`);
  });
});

describe('a policy that an isolation left behind', () => {
  const isolation: ActionExecution = {
    ...{ id: 'x1', type: 'ISOLATE_NETWORK', state: 'completed', context: {} },
    parameters: { 'kubernetes.cluster.name': 'prod-eu-1', 'kubernetes.namespace.name': 'shop' },
    outputs: { network_policy_name: 'default-deny' },
  };
  const undo: ActionExecution = {
    id: 'x2',
    type: 'DELETE_NETWORK_POLICY',
    state: 'completed',
    undoes: 'x1',
    parameters: {},
    context: {},
    outputs: {},
  };
  const proposed = async (...executions: readonly ActionExecution[]) => {
    const input = given(threat, await probed(), { executions: evidenceOf(executions, 'list_response_action_executions', {}) });
    return proposeActions(input).actions.filter(({ name }) => name === 'kubectl delete networkpolicy');
  };

  it('[R-22] is cleared away once the isolation is undone, and can not be brought back by what may be run', async () => {
    const [left] = await proposed(isolation, undo);
    expect(left?.line).toContain('kubectl delete networkpolicies.networking.k8s.io default-deny --namespace=shop');
    expect(left?.reversibility.kind).toBe('never');
  });

  it.each<[string, readonly ActionExecution[]]>([
    ['one that still holds', [isolation]],
    ['one whose undo is under way', [isolation, { ...undo, state: 'underWay' }]],
    ['one that failed', [{ ...isolation, state: 'failed' }, undo]],
    ['one of another namespace', [{ ...isolation, parameters: { 'kubernetes.namespace.name': 'data' } }, undo]],
    ['one of another cluster', [{ ...isolation, parameters: { ...isolation.parameters, 'kubernetes.cluster.name': 'staging' } }, undo]],
    ['one whose policy is gone', [{ ...isolation, outputs: { network_policy_name: 'gone' } }, undo]],
  ])('[R-11] is not %s', async (_what, executions) => {
    expect(await proposed(...executions)).toEqual([]);
  });
});

describe('commands on identities', () => {
  const key = sampleEvent('Create Access Key for User');

  it('[R-22] a key that is turned off can be turned on again, one that is deleted can not', () => {
    const { actions } = proposeActions(given(threatOf(key), unprobed));
    const [off, gone] = [actionNamed(actions, 'aws iam update-access-key'), actionNamed(actions, 'aws iam delete-access-key')];
    expect(off).toMatchObject({ stage: 'containment', reversibility: { kind: 'inverse' } });
    expect(off.line).toContain('--user-name backup-admin --access-key-id AKIAEXAMPLEBACKUP001 --status Inactive');
    expect(gone).toMatchObject({ stage: 'destruction', reversibility: { kind: 'never' } });
  });

  it('[R-22] a denied role is given back by taking the same policy away', () => {
    const deny = actionNamed(proposeActions(given(threatOf(key), unprobed)).actions, 'aws iam attach-role-policy');
    expect(deny.line).toContain('--role-name ec2-role-storefront --policy-arn arn:aws:iam::aws:policy/AWSDenyAll');
    expect(deny.reversibility.kind).toBe('inverse');
  });

  const fieldsOf = (fields: Readonly<Record<string, string>>): SecurityEvent => ({ ...key, fields: { ...key.fields, ...fields } });

  it.each<[string, SecurityEvent, string]>([
    [
      'a role of AWS itself',
      fieldsOf({ 'ct.user.arn': 'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin/x' }),
      'AWSReservedSSO',
    ],
    ['a role of another account', fieldsOf({ 'ct.user.arn': 'arn:aws:sts::999999999999:assumed-role/theirs/x' }), 'theirs'],
    ['a temporary key', fieldsOf({ 'ct.response.accesskey.accesskeyid': 'ASIAEXAMPLEBACKUP001' }), 'ASIA'],
    ['a key that was not made', fieldsOf({ 'ct.error': 'AccessDenied' }), 'AKIAEXAMPLEBACKUP001'],
  ])('[R-11] nothing is proposed for %s', (_what, event, text) => {
    const { actions } = proposeActions(given(threatOf({ ...event, scope: { ...event.scope, awsAccount: '123456789012' } }), unprobed));
    expect(actions.filter(({ surface, line }) => surface === 'aws' && line.includes(text))).toEqual([]);
  });

  it('[R-11] a policy of another partition is that partition’s own', () => {
    const event = fieldsOf({ 'ct.user.arn': 'arn:aws-us-gov:sts::123456789012:assumed-role/ec2-role-storefront/i-0a1b2c3d4e5f60718' });
    const deny = actionNamed(proposeActions(given(threatOf(event), unprobed)).actions, 'aws iam attach-role-policy');
    expect(deny.line).toContain('arn:aws-us-gov:iam::aws:policy/AWSDenyAll');
  });

  it('[R-10] without AWS they are shown with the reason and no request', () => {
    const aws = { usable: false, reason: 'the profile is of another account', fix: 'Switch the profile' } as const;
    const own = proposeActions(given(threatOf(key), unprobed, { aws })).actions.filter(({ surface }) => surface === 'aws');
    expect(own.length).toBeGreaterThan(0);
    for (const one of own) {
      expect(one).toMatchObject({ availability: { state: 'unavailable', reason: aws.reason, fix: aws.fix } });
      expect(one.request).toBeUndefined();
      expect(one.line).not.toMatch(/--profile|--region/);
    }
  });
});

describe('what only a person can do', () => {
  it('[R-06] is a ticket with its command and without a request', () => {
    const rules = ['Create Access Key for User', 'CloudTrail Logging Disabled', 'Put Bucket Policy Allowing Public Access'] as const;
    const tickets = proposeActions(given(sampleThreat(...rules), unprobed)).actions.filter(({ surface }) => surface === 'ticket');
    expect(tickets.map(({ name, request, line }) => [name, request, line.startsWith(name)])).toEqual(
      ['aws cloudtrail start-logging', 'aws iam put-role-policy', 'aws iam put-user-policy', 'aws s3api put-public-access-block'].map(
        (name) => [name, undefined, true],
      ),
    );
  });

  it('[R-11] a user that the threat made is to be deleted, one that was there before is not', () => {
    const made = { ...sampleEvent('Create Access Key for User') };
    const names = (event: SecurityEvent) => proposeActions(given(threatOf(event), unprobed)).actions.map(({ name }) => name);
    expect(names({ ...made, fields: { ...made.fields, 'ct.name': 'CreateUser' } })).toContain('aws iam delete-user');
    expect(names(made)).not.toContain('aws iam delete-user');
  });

  it('[R-11] without an isolation in the catalogue the labelled pods are to be cut off by hand', async () => {
    const none = { catalogue: evidenceOf([], 'list_response_actions', {}) };
    const ticket = actionNamed(proposeActions(given(threat, await probed(), none)).actions, 'kubectl apply');
    expect(ticket.line).toContain(`"matchLabels":{"runtime-threats/quarantine":"${threat.eventId}"}`);
    expect(proposeActions(given(threat, await probed())).actions.map(({ name }) => name)).not.toContain('kubectl apply');
  });
});
