import type { Family } from './family.ts';

/** Looking at the victim from outside, before there is a way in. */
export const reconnaissance: Family = {
  tactic: 'reconnaissance',
  techniques: [
    ['TA0043', 'reconnaissance :3; footprint|footprinting :2; osint :3'],
    [
      'T1595',
      `active_scan;
       external|internet|public scan|probe;
       scan from internet|external :4;
       user_agent scan|tool :3;
       inbound scan|sweep`,
    ],
    ['T1595.001', 'scan ip_block|ip_range|address_range; internet_wide scan; masscan|zmap|shodan'],
    [
      'T1595.002',
      `vulnerability scan :4;
       nuclei|nikto|sqlmap|wpscan|nessus|openvas|acunetix|burp|zap;
       web scan|scanning :4;
       probe vulnerability`,
    ],
    [
      'T1595.003',
      `gobuster|dirbuster|dirb|ffuf|feroxbuster|wfuzz|dirsearch;
       wordlist scan;
       directory|path|content|url bruteforce|fuzz|brute :5.5;
       web_server enumerate :4;
       404|403|4xx many|multiple|spike|high|excessive :4;
       subdomain enumerate|brute|bruteforce :4`,
    ],
    ['T1592', 'gather victim host|software|client|hardware; fingerprint host|server|client|banner; banner_grab'],
    [
      'T1589',
      `gather victim identity|email|employee|credential;
       username|email|account enumerate external|internet|login|public :4;
       enumerate email|employee :3.5`,
    ],
    ['T1590', 'gather victim network|dns|domain|topology; whois lookup|query|command; dns zone_transfer :3.5; passive_dns'],
    ['T1591', 'gather victim organization|business'],
    ['T1593', 'search open website|domain|social|repository -password -credential -secret; google_dork|dork'],
    ['T1594', 'search victim website; robots_txt|crawl|crawler|spider|scrape'],
    ['T1596', 'search open technical|certificate|cdn database; certificate_transparency'],
    ['T1597', 'search closed source; threat_intel vendor search'],
    ['T1598', 'phish information; spearphish information'],
  ],
};
