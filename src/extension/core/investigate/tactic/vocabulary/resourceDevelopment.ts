import type { Family } from './family.ts';

/** What the attacker owns, builds or rents for the attack. */
export const resourceDevelopment: Family = {
  tactic: 'resource_development',
  techniques: [
    ['TA0042', 'resource_development :5'],
    [
      'T1583',
      `acquire|purchase|rent|buy|lease infrastructure|domain|server|vps|botnet|certificate;
       @create|newly register domain -admin -controller -federate -trust;
       typosquat|typosquatting|lookalike|homoglyph domain|register|site;
       newly_registered domain :2.5;
       malvertising :2.5`,
    ],
    [
      'T1584',
      `compromise infrastructure|domain|router|third_party_server|botnet;
       subdomain|domain takeover|hijack :4;
       dangling dns|record|domain|subdomain :4`,
    ],
    ['T1585', 'establish account|persona; @create fake|sock_puppet account|profile|persona; fake account|profile :3.5'],
    ['T1586', 'compromise social_media|email account external'],
    [
      'T1587',
      `develop capability|malware|exploit|tool|implant|certificate;
       compile|build|generate|craft exploit|malware|payload|implant :3.5;
       self_signed certificate @create :3.5;
       gcc|make|cmake|clang compile|build exploit|tool`,
    ],
    [
      'T1588',
      `obtain|buy|purchase|acquire capability|malware|exploit|tool|certificate|vulnerability|artificial;
       offensive|attack|hack|hacking|pentest tool|toolkit @fetch|install|obtain|package|deploy :5;
       exploit_db|exploitdb|searchsploit;
       hack_tool install|download`,
    ],
    ['T1588.003', 'code_signing certificate obtain|steal|acquire'],
    [
      'T1608',
      `stage capability|payload|malware|infrastructure -data;
       upload malware|tool|payload|exploit hosting|site|web|repository|bucket|storage;
       seo_poison;
       drive_by target;
       link_target`,
    ],
    ['T1650', 'acquire|buy|purchase access|broker; initial_access_broker'],
  ],
};
