import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../../src/extension/core/investigate/tactic/classify.ts';
import { meaningOfApi } from '../../../src/extension/core/investigate/tactic/cloudApis.ts';
import { meaningOfK8s } from '../../../src/extension/core/investigate/tactic/k8sApis.ts';
import { readTags } from '../../../src/extension/core/investigate/tactic/tags.ts';
import { event, group, run, threat } from './scenario.ts';

describe('tags', () => {
  it.each([
    [['container', 'MITRE_TA0002_execution', 'MITRE_T1059.004_command_and_scripting_interpreter_unix_shell'], 'execution', 'T1059.004'],
    [['mitre_execution', 'mitre_persistence', 'T1053.003'], 'persistence', 'T1053.003'],
    [['TA0005'], 'defense_evasion', undefined],
    [['MITRE_TA0112_defense_impairment'], 'defense_evasion', undefined],
    [['mitre_command_and_control'], 'c2', undefined],
    [['attack.t1496'], 'impact', 'T1496'],
    [['MITRE_ATTACK_persistence'], 'persistence', undefined],
    [['T1098.001'], 'persistence', 'T1098.001'],
    [['T1089'], 'defense_evasion', 'T1089'],
    [['MITRE_T1081_credentials_in_files'], 'credential_access', 'T1081'],
    [['attack.t1685'], 'defense_evasion', 'T1685'],
    [['T1078.004'], 'initial_access', 'T1078.004'],
  ])('[I-06] %j is %s', (tags, tactic, technique) => {
    expect(readTags(tags)).toMatchObject({ tactic, ...(technique && { technique }) });
  });

  it('[I-06] of two tagged tactics the more specific is taken and the other kept', () => {
    expect(readTags(['mitre_discovery', 'mitre_credential_access'])).toMatchObject({ tactic: 'credential_access', secondary: 'discovery' });
  });

  it('[I-06] tags without a tactic or technique say nothing', () => {
    expect(readTags(['container', 'network', 'PCI_DSS_10.2.7', 'T10', 'NIST_800-53_TA00021'])).toBeUndefined();
  });
});

/** Calls of the well-known cloud attack techniques and what ATT&CK files them under. */
const apis: readonly (readonly [string, string, string | undefined])[] = [
  ['ec2', 'GetPasswordData', 'credential_access'],
  ['secretsmanager', 'BatchGetSecretValue', 'credential_access'],
  ['ssm', 'GetParameters', 'credential_access'],
  ['cloudtrail', 'StopLogging', 'defense_evasion'],
  ['cloudtrail', 'DeleteTrail', 'defense_evasion'],
  ['cloudtrail', 'PutEventSelectors', 'defense_evasion'],
  ['ec2', 'DeleteFlowLogs', 'defense_evasion'],
  ['route53resolver', 'DeleteResolverQueryLogConfig', 'defense_evasion'],
  ['organizations', 'LeaveOrganization', 'defense_evasion'],
  ['s3', 'PutBucketLifecycle', 'defense_evasion'],
  ['guardduty', 'DeleteDetector', 'defense_evasion'],
  ['ec2', 'DescribeInstanceAttribute', 'discovery'],
  ['ses', 'GetSendQuota', 'discovery'],
  ['sts', 'GetCallerIdentity', 'discovery'],
  ['ec2', 'RunInstances', 'execution'],
  ['ec2', 'ModifyInstanceAttribute', 'execution'],
  ['ssm', 'SendCommand', 'execution'],
  ['ssm', 'StartSession', 'execution'],
  ['ec2', 'ModifySnapshotAttribute', 'exfiltration'],
  ['ec2', 'ModifyImageAttribute', 'exfiltration'],
  ['rds', 'ModifyDBSnapshotAttribute', 'exfiltration'],
  ['rds', 'ModifyDBClusterSnapshotAttribute', 'exfiltration'],
  ['s3', 'PutBucketPolicy', 'exfiltration'],
  ['ec2', 'AuthorizeSecurityGroupIngress', 'exfiltration'],
  ['s3', 'DeleteObjects', 'impact'],
  ['bedrock', 'InvokeModel', 'impact'],
  ['signin', 'ConsoleLogin', 'initial_access'],
  ['ec2-instance-connect', 'SendSSHPublicKey', 'lateral_movement'],
  ['ec2-instance-connect', 'SendSerialConsoleSSHPublicKey', 'lateral_movement'],
  ['iam', 'CreateAccessKey', 'persistence'],
  ['iam', 'CreateUser', 'persistence'],
  ['iam', 'CreateRole', 'persistence'],
  ['iam', 'AttachUserPolicy', 'persistence'],
  ['iam', 'UpdateAssumeRolePolicy', 'persistence'],
  ['iam', 'CreateLoginProfile', 'persistence'],
  ['lambda', 'UpdateFunctionCode20150331v2', 'persistence'],
  ['lambda', 'AddPermission20150331v2', 'persistence'],
  ['lambda', 'UpdateFunctionConfiguration20150331v2', 'persistence'],
  ['rolesanywhere', 'CreateTrustAnchor', 'persistence'],
  ['sts', 'GetFederationToken', 'persistence'],
  ['iam', 'UpdateLoginProfile', 'privilege_escalation'],
  ['sts', 'AssumeRole', undefined],
  ['ec2', 'StartInstances', undefined],
  ['iam', 'TagUser', undefined],
  ['iam', 'DeactivateMFADevice', 'persistence'],
  ['iam', 'DeleteUser', 'impact'],
  ['organizations', 'CreateAccount', 'persistence'],
  ['eks', 'CreateAccessEntry', 'persistence'],
  ['wafv2', 'DeleteWebACL', 'defense_evasion'],
  ['backup', 'DeleteRecoveryPoint', 'impact'],
  ['ec2', 'CreateTrafficMirrorSession', 'exfiltration'],
  ['ec2', 'AssociateIamInstanceProfile', 'privilege_escalation'],
  ['signin', 'PasswordRecoveryRequested', 'initial_access'],
];

/** Other providers write their calls in their own way. */
const otherApis: readonly (readonly [string, string | undefined, string | undefined])[] = [
  ['google.iam.admin.v1.CreateServiceAccountKey', undefined, 'persistence'],
  ['google.iam.admin.v1.CreateServiceAccount', undefined, 'persistence'],
  ['SetIamPolicy', undefined, 'persistence'],
  ['storage.setIamPermissions', undefined, 'exfiltration'],
  ['v1.compute.snapshots.setIamPolicy', undefined, 'exfiltration'],
  ['GenerateAccessToken', undefined, 'privilege_escalation'],
  ['google.cloud.secretmanager.v1.SecretManagerService.AccessSecretVersion', undefined, 'credential_access'],
  ['google.logging.v2.ConfigServiceV2.DeleteSink', undefined, 'defense_evasion'],
  ['v1.compute.firewalls.patch', undefined, 'defense_evasion'],
  ['beta.compute.instances.insert', undefined, 'execution'],
  ['cloudsql.backupRuns.delete', undefined, 'impact'],
  ['storage.buckets.delete', undefined, 'impact'],
  ['storage.objects.get', undefined, 'collection'],
  ['storage.buckets.list', undefined, 'discovery'],
  ['v1.compute.instances.aggregatedList', undefined, 'discovery'],
  ['io.k8s.core.v1.pods.exec.create', undefined, 'execution'],
  ['io.k8s.core.v1.secrets.list', undefined, 'credential_access'],
  ['Microsoft.Compute/virtualMachines/runCommand/action', undefined, 'execution'],
  ['MICROSOFT.COMPUTE/VIRTUALMACHINES/EXTENSIONS/WRITE', undefined, 'execution'],
  ['Microsoft.Compute/disks/beginGetAccess/action', undefined, 'exfiltration'],
  ['Microsoft.Network/bastionHosts/createShareableLinks/action', undefined, 'persistence'],
  ['Microsoft.Insights/diagnosticSettings/delete', undefined, 'defense_evasion'],
  ['Microsoft.Network/networkSecurityGroups/securityRules/write', undefined, 'defense_evasion'],
  ['Microsoft.Authorization/roleAssignments/write', undefined, 'persistence'],
  ['Microsoft.Authorization/elevateAccess/action', undefined, 'privilege_escalation'],
  ['Microsoft.Storage/storageAccounts/listKeys/action', undefined, 'credential_access'],
  ['Microsoft.KeyVault/vaults/secrets/getSecret/action', undefined, 'credential_access'],
  ['Microsoft.Resources/subscriptions/resourceGroups/delete', undefined, 'impact'],
  ['Microsoft.Compute/virtualMachines/read', undefined, 'discovery'],
  ['Add member to role', undefined, 'persistence'],
  ['user.session.start', 'okta', 'initial_access'],
  ['user.mfa.factor.deactivate', 'okta', 'persistence'],
  ['user.account.privilege.grant', 'okta', 'persistence'],
  ['system.api_token.create', 'okta', 'persistence'],
  ['policy.rule.deactivate', 'okta', 'defense_evasion'],
  ['zone.delete', 'okta', 'defense_evasion'],
  ['user.session.impersonation.initiate', 'okta', 'privilege_escalation'],
  ['user.account.lock', 'okta', 'credential_access'],
  ['user.lifecycle.suspend', 'okta', 'impact'],
  ['app.generic.unauth_app_access_attempt', 'okta', undefined],
  ['protected_branch.destroy', 'github', 'defense_evasion'],
  ['deploy_key.created', 'github', 'persistence'],
  ['public_key.create', 'github', 'persistence'],
  ['repository.publicized', 'github', 'exfiltration'],
  ['repo.destroy', 'github', 'impact'],
  ['repository_secret_scanning.disable', 'github', 'defense_evasion'],
  ['git.clone', 'github', 'collection'],
  ['workflow_run.requested', 'github', 'execution'],
  ['org.add_member', 'github', 'persistence'],
];

describe('API names', () => {
  it.each(apis)('[I-06] %s %s is %s', (service, api, tactic) => {
    expect(meaningOfApi(api, `${service}.amazonaws.com`)?.tactic).toBe(tactic);
  });

  it.each(otherApis)('[I-06] %s of %s is %s', (api, service, tactic) => {
    expect(meaningOfApi(api, service)?.tactic).toBe(tactic);
  });

  it('[I-06] an Okta event and a GitHub action are read from their own fields', () => {
    const okta = event({
      id: 'o',
      ago: 1,
      rule: 'Rule 7',
      source: 'okta',
      scope: {},
      fields: { 'okta.evt.type': 'system.api_token.create' },
    });
    const gitHub = { 'github.type': 'repository', 'github.action': 'publicized' };
    expect(readEvent(okta)).toMatchObject({
      tactic: 'persistence',
      technique: 'T1098.001',
      origin: 'api',
      because: ['system.api_token.create'],
    });
    expect(readEvent({ ...okta, fields: gitHub })).toMatchObject({ tactic: 'exfiltration', because: ['repository.publicized'] });
  });

  it.each([
    [{ verb: 'create', resource: 'pods', subresource: 'exec' }, 'execution'],
    [{ verb: 'get', resource: 'secrets' }, 'credential_access'],
    [{ verb: 'create', resource: 'clusterrolebindings' }, 'persistence'],
    [{ verb: 'list', resource: 'pods' }, 'discovery'],
    [{ verb: 'create', resource: 'selfsubjectaccessreviews' }, 'discovery'],
    [{ verb: 'impersonate', resource: 'users' }, 'privilege_escalation'],
    [{ verb: 'get', resource: 'nodes', subresource: 'proxy' }, 'privilege_escalation'],
    [{ verb: 'delete', resource: 'networkpolicies' }, 'defense_evasion'],
    [{ verb: 'delete', resource: 'validatingwebhookconfigurations' }, 'defense_evasion'],
    [{ verb: 'update', resource: 'leases' }, undefined],
  ])('[I-06] Kubernetes request %j is %s', (request, tactic) => {
    expect(meaningOfK8s(request)?.tactic).toBe(tactic);
  });
});

describe('detections without rule and tag', () => {
  const bare = { ...event({ id: 'e', ago: 1, rule: 'Known bad file', scope: {} }), tags: [] };

  it.each([
    ['the model that watches workloads', { engine: 'machineLearning', source: 'profiling' }, 'impact'],
    ['a miner, by its category', { category: 'miner' }, 'impact'],
    ['malware', { engine: 'malware' }, 'execution'],
    ['drift', { engine: 'drift' }, 'execution'],
  ] as const)('[I-06] %s', (_name, kind, tactic) => {
    expect(readEvent({ ...bare, ...kind })).toMatchObject({ tactic, origin: 'detection' });
  });

  it('[I-06] a model that watches logins finds no miner, and a rule of malware says more than its engine', () => {
    expect(readEvent({ ...bare, engine: 'machineLearning', source: 'agentless-okta-ml' })).toBeUndefined();
    expect(readEvent({ ...bare, rule: 'Crypto miner found', engine: 'malware' })).toMatchObject({ tactic: 'impact', origin: 'words' });
  });
});

describe('order of sources', () => {
  const cloud = { awsAccount: '1' };
  const fields = { 'ct.name': 'StopLogging', 'ct.src': 'cloudtrail.amazonaws.com' };

  it('[I-06] a tag wins over the API, the API over words', () => {
    const tagged = event({ id: 'e', ago: 1, rule: 'Access key created', tags: ['mitre_impact'], scope: cloud, fields });
    expect(readEvent(tagged)).toMatchObject({ tactic: 'impact', origin: 'tag' });
    expect(readEvent({ ...tagged, tags: [] })).toMatchObject({ tactic: 'defense_evasion', origin: 'api' });
    expect(readEvent({ ...tagged, tags: [], fields: {} })).toMatchObject({ tactic: 'persistence', origin: 'words', confidence: 3 });
  });

  it('[I-06] unknown where nothing speaks, and the case says so', async () => {
    const odd = event({ id: 'f'.repeat(32), ago: 1, rule: 'Policy 12', scope: { host: 'vm-1' } });
    expect(readEvent(odd)).toBeUndefined();
    const investigated = await run(odd.id, { events: [odd], groups: [], threats: [] });
    expect(investigated.tactic).toMatchObject({ confidence: 0 });
    expect(investigated.tactic).not.toHaveProperty('tactic');
  });
});

const recordings = new URL('../../../../shared/data/cloudtrail/', import.meta.url);
const files = existsSync(recordings) ? readdirSync(recordings).filter((name) => name.endsWith('.json')) : [];

type CloudTrailRecord = {
  eventID: string;
  eventName: string;
  eventSource: string;
  eventTime: string;
  sourceIPAddress?: string;
  recipientAccountId: string;
  requestParameters?: unknown;
  userIdentity: { type: string; arn: string; userName?: string; accessKeyId?: string };
};

/** A whole recording as one group of equal severity, as an importer makes it, moved so that it lies in the last hours. */
function imported(file: string) {
  const records = JSON.parse(readFileSync(new URL(file, recordings), 'utf8')) as CloudTrailRecord[];
  const last = Math.max(...records.map((record) => Date.parse(record.eventTime)));
  const events = records.map((record) => {
    const { userIdentity: who } = record;
    const ago = 10 + (last - Date.parse(record.eventTime)) / 60_000;
    const fields: Record<string, string> = {
      'ct.name': record.eventName,
      'ct.src': record.eventSource,
      'ct.user.arn': who.arn,
      'ct.user.identitytype': who.type,
      'ct.request': JSON.stringify(record.requestParameters ?? {}),
    };
    if (who.userName !== undefined) fields['ct.user'] = who.userName;
    if (record.sourceIPAddress !== undefined) fields['ct.srcip'] = record.sourceIPAddress;
    return event({
      id: record.eventID.replaceAll('-', ''),
      ago,
      rule: 'CloudTrail record',
      severity: 4,
      source: 'awscloudtrail',
      scope: { awsAccount: record.recipientAccountId },
      fields,
    });
  });
  const agos = [10, 10 + (last - Math.min(...records.map((record) => Date.parse(record.eventTime)))) / 60_000];
  const scope = { awsAccount: records[0]!.recipientAccountId };
  const own = { ...group('g', 'Recording', scope, agos[1]!, agos[0]!) };
  const { start, lastSignal } = own;
  return {
    events,
    groups: [own],
    threats: [
      {
        ...threat(
          't',
          'g',
          events.map((one) => one.id),
        ),
        scope,
        ...(start && { start }),
        ...(lastSignal && { lastSignal }),
      },
    ],
  };
}

const absent = files.length === 0;
describe.skipIf(absent)(absent ? 'SKIPPED: ../shared/data/cloudtrail is absent, real recordings were not tried' : 'real recordings', () => {
  it.each(absent ? ['no recording'] : files)('[I-06] the tactic of %s is the one that was carried out', async (file) => {
    const investigated = await run('g', imported(file));
    expect(investigated.tactic.tactic).toBe(file.split('.')[1]!.replaceAll('-', '_'));
    expect(investigated.trigger.eventId).toMatch(/^[0-9a-f]{32}$/);
  });
});
