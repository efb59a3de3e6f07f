import type { Family } from './family.ts';

/** v19's Defense Impairment: what keeps defenders from seeing or stopping, told as defence evasion (I-06). */
export const defenseImpairment: Family = {
  tactic: 'defense_evasion',
  techniques: [
    [
      'T1562.001',
      `kernel_module|lkm|module unload|remove|rmmod|removal kernel :5;
       rmmod :4;
       malware|spam|phish|phishing|attachment|content|dlp|safe filter|link|attachment|policy|rule|protection @disable|change|
         delete|bypass :4.5;
       impair_defense|defense impair|disable|weaken|bypass|tamper :5;
       @disable security|antivirus|edr|defender|falco|sysdig|sensor|agent|tool|monitor|monitoring|selinux|apparmor|seccomp|
         guard|protection|defense|scan|scanner|alert|alerting|detector|detection|guardduty|security_hub|alarm|crowdstrike|
         falcon|osquery|clamav|aslr|seccomp_profile|watchdog|inspector|macie|threat|waf|access_analyzer|security_service|
         endpoint|sandbox|nmi|kernel_protection|secret_scan|secret_scanning|advanced_security|code_scanning|push_protection|
         vulnerability_alert|dependabot|security_center|defender_for|sentinel|safe_link|antiphish|gatekeeper|opa|kyverno|
         policy_engine|admission -account -code_signing -group :4.5;
       security|antivirus|edr|protection|guardduty|defender|detector|security_hub|sensor|alarm|security_feature|
         security_setting|security_tool|detection delete|remove|off|stopped|disabled|modify|archive|suppression|suppress|
         trusted|threshold|leave|disassociate -group -key -account -user :4.2;
       selinux|apparmor|seccomp|aslr|setenforce|randomize_va|auditd|auditctl|nmi_watchdog :4;
       alarm|metric_filter|alert_rule|alert|notification|detection_rule @delete|disable|change|suppress|mute|silence :4.2;
       kill|stop falco|sysdig|osquery|wazuh|agent|sensor`,
    ],
    [
      'T1562.008',
      `@disable log|logs|logging|audit|auditing|trail|cloudtrail|syslog|rsyslog|auditd|journald|event_log|flow_log|flow_logs|
         cloudwatch|diagnostic|telemetry|recorder|config_recorder|log_sink|log_bucket|audit_log|log_stream|logging_sink|monitor|
         journal|histfile|log_export|event_selector|trace|query_log|access_log|server_access :5;
       cloudtrail|trail|flow_log|flow_logs|log_group|log_stream|sink|log_sink|log_bucket|audit_log|diagnostic_setting|
         configuration_recorder|delivery_channel|query_log|event_hub|log_profile|audit_policy|log_exclusion|log_stream_okta|
         audit_configuration @delete|disable|change|stop|pause|update|modify|remove|suspend|deactivate|without|exclude|
         misconfigure|encrypt|lifecycle :4.8;
       log|logging|logs|audit|auditing|syslog|auditd|rsyslog stopped|disabled|off|configuration|reconfigure|tamper|impair|
         setting|exclusion|rule|change -clear -read -search :4.5;
       log_retention|log_lifecycle|retention log|short|reduce|delete`,
    ],
    [
      'T1562.007',
      `firewall|iptables|ufw|firewalld|nftables|ebtables|nft|network_acl|nacl|security_group|waf|web_acl|network_security|
         network_policy|networkpolicy|firewall_rule|firewall_policy|network_rule|application_gateway|network_watcher|
         vpc_firewall|armor @disable|delete|change|flush|allow|open|authorize|ingress|egress|bypass|create|rule|configuration
         -log :4;
       firewall|network_acl|waf|iptables|ufw|security_group|network_policy|networkpolicy :2.8;
       ip_allowlist|allowlist|allow_list|ip_whitelist|whitelist|trusted_ip|network_zone|ip_restriction|threat_list|ip_set|
         blocklist|block_list @disable|change|delete|add|new|create|remove|expand :4;
       vpc|subnet|route|route_table|gateway|internet_gateway|peering|nat @create|attach|change|replace|associate|new -delete
         -describe -list -application :2.5`,
    ],
    [
      'T1562',
      `policy|policies|rule|rules|zone|setting|configuration|control|restriction|guardrail|guard_rail|enforcement|conditional_access|
         protection|sso|sign_on_policy|scp|service_control|session_policy|network_zone|authentication_policy|access_policy|
         threat_insight @disable|deactivate|delete|remove|weaken|modify|bypass|lower|relax|off -mfa -user_policy -attach -iam
         -bucket -password -inline -role -trust -group_policy -lambda -key -cron -udev -inbox -kubernetes_role :3;
       policy|rule|zone deactivate|delete|modify|disable|update okta|policy|sign_on|network|azure|gcp|application :3.5;
       branch|branch_protection|protected_branch|ruleset|push_protection|required_review|required_status|code_owner|
         signed_commit @disable|bypass|delete|change|remove|override|force_push|policy|dismiss|turn_off :4.8;
       branch_protection|protected_branch|force_push|policy_override|ruleset :4;
       conditional_access|security_default|authentication_strength @disable|change|delete|bypass|exclude|modify :4;
       mfa|2fa|sso|saml_sso requirement|required|policy|organization|enforce|tenant|rule|enforcement @disable|change|remove|
         lower|delete :4.2;
       organization|tenant leave|leave_organization|scp detach :4;
       security_setting|security_default|safe_mode|secure_boot|audit_mode;
       account_setting|public_access|tls|ssl|https|encryption|encrypt downgrade|disable|weak|without|unencrypted|insecure|
         deprecated|disabled|plaintext|not -bucket_encryption -public_access_block :3;
       without ssl|tls|https|encryption|approval|review|signature;
       imdsv1|imds version|v1|downgrade;
       tls_verify|verify_ssl|certificate_verification|certificate_check disable|skip|insecure :4`,
    ],
    [
      'T1222',
      `file|directory|folder|immutable|ownership|attribute|acl permission|permissions|chmod|chattr|chown|immutable|attribute|setfacl|
         icacls|mode|world_writable|777 change|modify|remove|set|file|weaken|executable|make|removal|hidden|tmp :4;
       chattr|chmod|chown|immutable|lsattr|setfacl -setuid -suid :3.5;
       executable_bit|file_permission|file_attribute :4`,
    ],
    [
      'T1553',
      `trust|code_signing|gatekeeper|signature|certificate|root_certificate|ca_certificate|quarantine|mark_of_the_web|root_ca install|
         subvert|bypass|disable|add|remove|new|modify|unsigned|update|import -access -signing_certificate -user -relationship
         -tls -role -steal -anchor :3.5;
       root_certificate|root_ca|ca_certificate|trust_store :3.8;
       unsigned|signature_verification|image_signature :3;
       binary_authorization|code_signing_config :3`,
    ],
    ['T1562.003', 'command_history impair|disable :4; history log disable'],
    [
      'T1562.006',
      `indicator block|blocking|indicator_blocking;
       metric|etw|event_tracing|dmesg|kernel_log|ring_buffer|hosts_file|telemetry @disable|block|change|delete|clear :3.8;
       dmesg|kernel_ring :2.5;
       hosts_file|etc_hosts @change :3`,
    ],
    [
      'T1556',
      `authentication_process modify :2.8;
       authentication|sign_on @disable|weaken|bypass|downgrade policy|rule|flow -login :3.5`,
    ],
    [
      'T1484',
      `domain|tenant|group policy @change|modify -password :3;
       conditional_access|trust|gpo|federation|policy_object|admin_consent @change|modify -role :2.8`,
    ],
    ['T1601', 'patch|downgrade system_image|firmware -update'],
    ['T1599', 'network_boundary|boundary_bridge|vpc_peer|peering|transit_gateway|nat_traversal @create|accept|bridge|attach|new'],
    ['T1600', 'weaken_encryption|encryption weaken|downgrade|reduce; cipher weak|downgrade|reduce'],
    [
      'T1666',
      `organization|management_group|account|subscription|resource_hierarchy|folder|project leave|move|transfer|detach|hierarchy|
         remove|invite -member -user -email -data -list :3;
       resource_hierarchy|leave_organization|subscription_transfer`,
    ],
    [
      'T1578.005',
      `compute_configuration|quota|tenant_policy|instance_protection @change :2.5;
       termination_protection|deletion_protection|resource_lock @disable|delete|remove :3`,
    ],
    ['T1562.010', 'downgrade_attack|protocol_downgrade|legacy_authentication|legacy_protocol|basic_authentication :3.5'],
    ['T1562.003', 'prevent_command|historical_command'],
    ['T1562.009', 'safe_mode|safe_boot :4'],
  ],
};
