import { describe, expect, it } from 'vitest';
import { familyOf } from '../../../src/extension/core/investigate/watch/readHit.ts';
import type { SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { call, event, pod, proc } from './scenario.ts';

const id = 'a'.repeat(32);
const seen = (rule: string, tags: string[] = [], fields: Record<string, string> = proc('x', 'x', 'sh', 9, 8)) =>
  event({ id, ago: 30, rule, tags, scope: pod, fields });
const called = (api: string, service: string, rule = 'Rule 17') =>
  event({ id, ago: 30, rule, severity: 6, source: 'awscloudtrail', scope: { awsAccount: '1' }, fields: call(api, service) });
const asked = (verb: string, resource: string, subresource?: string) =>
  event({
    id,
    ago: 30,
    rule: 'Rule 17',
    severity: 6,
    source: 'k8s_audit',
    scope: { cluster: 'c' },
    fields: { 'ka.verb': verb, 'ka.target.resource': resource, ...(subresource !== undefined && { 'ka.target.subresource': subresource }) },
  });
const family = (hit: SecurityEvent) => familyOf(hit)?.name;

describe('the watch-list knows a hit', () => {
  it.each([
    ['CreateAccessKey', 'iam', 'persistent cloud credentials'],
    ['CreateLoginProfile', 'iam', 'persistent cloud credentials'],
    ['GetSecretValue', 'secretsmanager', 'persistent cloud credentials'],
    ['ConsoleLogin', 'signin', 'persistent cloud credentials'],
    ['StopLogging', 'cloudtrail', 'defence evasion'],
    ['DeleteTrail', 'cloudtrail', 'defence evasion'],
    ['DeleteFlowLogs', 'ec2', 'defence evasion'],
    ['DeleteDetector', 'guardduty', 'defence evasion'],
    ['PutBucketPolicy', 's3', 'exfiltration'],
    ['ModifySnapshotAttribute', 'ec2', 'exfiltration'],
    ['AssumeRole', 'sts', 'lateral movement'],
    ['SendCommand', 'ssm', 'lateral movement'],
    ['AttachUserPolicy', 'iam', 'privilege escalation'],
  ])('[I-21] by the cloud API %s of %s, whatever its rule is called and how severe it is', (api, service, expected) => {
    expect(family(called(api, service))).toBe(expected);
  });

  it.each([
    ['create', 'pods', 'exec', 'lateral movement'],
    ['create', 'pods', 'attach', 'lateral movement'],
    ['create', 'pods', 'portforward', 'lateral movement'],
    ['list', 'secrets', undefined, 'privilege escalation'],
    ['create', 'clusterrolebindings', undefined, 'privilege escalation'],
    ['create', 'serviceaccounts', 'token', 'privilege escalation'],
  ])('[I-21] by what was asked of the cluster: %s %s %s', (verb, resource, subresource, expected) => {
    expect(family(asked(verb, resource, subresource))).toBe(expected);
  });

  it.each([
    ['MITRE_T1552.005_cloud_instance_metadata_api', 'metadata-service theft'],
    ['T1611', 'privilege escalation'],
    ['attack.t1562.001', 'defence evasion'],
    ['T1048', 'exfiltration'],
    ['mitre_lateral_movement', 'lateral movement'],
    ['MITRE_TA0002_execution', 'active runtime compromise'],
    ['mitre_discovery', 'reconnaissance'],
  ])('[I-21] by the tag %s of a rule whose name says nothing', (tag, expected) => {
    expect(family(seen('Rule 17', [tag]))).toBe(expected);
  });

  it.each([
    ['Contact EC2 Instance Metadata Service From Container', 'metadata-service theft'],
    ['Command Injection through AI Agent Tool', 'prompt injection'],
    ['Untrusted instructions in LLM prompt', 'prompt injection'],
    ['Reverse shell to remote host', 'active runtime compromise'],
  ])('[I-21] by the meaning of a name: %s', (rule, expected) => {
    expect(family(seen(rule))).toBe(expected);
  });

  it('[I-21] by the metadata address itself', () => {
    expect(family(seen('Rule 17', [], { ...proc('curl', 'curl -s http://169.254.169.254/latest', 'sh', 9, 8) }))).toBe(
      'metadata-service theft',
    );
  });

  it.each(['malware', 'drift', 'machineLearning'])('[I-21] by the engine that found it: %s', (engine) => {
    expect(family({ ...seen('Rule 17'), engine })).toBe('active runtime compromise');
  });

  it('[I-21] not by the tactic alone of what is of low severity and fires all day', () => {
    const daily = (severity: number) => event({ id, ago: 30, severity, rule: 'Rule 17', tags: ['mitre_discovery'], scope: pod });
    expect([5, 6, 7].map((severity) => family(daily(severity)))).toEqual(['reconnaissance', undefined, undefined]);
  });

  it('[I-21] not where nothing speaks', () => {
    expect(family(seen('Rule 17'))).toBeUndefined();
    expect(family(called('RenewThing', 'other'))).toBeUndefined();
  });
});
