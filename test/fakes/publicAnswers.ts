/** What the public sources answered, in the shape in which they answer: shortened, the fields that nobody reads left in as samples. */
export const log4Shell = 'CVE-2021-44228';
export const eicar = '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f';

export const nvdAnswer = {
  resultsPerPage: 1,
  startIndex: 0,
  totalResults: 1,
  format: 'NVD_CVE',
  version: '2.0',
  timestamp: '2026-06-10T11:59:58.103',
  vulnerabilities: [
    {
      cve: {
        id: log4Shell,
        sourceIdentifier: 'security@apache.org',
        published: '2021-12-10T10:15:09.143',
        lastModified: '2025-10-27T17:35:51.857',
        vulnStatus: 'Analyzed',
        cveTags: [],
        descriptions: [
          { lang: 'es', value: 'Las características JNDI de Apache Log4j2 …' },
          { lang: 'en', value: 'Apache Log4j2 2.0-beta9 through 2.15.0 JNDI features do not protect against attacker controlled LDAP.' },
        ],
        metrics: {
          cvssMetricV31: [
            {
              source: '134c704f-9b21-4f2e-91b3-4a467353bcc0',
              type: 'Secondary',
              cvssData: {
                version: '3.1',
                vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
                baseScore: 9.8,
                baseSeverity: 'CRITICAL',
              },
            },
            {
              source: 'nvd@nist.gov',
              type: 'Primary',
              cvssData: {
                version: '3.1',
                vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
                baseScore: 10.0,
                baseSeverity: 'CRITICAL',
              },
              exploitabilityScore: 3.9,
              impactScore: 6.0,
            },
          ],
          cvssMetricV2: [
            {
              source: 'nvd@nist.gov',
              type: 'Primary',
              cvssData: { version: '2.0', vectorString: 'AV:N/AC:M/Au:N/C:C/I:C/A:C', baseScore: 9.3 },
              baseSeverity: 'HIGH',
            },
          ],
        },
        weaknesses: [
          { source: 'security@apache.org', type: 'Secondary', description: [{ lang: 'en', value: 'CWE-20' }] },
          {
            source: 'nvd@nist.gov',
            type: 'Primary',
            description: [
              { lang: 'en', value: 'NVD-CWE-noinfo' },
              { lang: 'en', value: 'CWE-917' },
            ],
          },
        ],
        references: [{ url: 'https://logging.apache.org/log4j/2.x/security.html', source: 'security@apache.org' }],
      },
    },
  ],
};

export const kevAnswer = {
  title: 'CISA Catalog of Known Exploited Vulnerabilities',
  catalogVersion: '2026.06.09',
  dateReleased: '2026-06-09T18:00:04.2431Z',
  count: 2,
  vulnerabilities: [
    {
      cveID: log4Shell,
      vendorProject: 'Apache',
      product: 'Log4j2',
      vulnerabilityName: 'Apache Log4j2 Remote Code Execution Vulnerability',
      dateAdded: '2021-12-10',
      shortDescription: 'Apache Log4j2 contains a vulnerability where JNDI features do not protect against attacker-controlled endpoints.',
      requiredAction:
        'For all affected software assets for which updates exist, the only acceptable remediation actions are: apply updates.',
      dueDate: '2021-12-24',
      knownRansomwareCampaignUse: 'Known',
      notes: 'https://nvd.nist.gov/vuln/detail/CVE-2021-44228',
      cwes: ['CWE-20', 'CWE-400', 'CWE-502'],
    },
    {
      cveID: 'CVE-2022-22965',
      vendorProject: 'VMware',
      product: 'Spring Framework',
      vulnerabilityName: 'Spring Framework JDK 9+ Remote Code Execution Vulnerability',
      dateAdded: '2022-04-04',
      shortDescription:
        'Spring MVC or Spring WebFlux application running on JDK 9+ may be vulnerable to remote code execution via data binding.',
      requiredAction: 'Apply updates per vendor instructions.',
      dueDate: '2022-04-25',
      knownRansomwareCampaignUse: 'Unknown',
      notes: '',
      cwes: ['CWE-94'],
    },
  ],
};

export const ghsaAnswer = [
  {
    ghsa_id: 'GHSA-jfh8-c2jp-5v3q',
    cve_id: log4Shell,
    url: 'https://api.github.com/advisories/GHSA-jfh8-c2jp-5v3q',
    html_url: 'https://github.com/advisories/GHSA-jfh8-c2jp-5v3q',
    summary: 'Remote code injection in Log4j',
    type: 'reviewed',
    severity: 'critical',
    published_at: '2021-12-10T00:40:56Z',
    updated_at: '2025-05-09T13:13:16Z',
    withdrawn_at: null,
    vulnerabilities: [
      {
        package: { ecosystem: 'maven', name: 'org.apache.logging.log4j:log4j-core' },
        vulnerable_version_range: '>= 2.13.0, < 2.15.0',
        first_patched_version: '2.15.0',
        vulnerable_functions: [],
      },
      {
        package: { ecosystem: 'maven', name: 'com.guicedee.services:log4j-core' },
        vulnerable_version_range: '<= 1.2.1.2-jre17',
        first_patched_version: null,
        vulnerable_functions: [],
      },
    ],
    cvss: { vector_string: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', score: 10.0 },
    cwes: [{ cwe_id: 'CWE-20', name: 'Improper Input Validation' }],
  },
];

export const epssAnswer = {
  status: 'OK',
  'status-code': 200,
  version: '1.0',
  access: 'public',
  total: 1,
  offset: 0,
  limit: 100,
  data: [{ cve: log4Shell, epss: '0.944050000', percentile: '0.999670000', date: '2026-06-10' }],
};

export const exploitDbAnswer = [
  'id,file,description,date_published,author,type,platform,port,date_added,date_updated,verified,codes,tags,aliases,screenshot_url,application_url,source_url',
  '16929,exploits/aix/dos/16929.rb,"AIX Calendar Manager Service Daemon (rpc.cmsd) Opcode 21 - Buffer Overflow (Metasploit)",2010-11-11,Metasploit,dos,aix,,2010-11-11,2011-03-06,1,CVE-2009-3699;OSVDB-58726,"Metasploit Framework (MSF)",,,,http://aix.software.ibm.com/aix/efixes/security/cmsd_advisory.asc',
  '50592,exploits/java/remote/50592.py,"Apache Log4j 2 - Remote Code Execution (RCE)",2021-12-14,kozmer,remote,java,,2021-12-14,2021-12-14,0,CVE-2021-44228,,,,,',
  '50590,exploits/java/remote/50590.py,"Apache Log4j2 2.14.1 - ""JNDI"", Information Disclosure",2021-12-14,leonjza,remote,java,,2021-12-14,2021-12-14,1,CVE-2021-45046;CVE-2021-44228,,,,,',
  '51183,exploits/java/webapps/51183.txt,"Not the one: CVE-2021-44228 is in the title only",2023-04-01,nobody,webapps,java,443,2023-04-01,2023-04-01,0,CVE-2021-442280,,,,,',
  '',
].join('\n');

export const virusTotalAnswer = {
  data: {
    id: eicar,
    type: 'file',
    links: { self: `https://www.virustotal.com/api/v3/files/${eicar}` },
    attributes: {
      last_analysis_stats: {
        malicious: 66,
        suspicious: 0,
        undetected: 3,
        harmless: 0,
        timeout: 1,
        'confirmed-timeout': 0,
        failure: 0,
        'type-unsupported': 5,
      },
      last_analysis_results: {
        ClamAV: { method: 'blacklist', engine_name: 'ClamAV', category: 'malicious', result: 'Eicar-Test-Signature' },
      },
      popular_threat_classification: {
        suggested_threat_label: 'virus.eicar/test',
        popular_threat_category: [{ count: 12, value: 'virus' }],
      },
      meaningful_name: 'eicar.com',
      first_submission_date: 1148301722,
      last_analysis_date: 1781092800,
      reputation: 3591,
      sha256: eicar,
    },
  },
};

export const virusTotalUnknown = { error: { code: 'NotFoundError', message: 'File "…" not found' } };

export const ipinfoAnswer = {
  ip: '8.8.8.8',
  hostname: 'dns.google',
  city: 'Mountain View',
  region: 'California',
  country: 'US',
  loc: '38.0088,-122.1175',
  org: 'AS15169 Google LLC',
  postal: '94043',
  timezone: 'America/Los_Angeles',
  readme: 'https://ipinfo.io/missingauth',
  anycast: true,
};

export const ipApiAnswer = {
  status: 'success',
  country: 'United States',
  countryCode: 'US',
  region: 'VA',
  regionName: 'Virginia',
  city: 'Ashburn',
  zip: '20149',
  lat: 39.03,
  lon: -77.5,
  timezone: 'America/New_York',
  isp: 'Google LLC',
  org: 'Google Public DNS',
  as: 'AS15169 Google LLC',
  query: '8.8.8.8',
};
