import type { Tactic } from '../../../model/tactic.ts';
import type { ApiMeaning } from './meaning.ts';

/** An AWS call: the service and the object decide, the verb alone only for reading. Names may carry a version (`UpdateFunctionCode20150331v2`). */
type AwsCall = {
  readonly service?: RegExp;
  readonly api: RegExp;
  readonly tactic: Tactic;
  readonly secondary?: Tactic;
  readonly technique?: string;
};

const evasion: readonly AwsCall[] = [
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
    api: /^(LeaveOrganization|RemoveAccountFromOrganization|MoveAccount|DetachPolicy|DisablePolicyType)/,
    tactic: 'defense_evasion',
    technique: 'T1666',
  },
  { service: /^s3/, api: /^(Put|Delete)Bucket(Lifecycle|Logging)/, tactic: 'defense_evasion', technique: 'T1562.008' },
  {
    service: /^logs/,
    api: /^(PutRetentionPolicy|Delete(SubscriptionFilter|MetricFilter))/,
    tactic: 'defense_evasion',
    technique: 'T1562.008',
  },
  { service: /^(monitoring|cloudwatch)/, api: /^(DisableAlarmActions|SetAlarmState)/, tactic: 'defense_evasion', technique: 'T1562.001' },
  { service: /^events/, api: /^(DisableRule|DeleteRule|RemoveTargets)/, tactic: 'defense_evasion', technique: 'T1562.001' },
  { service: /^(waf|wafv2|network-firewall)/, api: /^(Delete|Disassociate|Update)/, tactic: 'defense_evasion', technique: 'T1562.007' },
  { api: /^(Create|Delete|Replace)NetworkAcl|^RevokeSecurityGroup/, tactic: 'defense_evasion', technique: 'T1562.007' },
  {
    api: /^(ModifyInstanceMetadataOptions|DisableEbsEncryptionByDefault|PutImageScanningConfiguration)/,
    tactic: 'defense_evasion',
    technique: 'T1562',
  },
  { api: /^(Delete|Update)AccountPasswordPolicy|CodeSigningConfig$/, tactic: 'defense_evasion', technique: 'T1556' },
  { api: /^(EnableRegion|EnableOptInRegion)/, tactic: 'defense_evasion', technique: 'T1535' },
  { api: /^RequestServiceQuotaIncrease/, tactic: 'defense_evasion', technique: 'T1578.005' },
];

const exfiltration: readonly AwsCall[] = [
  { api: /^(Modify|Reset)\w*(Snapshot|Image|Fpga)\w*Attribute/, tactic: 'exfiltration', technique: 'T1537' },
  { api: /^(Share|Copy)\w*(Snapshot|Image)/, tactic: 'exfiltration', technique: 'T1537' },
  {
    api: /^(PutBucketPolicy|PutBucketAcl|PutObjectAcl|DeleteBucketPublicAccessBlock|DeletePublicAccessBlock|PutBucketPublicAccessBlock|PutPublicAccessBlock|DeleteAccountPublicAccessBlock|PutAccountPublicAccessBlock|PutBucketReplication|PutBucketWebsite)/,
    tactic: 'exfiltration',
    technique: 'T1537',
  },
  // Opening a port is a way out as much as a weakened firewall; the second reading stands beside it.
  { api: /^(Authorize|Modify)SecurityGroup(Ingress|Egress|Rules)/, tactic: 'exfiltration', secondary: 'defense_evasion' },
  { api: /^CreateTrafficMirror/, tactic: 'exfiltration', secondary: 'collection', technique: 'T1020.001' },
  {
    api: /^(AuthorizeSnapshotAccess|AuthorizeDataShare|SetRepositoryPolicy|ExportTableToPointInTime)/,
    tactic: 'exfiltration',
    technique: 'T1537',
  },
  {
    api: /^(CreateInstanceExportTask|ExportImage|StartExportTask|CreateExportTask|ExportSnapshot)/,
    tactic: 'exfiltration',
    technique: 'T1537',
  },
];

const credentials: readonly AwsCall[] = [
  { api: /^(Batch)?GetSecretValue/, tactic: 'credential_access', technique: 'T1555.006' },
  { service: /^ssm/, api: /^GetParameter/, tactic: 'credential_access', technique: 'T1555.006' },
  { api: /^GetPasswordData/, tactic: 'credential_access', technique: 'T1552' },
  {
    api: /^(GetCredentials|GetRoleCredentials|ListSourceCredentials|GetSessionToken|GetAuthorizationToken|GenerateCredentialReport|GetCredentialReport|GetOpenIdToken)/,
    tactic: 'credential_access',
    technique: 'T1528',
  },
];

const persistence: readonly AwsCall[] = [
  { api: /^GetFederationToken/, tactic: 'persistence', technique: 'T1098.001' },
  { api: /^(UpdateLoginProfile|ChangePassword)/, tactic: 'privilege_escalation', secondary: 'persistence', technique: 'T1098' },
  {
    api: /^(CreateAccessKey|UpdateAccessKey|CreateLoginProfile|CreateServiceSpecificCredential|UploadSSHPublicKey|UploadSigningCertificate|ImportKeyPair|CreateKeyPair|CreateTrustAnchor|CreateSAMLProvider|UpdateSAMLProvider|CreateOpenIDConnectProvider|ResetServiceSpecificCredential)/,
    tactic: 'persistence',
    technique: 'T1098.001',
  },
  { api: /^(EnableMFADevice|CreateVirtualMFADevice)/, tactic: 'persistence', technique: 'T1098.005' },
  { api: /^(DeactivateMFADevice|DeleteVirtualMFADevice)/, tactic: 'persistence', secondary: 'defense_evasion', technique: 'T1556.006' },
  { service: /^organizations/, api: /^CreateAccount$/, tactic: 'persistence', technique: 'T1136.003' },
  {
    service: /^eks/,
    api: /^(CreateAccessEntry|AssociateAccessPolicy)/,
    tactic: 'persistence',
    secondary: 'privilege_escalation',
    technique: 'T1098.006',
  },
  {
    service: /^sso/,
    api: /^(CreateAccountAssignment|(Put|Attach)\w*PermissionSet)/,
    tactic: 'persistence',
    secondary: 'privilege_escalation',
    technique: 'T1098.003',
  },
  { api: /^(Associate|Replace)IamInstanceProfile|^(Create|Update)DevEndpoint/, tactic: 'privilege_escalation', technique: 'T1078.004' },
  { api: /^(CreateClientVpnEndpoint|CreateVpnConnection)/, tactic: 'persistence', technique: 'T1133' },
  { api: /^(RegisterImage|CreateLaunchTemplateVersion|ModifyLaunchTemplate)/, tactic: 'persistence', technique: 'T1525' },
  { api: /^Create(User|Role|ServiceLinkedRole|Group|InstanceProfile)$/, tactic: 'persistence', technique: 'T1136.003' },
  {
    api: /^(Attach|Put)(User|Role|Group)Policy|^AddUserToGroup|^AddRoleToInstanceProfile|^CreatePolicyVersion|^SetDefaultPolicyVersion|^UpdateAssumeRolePolicy|^(Delete|Put)(User|Role)PermissionsBoundary|^CreatePolicy$|^Detach(User|Role)Policy/,
    tactic: 'persistence',
    secondary: 'privilege_escalation',
    technique: 'T1098.003',
  },
  {
    service: /^lambda/,
    api: /^(AddPermission|UpdateFunction|PublishLayer|CreateFunction|UpdateEventSourceMapping|CreateFunctionUrlConfig)/,
    tactic: 'persistence',
    technique: 'T1525',
  },
  { service: /^ecr/, api: /^PutImage/, tactic: 'persistence', technique: 'T1525' },
  { service: /^(events|scheduler)/, api: /^(PutRule|PutTargets|CreateSchedule)/, tactic: 'persistence', technique: 'T1546' },
  { service: /^rolesanywhere/, api: /^Create/, tactic: 'persistence', technique: 'T1098.001' },
];

const movement: readonly AwsCall[] = [
  { api: /^Send(SerialConsole)?SSHPublicKey/, tactic: 'lateral_movement', technique: 'T1021.004' },
  { api: /^(EnableSerialConsoleAccess|CreateInstanceConnectEndpoint|OpenTunnel)/, tactic: 'lateral_movement', technique: 'T1021.008' },
  { service: /^sts/, api: /^AssumeRoleWith/, tactic: 'initial_access', technique: 'T1078.004' },
  {
    api: /^(ConsoleLogin|CheckMfa|SwitchRole|PasswordRecovery(Requested|Completed)|GetSigninToken|ExternalIdPDirectoryLogin|UserAuthentication|Federate)$/,
    tactic: 'initial_access',
    technique: 'T1078.004',
  },
];

const execution: readonly AwsCall[] = [
  {
    api: /^(SendCommand|StartSession|ResumeSession|SendAutomationSignal|StartAutomationExecution|CreateAssociation|ExecuteCommand|RunCommand)/,
    tactic: 'execution',
    technique: 'T1651',
  },
  {
    api: /^(RunInstances|RequestSpotInstances|RunTask|StartTask|CreateJob|SubmitJob|StartBuild|RunJobFlow|CreateNotebookInstance|CreateStack$|StartExecution|RegisterTaskDefinition|CreateProcessingJob|CreateTrainingJob)/,
    tactic: 'execution',
  },
  {
    api: /^(ModifyInstanceAttribute|UpdateNotebookInstanceLifecycleConfig|CreateNotebookInstanceLifecycleConfig)/,
    tactic: 'execution',
    technique: 'T1059',
  },
  { service: /^lambda/, api: /^Invoke/, tactic: 'execution', technique: 'T1648' },
];

const impact: readonly AwsCall[] = [
  { service: /^kms/, api: /^(ScheduleKeyDeletion|DisableKey|DeleteImportedKeyMaterial)/, tactic: 'impact', technique: 'T1485' },
  { service: /^s3/, api: /^PutBucketVersioning/, tactic: 'impact', technique: 'T1490' },
  {
    api: /^(Delete(BackupVault|BackupPlan|RecoveryPoint|\w*Snapshot|DBClusterAutomatedBackup)|DeregisterImage)/,
    tactic: 'impact',
    technique: 'T1490',
  },
  { api: /^Stop(Instances|DBInstance|DBCluster|Task)$/, tactic: 'impact', technique: 'T1489' },
  {
    service: /^(iam|sso|identitystore|organizations)/,
    api: /^(Delete(User|LoginProfile|Role|Group|AccessKey)|CloseAccount)$/,
    tactic: 'impact',
    technique: 'T1531',
  },
  { service: /^sqs/, api: /^PurgeQueue/, tactic: 'impact', technique: 'T1485' },
  { api: /^InvokeModel|^Converse/, tactic: 'impact', technique: 'T1496.004' },
  { service: /^s3/, api: /^(DeleteObject|DeleteBucket$|PutBucketEncryption)/, tactic: 'impact', technique: 'T1485' },
  {
    api: /^(Delete|Terminate)\w*(Instance|Volume|Snapshot|Cluster|Table|Backup|RecoveryPoint|FileSystem|Stack|Database|HostedZone|Repository|Secret|Nodegroup|AutoScalingGroup|LoadBalancer|Vpc|Subnet|Function|Domain)s?$/,
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

const reading: readonly AwsCall[] = [
  { api: /^GetConsoleScreenshot/, tactic: 'collection', technique: 'T1113' },
  {
    service: /^(dynamodb|athena|rds-data|redshift-data)/,
    api: /^(Scan|Query|ExecuteStatement|StartQueryExecution)$/,
    tactic: 'collection',
    technique: 'T1530',
  },
  { api: /^(DownloadDBLogFilePortion|GitPull|GetFile)$/, tactic: 'collection', technique: 'T1213' },
  { service: /^logs/, api: /^(FilterLogEvents|GetLogEvents|StartQuery)/, tactic: 'discovery', technique: 'T1654' },
  { service: /^s3/, api: /^(GetObject|CopyObject|SelectObjectContent)$/, tactic: 'collection', technique: 'T1530' },
  { service: /^sts/, api: /^(GetCallerIdentity|GetAccessKeyInfo)/, tactic: 'discovery', technique: 'T1087.004' },
  { service: /^iam/, api: /^(List|Get|Simulate)/, tactic: 'discovery', technique: 'T1087.004' },
  { service: /^s3/, api: /^(List|Head|GetBucket)/, tactic: 'discovery', technique: 'T1619' },
  { api: /^(Describe|List|Lookup|Search|Get|BatchGet|Head|Scan)[A-Z]/, tactic: 'discovery', technique: 'T1580' },
];

/** Narrow groups before `reading`, whose verbs match almost anything. */
const calls: readonly AwsCall[] = [
  ...evasion,
  ...exfiltration,
  ...credentials,
  ...persistence,
  ...movement,
  ...execution,
  ...impact,
  ...reading,
];

/** @param service the event source, e.g. `iam.amazonaws.com`; without one only calls that do not ask for a service match */
export function meaningOfAws(api: string, service: string | undefined): ApiMeaning | undefined {
  const call = calls.find(
    (one) => one.api.test(api) && (one.service === undefined || (service !== undefined && one.service.test(service))),
  );
  if (call === undefined) return undefined;
  const { tactic, secondary, technique } = call;
  return { tactic, ...(secondary !== undefined && { secondary }), ...(technique !== undefined && { technique }) };
}
