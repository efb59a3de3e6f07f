import type { EventContent, EventRecord } from './world.ts';

type Kind = {
  readonly policy: string;
  readonly description: string;
  readonly envelope: Pick<
    EventRecord,
    'category' | 'source' | 'originator' | 'engine' | 'rawEventCategory' | 'rawEventOriginator' | 'sourceDetails'
  >;
  readonly content: EventContent;
};

const falco = { originator: 'policy', engine: 'falco', rawEventCategory: 'runtime' } as const;

const syscall = (subType: 'container' | 'host') =>
  ({
    policy: 'Sysdig Runtime Threat Detection',
    description: 'High confidence detections of malicious activity',
    envelope: {
      category: 'runtime',
      source: 'syscall',
      ...falco,
      rawEventOriginator: 'linuxAgent',
      sourceDetails: { type: 'workload', subType },
    },
    content: { type: 'workloadRuntimeDetection', policyId: 10011698, ruleSubType: 0, origin: 'Sysdig' },
  }) as const;

/** What every event of a source says about where it comes from (contract §3.3). */
export const sourceKinds = {
  container: syscall('container'),
  host: syscall('host'),
  k8sAudit: {
    policy: 'Sysdig K8s Notable Events',
    description: 'Notable Kubernetes API activity',
    envelope: {
      category: 'runtime',
      source: 'k8s_audit',
      ...falco,
      rawEventOriginator: 'agentless',
      sourceDetails: { type: 'kubernetes', subType: 'auditlogs' },
    },
    content: { type: 'workloadRuntimeDetection', policyId: 10011702, ruleSubType: 0, origin: 'Sysdig' },
  },
  cloudtrail: {
    policy: 'Sysdig AWS Threat Detection',
    description: '',
    envelope: {
      category: 'cloudtrail',
      source: 'awscloudtrail',
      ...falco,
      rawEventOriginator: 'agentless',
      sourceDetails: { type: 'cloud', subType: 'auditlogs' },
    },
    content: {
      type: 'agentlessRuntimeDetection',
      integrationId: '4d1c0b7e-aws',
      integrationType: 'cloudtrail',
      policyId: 10009998,
      policyOrigin: 'Sysdig',
    },
  },
  github: {
    policy: 'Sysdig GitHub Threat Detection',
    description: '',
    envelope: {
      category: 'github',
      source: 'github',
      ...falco,
      rawEventOriginator: 'agentless',
      sourceDetails: { type: 'git', subType: 'auditWebhooks' },
    },
    content: {
      type: 'agentlessRuntimeDetection',
      integrationId: '91b2e0c4-github',
      integrationType: 'github',
      policyId: 10010021,
      policyOrigin: 'Sysdig',
    },
  },
  okta: {
    policy: 'Sysdig Okta Threat Detection',
    description: '',
    envelope: {
      category: 'okta',
      source: 'okta',
      ...falco,
      rawEventOriginator: 'agentless',
      sourceDetails: { type: 'iam', subType: 'workforce' },
    },
    content: {
      type: 'agentlessRuntimeDetection',
      integrationId: 'c07a55d1-okta',
      integrationType: 'okta',
      policyId: 10010044,
      policyOrigin: 'Sysdig',
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type SourceKind = keyof typeof sourceKinds;
