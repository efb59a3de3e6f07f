/** A vulnerability as public sources tell it. EPSS writes its numbers as strings. */
export type PublicCve = {
  readonly id: string;
  readonly published: string;
  readonly description: string;
  readonly score: number;
  readonly vector: string;
  readonly weakness: string;
  readonly epss: string;
  readonly percentile: string;
  readonly exploited?: Readonly<
    Record<'vendorProject' | 'product' | 'vulnerabilityName' | 'dateAdded' | 'dueDate' | 'requiredAction', string>
  >;
  readonly advisory?: Readonly<Record<string, unknown>>;
};

const anyoneOverTheNetwork = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U';

/** The vulnerabilities of the scenarios. */
export const publicCves: readonly PublicCve[] = [
  {
    id: 'CVE-2022-22965',
    published: '2022-04-01T23:15:13.870',
    description:
      'A Spring MVC or Spring WebFlux application running on JDK 9+ may be vulnerable to remote code execution (RCE) via data binding. The specific exploit requires the application to run on Tomcat as a WAR deployment.',
    score: 9.8,
    vector: `${anyoneOverTheNetwork}/C:H/I:H/A:H`,
    weakness: 'CWE-94',
    epss: '0.94428',
    percentile: '0.99984',
    exploited: {
      vendorProject: 'VMware',
      product: 'Spring Framework',
      vulnerabilityName: 'Spring Framework JDK 9+ Remote Code Execution Vulnerability',
      dateAdded: '2022-04-04',
      dueDate: '2022-04-25',
      requiredAction: 'Apply updates per vendor instructions.',
    },
    advisory: {
      ghsa_id: 'GHSA-36p3-wjmg-h94x',
      html_url: 'https://github.com/advisories/GHSA-36p3-wjmg-h94x',
      summary: 'Remote Code Execution in Spring Framework',
      severity: 'critical',
      published_at: '2022-03-31T18:30:50Z',
      vulnerabilities: [
        {
          package: { ecosystem: 'maven', name: 'org.springframework:spring-beans' },
          vulnerable_version_range: '>= 5.3.0, < 5.3.18',
          first_patched_version: '5.3.18',
        },
      ],
    },
  },
  {
    id: 'CVE-2021-36222',
    published: '2021-07-22T18:15:23.440',
    description:
      'ec_verify in kdc/kdc_preauth_ec.c in the Key Distribution Center (KDC) in MIT Kerberos 5 (aka krb5) before 1.18.4 and 1.19.x before 1.19.2 allows remote attackers to cause a NULL pointer dereference and daemon crash.',
    score: 7.5,
    vector: `${anyoneOverTheNetwork}/C:N/I:N/A:H`,
    weakness: 'CWE-476',
    epss: '0.07160',
    percentile: '0.91360',
  },
  {
    id: 'CVE-2026-24061',
    published: '2026-01-21T07:16:01.390',
    description:
      'telnetd in GNU Inetutils through 2.7 allows remote authentication bypass via a "-f root" value for the USER environment variable.',
    score: 9.8,
    vector: `${anyoneOverTheNetwork}/C:H/I:H/A:H`,
    weakness: 'CWE-88',
    epss: '0.29140',
    percentile: '0.96480',
    exploited: {
      vendorProject: 'GNU',
      product: 'InetUtils',
      vulnerabilityName: 'GNU InetUtils Argument Injection Vulnerability',
      dateAdded: '2026-01-26',
      dueDate: '2026-02-16',
      requiredAction:
        'Apply mitigations per vendor instructions, follow applicable BOD 22-01 guidance for cloud services, or discontinue use of the product if mitigations are unavailable.',
    },
  },
];

export type ScannedFile = {
  readonly sha256: string;
  readonly malicious: number;
  readonly undetected: number;
  readonly label: string;
  readonly name: string;
  /** epoch seconds */
  readonly first: number;
};

/** The EICAR test file and the miner of the web shell; nobody has ever submitted what the poisoned image runs. */
export const scannedFiles: readonly ScannedFile[] = [
  {
    sha256: '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f',
    malicious: 67,
    undetected: 4,
    label: 'virus.eicar/test',
    name: 'eicar.com',
    first: 1_148_301_722,
  },
  {
    sha256: '6f6ad3f1a5b0c2d4e8f90123456789abcdef0123456789abcdef0123456789ab',
    malicious: 43,
    undetected: 21,
    label: 'miner.kinsing/xmrig',
    name: 'kdevtmpfsi',
    first: 1_764_540_000,
  },
];
