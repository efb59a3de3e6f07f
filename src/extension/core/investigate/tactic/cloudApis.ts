import type { Tactic } from '../../model/tactic.ts';

/**
 * What a cloud API call is for, by ATT&CK's cloud matrix: the service and the object decide, the verb alone only for reading.
 * The first entry that matches counts, so the narrow ones stand first. Names may carry a version suffix (`UpdateFunctionCode20150331v2`).
 */
type ApiMeaning = {
  readonly service?: RegExp;
  readonly api: RegExp;
  readonly tactic: Tactic;
  readonly secondary?: Tactic;
  readonly technique?: string;
};

const evasion: readonly ApiMeaning[] = [
  {
    service: /^cloudtrail/,
    api: /^(Stop|Delete|Update|PutEventSelectors|PutInsightSelectors|RemoveTags)/,
    tactic: 'defense_evasion',
    technique: 'T1562.008',
  },
  {
    api: /^(Delete|Disassociate|Stop|Disable)\w*(FlowLog|QueryLog|LogGroup|LogStream|LoggingConfig|AuditLog|Logging|Detector|DeliveryChannel|ConfigurationRecorder|Recorder|Alarm|SecurityHub|AccessAnalyzer|Sink|DiagnosticSetting)/,
    tactic: 'defense_evasion',
    technique: 'T1562.008',
  },
  {
    service: /^(guardduty|securityhub|access-analyzer|config|macie2?|inspector2?)/,
    api: /^(Delete|Disable|Disassociate|Stop|Update|Archive|CreateFilter|CreateIPSet)/,
    tactic: 'defense_evasion',
    technique: 'T1562.001',
  },
  {
    api: /^(LeaveOrganization|RemoveAccountFromOrganization|DetachPolicy|DisablePolicyType)/,
    tactic: 'defense_evasion',
    technique: 'T1666',
  },
  { service: /^s3/, api: /^(Put|Delete)Bucket(Lifecycle|Logging|Versioning)/, tactic: 'defense_evasion', technique: 'T1562.008' },
  { service: /^kms/, api: /^(ScheduleKeyDeletion|DisableKey)/, tactic: 'impact', technique: 'T1485' },
];

const exfiltration: readonly ApiMeaning[] = [
  { api: /^(Modify|Reset)\w*(Snapshot|Image|Fpga)\w*Attribute/, tactic: 'exfiltration', technique: 'T1537' },
  { api: /^(Share|Copy)\w*(Snapshot|Image)/, tactic: 'exfiltration', technique: 'T1537' },
  {
    api: /^(PutBucketPolicy|PutBucketAcl|PutObjectAcl|DeleteBucketPublicAccessBlock|DeletePublicAccessBlock|PutBucketPublicAccessBlock|PutPublicAccessBlock|DeleteAccountPublicAccessBlock|PutAccountPublicAccessBlock|PutBucketReplication|PutBucketWebsite)/,
    tactic: 'exfiltration',
    technique: 'T1537',
  },
  // Opening a port is a way out as much as a weakened firewall; the second reading stands beside it.
  { api: /^(Authorize|Modify)SecurityGroup(Ingress|Egress|Rules)/, tactic: 'exfiltration', secondary: 'defense_evasion' },
  {
    api: /^(CreateInstanceExportTask|ExportImage|StartExportTask|CreateExportTask|ExportSnapshot)/,
    tactic: 'exfiltration',
    technique: 'T1537',
  },
];

const credentials: readonly ApiMeaning[] = [
  { api: /^(Batch)?GetSecretValue|^AccessSecretVersion|^SecretGet/, tactic: 'credential_access', technique: 'T1555.006' },
  { service: /^ssm/, api: /^GetParameter/, tactic: 'credential_access', technique: 'T1555.006' },
  { api: /^GetPasswordData/, tactic: 'credential_access', technique: 'T1552' },
  {
    api: /^(GetCredentials|GetSessionToken|GetAuthorizationToken|GenerateCredentialReport|GetCredentialReport|ListKeys$|GenerateAccessToken|GetOpenIdToken)/,
    tactic: 'credential_access',
    technique: 'T1528',
  },
];

const persistence: readonly ApiMeaning[] = [
  { api: /^GetFederationToken/, tactic: 'persistence', technique: 'T1098.001' },
  { api: /^(UpdateLoginProfile|ChangePassword)/, tactic: 'privilege_escalation', secondary: 'persistence', technique: 'T1098' },
  {
    api: /^(CreateAccessKey|UpdateAccessKey|CreateLoginProfile|CreateServiceAccountKey|CreateServiceSpecificCredential|UploadSSHPublicKey|UploadSigningCertificate|ImportKeyPair|CreateKeyPair|CreateTrustAnchor|CreateSAMLProvider|UpdateSAMLProvider|CreateOpenIDConnectProvider|EnableMFADevice|CreateVirtualMFADevice|DeactivateMFADevice|DeleteVirtualMFADevice)/,
    tactic: 'persistence',
    technique: 'T1098.001',
  },
  { api: /^Create(User|Role|ServiceAccount|ServiceLinkedRole|Group|InstanceProfile)$/, tactic: 'persistence', technique: 'T1136.003' },
  {
    api: /^(Attach|Put)(User|Role|Group)Policy|^AddUserToGroup|^AddRoleToInstanceProfile|^SetIamPolicy|^CreatePolicyVersion|^SetDefaultPolicyVersion|^UpdateAssumeRolePolicy|^(Delete|Put)(User|Role)PermissionsBoundary|^CreatePolicy$|^Detach(User|Role)Policy/,
    tactic: 'persistence',
    secondary: 'privilege_escalation',
    technique: 'T1098.003',
  },
  {
    service: /^(lambda|cloudfunctions)/,
    api: /^(AddPermission|UpdateFunction|PublishLayer|CreateFunction|UpdateEventSourceMapping|CreateFunctionUrlConfig)/,
    tactic: 'persistence',
    technique: 'T1525',
  },
  { service: /^ecr/, api: /^PutImage/, tactic: 'persistence', technique: 'T1525' },
  { service: /^(events|scheduler)/, api: /^(PutRule|PutTargets|CreateSchedule)/, tactic: 'persistence', technique: 'T1546' },
  { service: /^rolesanywhere/, api: /^Create/, tactic: 'persistence', technique: 'T1098.001' },
];

const movement: readonly ApiMeaning[] = [
  { api: /^Send(SerialConsole)?SSHPublicKey/, tactic: 'lateral_movement', technique: 'T1021.004' },
  { api: /^(EnableSerialConsoleAccess|CreateInstanceConnectEndpoint|OpenTunnel)/, tactic: 'lateral_movement', technique: 'T1021.008' },
  { service: /^sts/, api: /^AssumeRoleWith/, tactic: 'initial_access', technique: 'T1078.004' },
  { api: /^(ConsoleLogin|CheckMfa|SwitchRole|user\.session\.start)$/, tactic: 'initial_access', technique: 'T1078.004' },
];

const execution: readonly ApiMeaning[] = [
  {
    api: /^(SendCommand|StartSession|ResumeSession|StartAutomationExecution|CreateAssociation|ExecuteCommand|RunCommand)/,
    tactic: 'execution',
    technique: 'T1651',
  },
  {
    api: /^(RunInstances|RequestSpotInstances|RunTask|StartTask|CreateJob|SubmitJob|StartBuild|RunJobFlow|CreateNotebookInstance)/,
    tactic: 'execution',
  },
  {
    api: /^(ModifyInstanceAttribute|UpdateNotebookInstanceLifecycleConfig|CreateNotebookInstanceLifecycleConfig)/,
    tactic: 'execution',
    technique: 'T1059',
  },
  { service: /^lambda/, api: /^Invoke/, tactic: 'execution', technique: 'T1648' },
];

const impact: readonly ApiMeaning[] = [
  { api: /^InvokeModel|^Converse/, tactic: 'impact', technique: 'T1496.004' },
  { service: /^s3/, api: /^(DeleteObject|DeleteBucket$|PutBucketEncryption)/, tactic: 'impact', technique: 'T1485' },
  {
    api: /^(Delete|Terminate)\w*(Instance|Volume|Snapshot|Cluster|Table|Backup|RecoveryPoint|FileSystem|Stack|Database|HostedZone)s?$/,
    tactic: 'impact',
    technique: 'T1485',
  },
  {
    service: /^ses/,
    api: /^(SendEmail|SendRawEmail|VerifyEmailIdentity|UpdateAccountSendingEnabled)/,
    tactic: 'impact',
    technique: 'T1496',
  },
];

const reading: readonly ApiMeaning[] = [
  { service: /^s3/, api: /^(GetObject|CopyObject|SelectObjectContent)$/, tactic: 'collection', technique: 'T1530' },
  { service: /^sts/, api: /^(GetCallerIdentity|GetAccessKeyInfo)/, tactic: 'discovery', technique: 'T1087.004' },
  { service: /^iam/, api: /^(List|Get|Simulate)/, tactic: 'discovery', technique: 'T1087.004' },
  { service: /^s3/, api: /^(List|Head|GetBucket)/, tactic: 'discovery', technique: 'T1619' },
  { api: /^(Describe|List|Lookup|Search|Get|BatchGet|Head|Scan)[A-Z]/, tactic: 'discovery', technique: 'T1580' },
];

const meanings: readonly ApiMeaning[] = [
  ...evasion,
  ...exfiltration,
  ...credentials,
  ...persistence,
  ...movement,
  ...execution,
  ...impact,
  ...reading,
];

/** @param service the event source, e.g. `iam.amazonaws.com`; without one only entries that do not ask for a service match */
export function meaningOfApi(api: string, service: string | undefined): ApiMeaning | undefined {
  const name = api.split(/[./:]/).at(-1) ?? api;
  return meanings.find((one) => one.api.test(name) && (one.service === undefined || (service !== undefined && one.service.test(service))));
}
