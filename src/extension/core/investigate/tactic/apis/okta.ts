import type { ApiRow } from './meaning.ts';

/** Okta System Log event types, e.g. `user.session.start`, `policy.rule.deactivate`. */
export const oktaEvents: readonly ApiRow[] = [
  [/^user\.session\.impersonation/, 'privilege_escalation', 'T1548.005'],
  [
    /^user\.(account\.(lock|report_suspicious)|mfa\.attempt_bypass|mfa\.okta_verify)|^security\.(attack|threat\.detected|breached)/,
    'credential_access',
    'T1110',
  ],
  [/^user\.(session\.(start|access_admin_app)|authentication\.)/, 'initial_access', 'T1078.004'],
  [
    /^user\.mfa\.factor\.(activate|enroll)|^device\.(enrollment\.create|lifecycle\.activate)|^user\.mfa\.factor\.update/,
    'persistence',
    'T1098.005',
  ],
  [
    /^user\.mfa\.factor\.(deactivate|suspend|reset)|^security\.authenticator\.lifecycle\.(deactivate|delete)/,
    'persistence',
    'T1556.006',
    'defense_evasion',
  ],
  [/privilege\.grant|^iam\.(role|resourceset)\.(create|update|bindings\.add)/, 'persistence', 'T1098.003', 'privilege_escalation'],
  [/^(group|application)\.user_membership\.(add|update)|^user\.account\.(reset_password|update_)/, 'persistence', 'T1098'],
  [/^user\.lifecycle\.(create|activate|reactivate|unsuspend)/, 'persistence', 'T1136.003'],
  [
    /^system\.api_token\.(create|enable)|^app\.oauth2\.client\.lifecycle\.create|^application\.lifecycle\.(create|activate)/,
    'persistence',
    'T1098.001',
  ],
  [/^system\.idp\.lifecycle\.(create|activate|update)|^system\.(iwa|ldap|ad)\.\w+\.(create|update)/, 'persistence', 'T1484.002'],
  [/^system\.log_stream\.lifecycle\.(deactivate|delete)/, 'defense_evasion', 'T1562.008'],
  [/^(network_)?zone\.|^security\.(behavior|threat\.configuration)|^system\.zone/, 'defense_evasion', 'T1562.007'],
  [/^policy\.(lifecycle|rule)\.(deactivate|delete|update|override)|^application\.policy\.sign_on/, 'defense_evasion', 'T1562'],
  [/^app\.oauth2\..*consent\.grant|^app\.oauth2\..*token\.(detect_reuse|grant)/, 'credential_access', 'T1528'],
  [
    /^user\.lifecycle\.(deactivate|suspend|delete)|^group\.lifecycle\.delete|^application\.lifecycle\.(deactivate|delete)/,
    'impact',
    'T1531',
  ],
  [/rate_limit/, 'impact', 'T1499'],
];
