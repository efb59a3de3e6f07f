import type { Tactic } from '../../model/tactic.ts';
import { accountActivity } from './directions/accountActivity.ts';
import { sameActorElsewhere, sessionOrigin } from './directions/actors.ts';
import { clusterAudit } from './directions/clusterAudit.ts';
import type { Direction } from './directions/direction.ts';
import { hashElsewhere, imageElsewhere, imageOrigin } from './directions/elsewhere.ts';
import { hostEvents, instanceEvents } from './directions/hostEvents.ts';
import { identityProviders } from './directions/identityProviders.ts';
import { podEvents } from './directions/podEvents.ts';

/** Where an event was seen: by a cloud's, identity provider's or code host's log, by a cluster's audit, or by an agent on a machine. */
export type Domain = 'cloud' | 'cluster' | 'machine';

/** One way to know a hit: everything that stands in it must hold. Names of rules are read for what they mean, not for one vendor's wording. */
export type Sign = {
  readonly in?: readonly Domain[];
  /** the name of a cloud API, without its service */
  readonly api?: RegExp;
  /** what was asked of a cluster's API server */
  readonly verb?: RegExp;
  readonly resource?: RegExp;
  readonly subresource?: RegExp;
  /** a technique id of the rule's tags, or of what its name means */
  readonly technique?: RegExp;
  /** what the event is for, read from tags, API or words; events of low severity are not read so */
  readonly tactic?: readonly Tactic[];
  /** words of the rule's name */
  readonly words?: RegExp;
  readonly engine?: RegExp;
  /** asks the metadata service of its instance */
  readonly metadata?: true;
};

export type WatchFamily = { readonly name: string; readonly signs: readonly Sign[]; readonly directions: readonly Direction[] };

/**
 * I-21: what deserves a look of its own, how it is known, and where to look from it. An event belongs to the first family whose sign it shows; so the
 * narrow ones stand first.
 */
export const watchList: readonly WatchFamily[] = [
  {
    name: 'metadata-service theft',
    signs: [{ in: ['machine'], metadata: true }, { technique: /^T1552\.005$/ }],
    directions: [accountActivity, hostEvents, instanceEvents],
  },
  {
    name: 'prompt injection',
    signs: [
      { words: /\b(prompt|jailbreak\w*|llms?|language models?|ai (agent|assistant|tool)s?|agentic|mcp (server|tool)s?|model context)\b/i },
    ],
    directions: [podEvents, hostEvents, imageElsewhere, identityProviders],
  },
  {
    name: 'defence evasion',
    signs: [
      {
        api: /^(StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors|(Delete|Update)Sink|(Delete|Disable|Stop|Disassociate)\w*(FlowLogs?|LogGroup|LogStream|Logging\w*|Detector|ConfigurationRecorder|DeliveryChannel|SecurityHub|Macie|Analyzer|Alarms?)|LeaveOrganization|PutBucketLifecycle\w*)$/,
      },
      { technique: /^T(1562|1070|1685|1686|1687|1688|1689|1690)\b/ },
      { tactic: ['defense_evasion'] },
    ],
    directions: [accountActivity, hostEvents, clusterAudit],
  },
  {
    name: 'exfiltration',
    signs: [
      {
        api: /^(PutBucketPolicy|PutBucketAcl|PutObjectAcl|(Put|Delete)\w*PublicAccessBlock|PutBucketReplication|(Modify|Share|Copy)\w*(Snapshot|Image)\w*|CreateExportTask|StartExportTask|CreateInstanceExportTask)$/,
      },
      { technique: /^T(1537|1567|1048|1041|1020|1029|1030)\b/ },
      { tactic: ['exfiltration'] },
    ],
    directions: [accountActivity, podEvents, hostEvents],
  },
  {
    name: 'lateral movement',
    signs: [
      { subresource: /^(exec|attach|portforward|ephemeralcontainers)$/ },
      { api: /^(AssumeRole\w*|SwitchRole|SendCommand|StartSession|SendSSHPublicKey|SendSerialConsoleSSHPublicKey|ExecuteCommand)$/ },
      { technique: /^T(1021|1550|1563|1570|1609)\b/ },
      { tactic: ['lateral_movement'] },
    ],
    directions: [podEvents, accountActivity, sessionOrigin, sameActorElsewhere, clusterAudit, hostEvents],
  },
  {
    name: 'privilege escalation',
    signs: [
      { resource: /^(cluster)?role(binding)?s?$/, verb: /^(create|update|patch|bind|escalate)$/ },
      { resource: /^secrets?$/, verb: /^(get|list|watch)$/ },
      { resource: /^serviceaccounts?$/, subresource: /^token$/, verb: /^create$/ },
      {
        api: /^((Attach|Put)(User|Role|Group)Policy|AddUserToGroup|CreatePolicyVersion|SetDefaultPolicyVersion|UpdateAssumeRolePolicy|SetIamPolicy|AddRoleToInstanceProfile|PassRole)$/,
      },
      { technique: /^T(1611|1068|1548|1078\.003)\b/ },
      { tactic: ['privilege_escalation'] },
    ],
    directions: [hostEvents, clusterAudit, accountActivity],
  },
  {
    name: 'persistent cloud credentials',
    signs: [
      {
        api: /^((Create|Update)(AccessKey|LoginProfile)|Create(User|ServiceAccount|ServiceAccountKey|KeyPair|VirtualMFADevice|ServiceSpecificCredential|SAMLProvider|OpenIDConnectProvider)|ImportKeyPair|UploadSSHPublicKey|(Enable|Deactivate)MFADevice|(Batch)?GetSecretValue|AccessSecretVersion|GetParameters?|GetFederationToken|GetSessionToken|ConsoleLogin|user\.mfa\.factor\.\w+)$/,
      },
      { in: ['cloud'], technique: /^T(1098|1136|1078|1556|1621|1528|1555)\b/ },
      { in: ['cloud'], tactic: ['persistence', 'initial_access', 'credential_access'] },
    ],
    directions: [accountActivity, identityProviders, sessionOrigin, sameActorElsewhere, instanceEvents],
  },
  {
    name: 'active runtime compromise',
    signs: [
      { in: ['machine'], engine: /^(malware|drift|machineLearning)$/ },
      { tactic: ['execution', 'c2', 'impact', 'credential_access', 'collection', 'initial_access', 'persistence'] },
    ],
    directions: [imageElsewhere, imageOrigin, podEvents, hashElsewhere, hostEvents, accountActivity, sameActorElsewhere],
  },
  {
    name: 'reconnaissance',
    signs: [{ tactic: ['discovery', 'reconnaissance', 'resource_development'] }],
    directions: [accountActivity, clusterAudit, hostEvents],
  },
];
