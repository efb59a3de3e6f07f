import type { ApiRow } from './meaning.ts';

/** GitHub audit-log actions, and a webhook's type with its action, e.g. `protected_branch.destroy`, `deploy_key.created`. */
export const gitHubActions: readonly ApiRow[] = [
  [/^(user\.failed_login|\w+\.sso_response_failed)/, 'credential_access', 'T1110'],
  [/^user\.login|^org\.sso_response/, 'initial_access', 'T1078.004'],
  [/secret_scanning_alert|has_secrets/, 'credential_access', 'T1552.001'],
  [
    /(secret_scanning|push_protection|vulnerability_alerts|dependabot|advanced_security|code_scanning)\w*\.(disable|bypass|delete|destroy)/,
    'defense_evasion',
    'T1562.001',
  ],
  [/audit_log_streaming|audit_log_event_settings/, 'defense_evasion', 'T1562.008'],
  [/ip_allow_list/, 'defense_evasion', 'T1562.007'],
  [/^(protected_branch|branch_protection_rule|repository_ruleset|repository_branch_protection\w*)\./, 'defense_evasion', 'T1562'],
  [/disable_(two_factor_requirement|saml|sso|oauth_app_restrictions)|two_factor_requirement\.disable/, 'defense_evasion', 'T1556.006'],
  [/^two_factor_authentication\.disabled/, 'persistence', 'T1556.006'],
  [
    /^(public_key|deploy_key|personal_access_token|oauth_access|oauth_application|integration|integration_installation|oauth_authorization)\.\w*(create|grant|added|verif)/,
    'persistence',
    'T1098.001',
  ],
  [
    /^(org|business|team|repo|member|organization)\.(add_|invite_|update_member|member_added|member_invited|added$)/,
    'persistence',
    'T1098',
  ],
  [/^(repo|repository)\.(access|publicized|transfer|visibility_change|change_visibility)|^repo\.make_public/, 'exfiltration', 'T1567.001'],
  [/^(hook|ping|meta)\.?(create|config_changed|created|events_changed)/, 'exfiltration', 'T1567.004'],
  [/^git\.(clone|fetch)|^repo\.download_zip/, 'collection', 'T1213.003'],
  [/register_self_hosted_runner|^workflows?(_run|_job)?\.|^workflow_dispatch/, 'execution', 'T1677'],
  [/^(repo|repository|org|organization|project)\.(destroy|delete|archiv)/, 'impact', 'T1485'],
  [/\.(remove_member|remove_user|block_user|member_removed|removed)$/, 'impact', 'T1531'],
];
