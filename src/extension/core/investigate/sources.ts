/**
 * Where events come from, each source with every spelling: one tenant writes `awscloudtrail`, another `aws_cloudtrail`, and the tool's own
 * example says `cloudtrail` (contract §3.3, trap 5). `gcp` and `azure` are how integrations are called; a spelling too many costs nothing.
 */
export const sources = {
  syscall: ['syscall'],
  windows: ['windows'],
  profiling: ['profiling'],
  admission: ['K8SAdmissionController'],
  k8sAudit: ['k8s_audit'],
  cloudTrail: ['awscloudtrail', 'aws_cloudtrail', 'cloudtrail'],
  awsLogins: ['agentless-aws-ml'],
  okta: ['okta', 'agentless-okta-ml'],
  github: ['github'],
  gcp: ['gcp_auditlog', 'gcp'],
  azure: ['azure_platformlogs', 'azure'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

/** Every spelling of every source. */
export const sourceSpellings: readonly string[] = Object.values(sources).flat();
