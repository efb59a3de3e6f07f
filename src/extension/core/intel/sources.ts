/** A public source, as settings name it. Each can be switched off by itself. */
export type IntelSource = 'nvd' | 'kev' | 'ghsa' | 'exploitDb' | 'epss' | 'virusTotal' | 'ipinfo' | 'ipApi';

/** As a user knows them. */
export const sourceNames: Readonly<Record<IntelSource, string>> = {
  nvd: 'NVD',
  kev: 'CISA KEV',
  ghsa: 'GitHub advisories',
  exploitDb: 'Exploit-DB',
  epss: 'EPSS',
  virusTotal: 'VirusTotal',
  ipinfo: 'ipinfo.io',
  ipApi: 'ip-api.com',
};

export const sourceAddresses: Readonly<Record<IntelSource, string>> = {
  nvd: 'https://services.nvd.nist.gov/rest/json/cves/2.0',
  kev: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  ghsa: 'https://api.github.com/advisories',
  exploitDb: 'https://gitlab.com/exploit-database/exploitdb/-/raw/main/files_exploits.csv',
  epss: 'https://api.first.org/data/v1/epss',
  virusTotal: 'https://www.virustotal.com/api/v3/files',
  ipinfo: 'https://ipinfo.io',
  // The free plan has no HTTPS: an address goes over the wire in clear (contract, trap 42).
  ipApi: 'http://ip-api.com/json',
};
