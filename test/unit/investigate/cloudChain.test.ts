import { describe, expect, it } from 'vitest';
import { buildChain } from '../../../src/extension/core/investigate/chain/buildChain.ts';
import { wayIn } from '../../../src/extension/core/investigate/chain/entry.ts';
import type { Scope, SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { words } from './read.ts';
import { proc } from './scenario.ts';
import { at, seen } from './sightings.ts';

/** The chain of the last event, over all of them. */
function chain(events: readonly SecurityEvent[]) {
  return buildChain({ trigger: seen(events.at(-1)!), ofGroups: [], swept: events.map(seen), special: () => undefined });
}

/** Which of the events are in it, counted from 0. */
function members(...events: readonly SecurityEvent[]) {
  return chain(events).members.map(({ event: one }) => events.findIndex(({ id }) => id === one.value.id));
}

function links(...events: readonly SecurityEvent[]) {
  return chain(events).links.map((link) => [link.from, link.to, words(link.reason.phrase), link.inferred]);
}

const account = '210987654321';
const cloud: Scope = { awsAccount: account };
const outside = '203.0.113.9';
const call = (api: string, caller: Record<string, string>, more: Record<string, string> = {}): Record<string, string> => ({
  'ct.name': api,
  'ct.src': 'iam.amazonaws.com',
  'ct.user.accountid': account,
  ...caller,
  ...more,
});
const user = (name: string, more: Record<string, string> = {}) => ({
  'ct.user': name,
  'ct.user.arn': `arn:aws:iam::${account}:user/${name}`,
  'ct.user.identitytype': 'IAMUser',
  ...more,
});
const session = (role: string, name: string, more: Record<string, string> = {}) => ({
  'ct.user': role,
  'ct.user.arn': `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
  'ct.user.identitytype': 'AssumedRole',
  ...more,
});
const from = (ip: string) => ({ 'ct.srcip': ip });
const key = (id: string) => ({ 'ct.user.accesskeyid': id });
const agent = (name: string) => ({ 'ct.useragent': name });
const asked = (role: string) => proc('curl', `curl http://169.254.169.254/latest/meta-data/iam/security-credentials/${role}`, 'sh', 61, 60);

const project = 'orbit-prod';
const gcp: Scope = { gcpProject: project };
const inGcp = (method: string, email: string, more: Record<string, string> = {}) => ({
  'gcp.methodName': method,
  'gcp.user': email,
  'gcp.callerIP': outside,
  ...more,
});
const batch = `batch@${project}.iam.gserviceaccount.com`;
const inPod: Scope = { cluster: 'c', namespace: 'n', workload: 'batch', pod: 'batch-0', container: '0123456789ab', gcpProject: project };
const metadata = (path: string) => proc('wget', `wget http://metadata.google.internal/computeMetadata/v1/${path}`, 'sh', 9, 8);

const okta = { source: 'okta' };
const github = { source: 'github' };
const audit = { source: 'k8s_audit' };
const signIn = (mail: string, ip?: string) => ({
  'okta.evt.type': 'user.session.start',
  'okta.actor.alternateId': mail,
  ...(ip && { 'okta.client.ip': ip }),
});
const pushTo = (repository: string, who: string, ref = 'refs/heads/main') => ({
  'github.type': 'push',
  'github.actor': who,
  'github.repository': repository,
  'github.ref': ref,
});

const digest = (two: string) => `sha256:${two.repeat(32)}`;
const region = { 'ct.region': 'eu-north-1' };
const putImage = (repository: string, tag: string, sha?: string) => ({
  ...region,
  'ct.request.repositoryName': repository,
  'ct.request.imageTag': tag,
  ...(sha && { 'ct.response.image.imageId.imageDigest': sha }),
});
const running = (repository: string, tag: string, sha?: string): Scope => ({
  container: 'ba9876543210',
  pod: 'api-0',
  image: { repository, tag, ...(sha && { digest: sha }) },
});
const registry = `${account}.dkr.ecr.eu-north-1.amazonaws.com`;
const azure: Scope = { azureSubscription: '9f8e7d6c-0000-4111-8222-aaaabbbbcccc' };
const inAzure = (operation: string, machine: string) => ({
  'azure.operationName': operation,
  'azure.caller': 'kim',
  'azure.resourceId': `/subscriptions/x/providers/Microsoft.Compute/virtualMachines/${machine}`,
});
const task = 'ab'.repeat(16);
const asksTask = { ...proc('python', 'python app.py', 'gunicorn', 9, 8), 'fd.sip': '169.254.170.2' };
const dropped = proc('helper', '/app/helper', 'entry.sh', 9, 8);

describe('the way in', () => {
  it.each([
    [
      'a sign-in',
      at(9, {}, signIn('nadja@orbit.example', outside), okta),
      'the account nadja@orbit.example at the identity provider, used from 203.0.113.9',
    ],
    ['a push without an address', at(9, {}, pushTo('orbit/api', 'nadja'), github), 'the account nadja at the code host'],
    ['a call to GCP', at(9, gcp, inGcp('storage.objects.list', batch)), `the credentials of ${batch}, used from 203.0.113.9`],
  ])('[I-05] %s shows whose account it came in through', (_name, first, told) => {
    expect(words(wayIn(first) ?? [])).toBe(told);
  });

  it('[I-05] a call by a service of the provider shows none', () => {
    const service = call('RunInstances', session('AWSServiceRoleForAutoScaling', 'AutoScaling', from('autoscaling.amazonaws.com')));
    expect(wayIn(at(9, cloud, service))).toBeUndefined();
  });
});

describe('causal links of cloud, identity and code', () => {
  const cases: readonly (readonly [string, SecurityEvent, SecurityEvent, string, boolean])[] = [
    [
      'a role that was asked for, where the event names no instance',
      at(9, cloud, asked('web-role')),
      at(8, cloud, call('ListBuckets', session('web-role', 'i-0aa', from(outside)))),
      'the metadata service gave out the credentials of i-0aa, whose role session made the call.',
      false,
    ],
    [
      'a role that was asked for, whose session is not named after its instance',
      at(9, { ...cloud, instance: 'i-0aa' }, asked('web-role')),
      at(8, cloud, call('ListBuckets', session('web-role', 'tooling', from(outside)))),
      'the metadata service was asked for the credentials of web-role, whose session made the call.',
      false,
    ],
    [
      'a process on an instance and its session, without a question to the metadata service',
      at(9, { instance: 'i-0aa', host: 'vm' }, proc('sh', 'sh', 'java', 61, 60)),
      at(8, cloud, call('ListBuckets', session('web-role', 'i-0aa', from(outside)))),
      'the call was made by the role session of i-0aa, where this ran.',
      true,
    ],
    [
      'a session that was begun, by its role and name',
      at(
        9,
        cloud,
        call('AssumeRole', user('kim'), { 'ct.request.roleArn': `arn:aws:iam::${account}:role/admin`, 'ct.request.roleSessionName': 's1' }),
      ),
      at(8, cloud, call('StopLogging', session('admin', 's1'))),
      'the call was made by the session of admin that was begun there.',
      false,
    ],
    [
      'a session that was begun, by the key that came with it',
      at(9, cloud, call('GetFederationToken', user('kim'), { 'ct.response.credentials.accessKeyId': 'ASIA1' })),
      at(8, cloud, call('StopLogging', { 'ct.user': 'other', ...key('ASIA1') })),
      'the call was made by the session of other that was begun there.',
      false,
    ],
    [
      'a user that was created',
      at(9, cloud, call('CreateUser', user('kim', from(outside)), { 'ct.request.userName': 'svc' })),
      at(8, cloud, call('StopLogging', user('svc', from('198.51.100.7')))),
      'the call was made as svc, who was created by that.',
      false,
    ],
    [
      'a call about a user that was created',
      at(9, cloud, call('CreateUser', user('kim'), { 'ct.request.userName': 'svc' })),
      at(8, cloud, call('AttachUserPolicy', user('lou'), { 'ct.request.userName': 'svc' })),
      'the call is about svc, which was made or changed by that.',
      false,
    ],
    [
      'a role that was opened and is assumed from elsewhere',
      at(9, cloud, call('UpdateAssumeRolePolicy', user('kim'), { 'ct.request.roleName': 'ops' })),
      at(8, cloud, {
        'ct.name': 'AssumeRole',
        'ct.user.accountid': '999988887777',
        'ct.request.roleArn': `arn:aws:iam::${account}:role/ops`,
      }),
      `the call is about arn:aws:iam::${account}:role/ops, which was made or changed by that.`,
      false,
    ],
    [
      'a function that was changed and its session',
      at(9, cloud, call('UpdateFunctionCode20150331v2', user('kim'), { 'ct.request.functionName': 'resize' })),
      at(8, cloud, call('GetSecretValue', session('resize-role-x', 'resize'))),
      'the call was made by the session of the function resize.',
      false,
    ],
    [
      'a command sent to an instance and what its agent ran',
      at(9, cloud, call('SendCommand', user('kim'), { 'ct.request': '{"instanceIds":["i-0123456789abcdef0"]}' })),
      at(8, { instance: 'i-0123456789abcdef0', host: 'vm' }, proc('sh', 'sh -c id', 'ssm-document-worker', 61, 60)),
      'SendCommand by kim had reached the instance i-0123456789abcdef0.',
      false,
    ],
    [
      'an instance that was started and what ran on it',
      at(
        9,
        cloud,
        call('RunInstances', user('kim'), { 'ct.response': '{"instancesSet":{"items":[{"instanceId":"i-0123456789abcdef0"}]}}' }),
      ),
      at(8, { instance: 'i-0123456789abcdef0', host: 'vm' }, proc('xmrig', 'xmrig', 'cloud-init', 61, 60)),
      'RunInstances by kim had reached the instance i-0123456789abcdef0.',
      false,
    ],
    [
      'a token of a pod and a session that its namespace’s account began',
      at(
        9,
        { cluster: 'c', namespace: 'shop', pod: 'web-0' },
        { ...proc('cat', 'cat', 'sh', 9, 8), 'fd.name': '/var/run/secrets/eks.amazonaws.com/serviceaccount/token' },
      ),
      at(8, cloud, call('AssumeRoleWithWebIdentity', { 'ct.user': 'system:serviceaccount:shop:web' })),
      'a token was read in the namespace of system:serviceaccount:shop:web, who began the session.',
      true,
    ],
    [
      'a caller of the cloud who asks the cluster under the same name',
      at(9, cloud, call('DescribeCluster', session('ops', 'run-7', from(outside)))),
      at(
        8,
        { cluster: 'c' },
        { 'ka.user.name': `arn:aws:sts::${account}:assumed-role/ops/run-7`, 'ka.verb': 'list', 'ka.sourceips': `["${outside}"]` },
        audit,
      ),
      `same identity arn:aws:sts::${account}:assumed-role/ops/run-7.`,
      true,
    ],
    [
      'one key from one address',
      at(9, cloud, call('ListUsers', user('kim', { ...key('AKIA1'), ...from(outside), ...agent('a') }))),
      at(8, cloud, call('StopLogging', user('kim', { ...key('AKIA1'), ...from(outside), ...agent('b') }))),
      'same access key AKIA1.',
      false,
    ],
    [
      'one key with one tool',
      at(9, cloud, call('ListUsers', user('kim', { ...key('AKIA1'), ...from(outside), ...agent('a') }))),
      at(8, cloud, call('StopLogging', user('kim', { ...key('AKIA1'), ...from('198.51.100.7'), ...agent('a') }))),
      'same access key AKIA1.',
      false,
    ],
    [
      'the token of a service account that the command names',
      at(9, inPod, metadata(`instance/service-accounts/${batch}/token`)),
      at(8, gcp, inGcp('storage.objects.list', batch)),
      `the metadata server was asked for the token of ${batch}, who made the call.`,
      false,
    ],
    [
      'the token of the account that is named like the workload',
      at(9, inPod, metadata('instance/service-accounts/default/token')),
      at(8, gcp, inGcp('storage.objects.list', batch)),
      `the metadata server was asked in the project of ${batch}, who made the call.`,
      true,
    ],
    [
      'the token of the account of the project’s machines',
      at(9, inPod, metadata('instance/service-accounts/default/token')),
      at(8, gcp, inGcp('storage.objects.list', '811200-compute@developer.gserviceaccount.com', { 'gcp.projectId': project })),
      'the metadata server was asked in the project of 811200-compute@developer.gserviceaccount.com, who made the call.',
      true,
    ],
    [
      'a key of a service account',
      at(
        9,
        gcp,
        inGcp('google.iam.admin.v1.CreateServiceAccountKey', 'kim@orbit.example', {
          'gcp.resourceName': `projects/-/serviceAccounts/${batch}`,
        }),
      ),
      at(8, gcp, inGcp('storage.objects.list', batch, { 'gcp.callerIP': '198.51.100.7' })),
      `the call was made as ${batch}, for whom the credentials were made.`,
      false,
    ],
    [
      'a sign-in and a push by the login of its e-mail address',
      at(9, {}, signIn('nadja@orbit.example', outside), okta),
      at(8, {}, pushTo('orbit/api', 'nadja'), github),
      'nadja is the same person as nadja@orbit.example.',
      true,
    ],
    [
      'a sign-in and a session that is named by its e-mail address',
      at(9, {}, signIn('nadja@orbit.example', outside), okta),
      at(8, cloud, call('ConsoleLogin', session('AWSReservedSSO_Dev_1', 'nadja@orbit.example', from(outside)))),
      `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Dev_1/nadja@orbit.example is the same person as nadja@orbit.example.`,
      true,
    ],
    [
      'a sign-in and a request to a cluster',
      at(9, {}, signIn('nadja@orbit.example', outside), okta),
      at(8, { cluster: 'c' }, { 'ka.user.name': 'nadja@orbit.example', 'ka.verb': 'list', 'ka.target.resource': 'secrets' }, audit),
      'same person nadja@orbit.example.',
      true,
    ],
    [
      'a push and the image that is named after its repository',
      at(9, {}, pushTo('https://github.com/orbit/api.git', 'nadja'), github),
      at(8, cloud, call('PutImage', session('ci-push', 'GitHubActions'), putImage('api', '1.2'))),
      'orbit/api, which it is built from, had been changed.',
      true,
    ],
    [
      'a push and the session of its own pipeline',
      at(9, {}, pushTo('orbit/api', 'nadja'), github),
      at(8, cloud, call('AssumeRoleWithWebIdentity', { 'ct.user': 'repo:orbit/api:ref:refs/heads/main' })),
      'orbit/api, which it is built from, had been changed.',
      true,
    ],
    [
      'an image by its digest, under another tag',
      at(9, cloud, call('PutImage', session('ci-push', 'GitHubActions'), putImage('team/api', '1.2', digest('ab')))),
      at(8, running(`${registry}/team/api`, 'latest', digest('ab')), dropped),
      `the container runs the image ${digest('ab')}, which ci-push pushed.`,
      false,
    ],
    [
      'an image by repository and tag, where one side knows no digest',
      at(9, cloud, call('PutImage', session('ci-push', 'GitHubActions'), putImage('team/api', '1.2'))),
      at(8, running(`${registry}/team/api`, '1.2', digest('ab')), dropped),
      `the container runs ${registry}/team/api:1.2, which ci-push pushed.`,
      true,
    ],
    [
      'a pushed image and what a shell of its own program started',
      at(9, cloud, call('PutImage', session('ci-push', 'GitHubActions'), putImage('team/api', '1.2', digest('ab')))),
      at(8, running(`${registry}/team/api`, '1.2', digest('ab')), {
        ...proc('helper', '/tmp/helper', 'sh', 9, 8),
        'proc.aname[2]': 'node',
      }),
      `the container runs the image ${digest('ab')}, which ci-push pushed.`,
      false,
    ],
    [
      'a package that the code host published',
      at(9, {}, { ...pushTo('orbit/api', 'nadja'), 'github.package': 'ghcr.io/orbit/api:1.2' }, github),
      at(8, running('ghcr.io/orbit/api', '1.2'), dropped),
      'the container runs ghcr.io/orbit/api:1.2, which nadja pushed.',
      true,
    ],
    [
      'a command that pushes, and a container of that tag',
      at(9, { container: 'aaaaaaaaaaaa' }, proc('crane', 'crane push --insecure /tmp/w.tar ghcr.io/orbit/api:1.2', 'sh', 9, 8)),
      at(8, running('ghcr.io/orbit/api', '1.2'), dropped),
      'the container runs ghcr.io/orbit/api:1.2, which was pushed there.',
      true,
    ],
    [
      "a task's credentials and the session of that task",
      at(9, { ...cloud, container: 'aaaaaaaaaaaa' }, { ...asksTask, 'ecs.task': `arn:aws:ecs:us-east-1:${account}:task/main/${task}` }),
      at(8, cloud, call('ListSecrets', session('any', task, from(outside)))),
      `the credentials of the task ${task} were asked for, and its session made the call.`,
      false,
    ],
    [
      "a task's credentials and a task's session of a role that is named like its container",
      at(9, { ...cloud, container: 'aaaaaaaaaaaa', containerName: 'orders-api' }, asksTask),
      at(8, cloud, call('ListSecrets', session('orders-task-role', task, from(outside)))),
      "orders-api had asked for its task's credentials, and a task's session of the role orders-task-role made the call.",
      true,
    ],
    [
      'a command that Azure was asked to run and what the agent of that machine started',
      at(9, azure, inAzure('Microsoft.Compute/virtualMachines/runCommand/action', 'vm-erp-01')),
      at(
        8,
        { ...azure, host: 'VM-erp-01' },
        { ...proc('bash', 'bash script.sh', 'python3', 61, 60), 'proc.pcmdline': 'python3 -u bin/WALinuxAgent-2.11' },
      ),
      'a command was sent by kim to the machine VM-erp-01, whose agent started this.',
      true,
    ],
    [
      'one login at the code host',
      at(9, {}, pushTo('orbit/api', 'nadja'), github),
      at(8, {}, pushTo('orbit/web', 'nadja'), github),
      'same identity nadja.',
      true,
    ],
  ];

  it.each(cases)('[K-03] %s', (_name, cause, effect, reason, inferred) => {
    expect(links(cause, effect)).toEqual([['S1', 'S2', reason, inferred]]);
  });

  const apart: readonly (readonly [string, ...SecurityEvent[]])[] = [
    [
      'the session of another instance of the role',
      at(9, { ...cloud, instance: 'i-0aa' }, asked('web-role')),
      at(8, cloud, call('ListBuckets', session('web-role', 'i-0bb', from(outside)))),
    ],
    [
      'sessions of two functions behind one gateway',
      at(9, cloud, call('GetItem', session('fn', 'mailer', from('192.0.2.4')))),
      at(8, cloud, call('GetSecretValue', session('fn', 'resize-42fn', from('192.0.2.4')))),
    ],
    [
      'a user of the same name in another account',
      at(9, cloud, call('ListBuckets', user('nadja'))),
      at(
        8,
        { awsAccount: '111122223333' },
        { 'ct.name': 'ListUsers', 'ct.user': 'nadja', 'ct.user.arn': 'arn:aws:iam::111122223333:user/nadja' },
      ),
    ],
    [
      'another key of the user for whom a key was made',
      at(9, cloud, call('CreateAccessKey', user('kim'), { 'ct.request.userName': 'svc', 'ct.response.accessKey.accessKeyId': 'AKIA1' })),
      at(8, cloud, call('ListBuckets', user('svc', key('AKIA2')))),
    ],
    [
      'a key that was refused',
      at(9, cloud, call('CreateAccessKey', user('kim'), { 'ct.request.userName': 'svc', 'ct.error': 'AccessDenied' })),
      at(8, cloud, call('ListBuckets', user('svc'))),
    ],
    [
      'one user at two addresses',
      at(9, cloud, call('ListBuckets', user('ci', from('192.0.2.4')))),
      at(8, cloud, call('StopLogging', user('ci', from(outside)))),
    ],
    [
      'a key that leaked, in its two hands',
      at(9, cloud, call('ListBuckets', user('ci', { ...key('AKIA1'), ...from('192.0.2.4'), ...agent('terraform') }))),
      at(8, cloud, call('StopLogging', user('ci', { ...key('AKIA1'), ...from(outside), ...agent('boto') }))),
    ],
    [
      'two runs of pipelines that share a role and the name of its sessions',
      at(9, cloud, call('PutImage', session('ci-push', 'GitHubActions', { ...from('192.0.2.4'), ...agent('docker') }))),
      at(8, cloud, call('PutImage', session('ci-push', 'GitHubActions', { ...from('192.0.2.5'), ...agent('docker') }))),
    ],
    [
      "a task's credentials and a task's session of a role of another name",
      at(9, { ...cloud, container: 'aaaaaaaaaaaa', containerName: 'orders-api' }, asksTask),
      at(8, cloud, call('ListSecrets', session('billing-task-role', task, from(outside)))),
    ],
    [
      "a task's credentials and the session of another task",
      at(
        9,
        { ...cloud, container: 'aaaaaaaaaaaa', containerName: 'orders-api' },
        { ...asksTask, 'ecs.task': `arn:aws:ecs:us-east-1:${account}:task/${'cd'.repeat(16)}` },
      ),
      at(8, cloud, call('ListSecrets', session('orders-task-role', task, from(outside)))),
    ],
    [
      'a command that Azure was asked to run and what somebody else started on that machine',
      at(9, azure, inAzure('Microsoft.Compute/virtualMachines/runCommand/action', 'vm-erp-01')),
      at(8, { ...azure, host: 'vm-erp-01' }, proc('bash', 'bash script.sh', 'nginx', 61, 60)),
    ],
    [
      'calls by a service of the provider',
      at(9, cloud, call('RunInstances', session('AWSServiceRoleForAutoScaling', 'AutoScaling', from('autoscaling.amazonaws.com')))),
      at(8, cloud, call('TerminateInstances', session('AWSServiceRoleForAutoScaling', 'AutoScaling', from('autoscaling.amazonaws.com')))),
    ],
    [
      'an instance that a command was sent to and a service of its own there',
      at(9, cloud, call('SendCommand', user('kim'), { 'ct.request': '{"instanceIds":["i-0123456789abcdef0"]}' })),
      at(8, { instance: 'i-0123456789abcdef0', host: 'vm' }, proc('sh', 'sh -c id', 'nginx', 61, 60)),
    ],
    [
      'a token of a pod and an account of another namespace',
      at(
        9,
        { cluster: 'c', namespace: 'shop', pod: 'web-0' },
        { ...proc('cat', 'cat', 'sh', 9, 8), 'fd.name': '/var/run/secrets/eks.amazonaws.com/serviceaccount/token' },
      ),
      at(8, cloud, call('AssumeRoleWithWebIdentity', { 'ct.user': 'system:serviceaccount:billing:web' })),
    ],
    [
      'a person at work elsewhere under the name of a sign-in',
      at(9, {}, signIn('nadja@orbit.example', outside), okta),
      at(8, cloud, call('ConsoleLogin', session('AWSReservedSSO_Dev_1', 'nadja@orbit.example', from('192.0.2.4')))),
    ],
    ['a name that many go by', at(9, {}, signIn('admin@orbit.example', outside), okta), at(8, {}, pushTo('orbit/api', 'admin'), github)],
    [
      'an image of another repository',
      at(9, {}, pushTo('orbit/web', 'nadja'), github),
      at(8, cloud, call('PutImage', session('ci-push', 'GitHubActions'), putImage('api', '1.2'))),
    ],
    [
      'a tag that has moved',
      at(9, cloud, call('PutImage', session('ci-push', 'GitHubActions'), putImage('team/api', '1.2', digest('cd')))),
      at(8, running(`${registry}/team/api`, '1.2', digest('ab')), dropped),
    ],
    [
      'a pushed image and a shell that the container’s server started',
      at(9, cloud, call('PutImage', session('ci-push', 'GitHubActions'), putImage('team/api', '1.2', digest('ab')))),
      at(8, running(`${registry}/team/api`, '1.2', digest('ab')), proc('sh', 'sh -c id', 'java', 9, 8)),
    ],
    [
      'a service account of another name than the workload',
      at(9, inPod, metadata('instance/service-accounts/default/token')),
      at(8, gcp, inGcp('storage.objects.list', `terraform@${project}.iam.gserviceaccount.com`)),
    ],
  ];

  it.each(apart.map(([name, ...events]) => [name, events] as const))('[I-05] %s are no link', (_name, events) => {
    expect(links(...events)).toEqual([]);
  });

  it('[K-03] a sign-in is the cause of what the person does at each place, and within a place one follows the other', () => {
    const told = links(
      at(9, {}, signIn('nadja@orbit.example', outside), okta),
      at(8, {}, pushTo('orbit/api', 'nadja'), github),
      at(7, {}, { ...pushTo('orbit/api', 'nadja', 'refs/heads/rel'), 'github.sourceip': outside }, github),
      at(6, cloud, call('ConsoleLogin', session('AWSReservedSSO_Dev_1', 'nadja@orbit.example', from(outside)))),
    );
    expect(told.map(([cause, effect]) => [cause, effect])).toEqual([
      ['S1', 'S2'],
      ['S2', 'S3'],
      ['S1', 'S4'],
    ]);
  });

  it('[K-03] of several changes the one of the tag that was built is the cause of the image', () => {
    const built = members(
      at(9, {}, pushTo('orbit/api', 'nadja', 'refs/tags/v1.2'), github),
      at(8, {}, pushTo('orbit/api', 'someone-else', 'refs/heads/docs'), github),
      at(7, cloud, call('PutImage', session('ci-push', 'GitHubActions'), putImage('api', 'v1.2'))),
    );
    expect(built).toEqual([0, 2]);
  });

  it('[K-03] a command that asks for credentials is the cause, and not an agent’s later question about its machine', () => {
    const told = links(
      at(9, { ...cloud, instance: 'i-0aa' }, asked('')),
      at(8, { ...cloud, instance: 'i-0aa' }, { ...proc('agent', 'agent', 'systemd', 7, 1), 'fd.sip': '169.254.169.254' }),
      at(7, cloud, call('ListBuckets', session('web-role', 'i-0aa', from(outside)))),
    );
    expect(told.map(([cause, effect, , inferred]) => [cause, effect, inferred])).toEqual([['S1', 'S2', false]]);
  });

  it('[K-03] calls of a session whose name many share belong to the one that was begun from their address', () => {
    const begin = (ip: string) =>
      call('AssumeRoleWithWebIdentity', from(ip), {
        'ct.request.roleArn': `arn:aws:iam::${account}:role/ci`,
        'ct.request.roleSessionName': 'pipeline',
      });
    const own = members(
      at(9, cloud, begin(outside)),
      at(8, cloud, begin('192.0.2.4')),
      at(7, cloud, call('PutObject', session('ci', 'pipeline', from('192.0.2.4')))),
      at(6, cloud, call('GetSecretValue', session('ci', 'pipeline', from(outside)))),
    );
    expect(own).toEqual([0, 3]);
  });

  it('[K-03] a session that called from its own place before its credentials were asked for is at work there afterwards', () => {
    const home = call('ListBuckets', session('web-role', 'i-0aa', from('192.0.2.4')));
    const stolen = members(
      at(9, cloud, home),
      at(8, { ...cloud, instance: 'i-0aa' }, asked('web-role')),
      at(7, cloud, home),
      at(6, cloud, call('GetSecretValue', session('web-role', 'i-0aa', from(outside)))),
    );
    expect(stolen).toEqual([1, 3]);
  });
});
