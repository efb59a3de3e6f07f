import type { Family } from './family.ts';

/** Destroying, encrypting, stopping, locking out, and using what others pay for. */
export const impact: Family = {
  tactic: 'impact',
  techniques: [
    ['TA0040', 'destructive|destruction|sabotage|extortion|ransom :4; disruption|disrupt|outage :2.5; availability :1.5'],
    [
      'T1485',
      `data destruction|destroy|wipe|erase|shred|loss -log -history -track :4.5;
       wiper|wiping :4;
       shred|dd|srm|sdelete :2.5;
       @delete bulk|mass|multiple|many|massive|large -log -history :3.8;
       bulk_data|bulk_delete|mass_delete|mass_deletion :4.5;
       @delete data|disk|file|bucket|database|table|snapshot|volume|backup|object|storage|instance|cluster|vm|resource|
         container|blob|repository|kms|key_vault|namespace|pod|deploy|stack|function|branch|organization|project|subscription|
         collection|index|vpc|subnet|file_system|efs|rds|dynamodb|image|load_balancer|domain|hosted_zone|application|topic|
         queue|registry|network|virtual_network|event_hub|bigquery|dataset|spanner|zone|environment|daemonset|statefulset
         -temporary -tmp -log -logs -logging -history -trail -audit -evidence -rule -flow -policy -public -alarm -detector
         -block -acl -protection -recorder -self -running -executable -executed -sink -firewall -lock -mfa -factor -certificate
         -user -key -role -token -monitor -metric -security -member -schedule -subscription_filter :3.5;
       delete_bucket|delete_cluster|delete_instance|terminate_instance|delete_object|delete_repository|delete_volume|
         delete_stack :4.2;
       instance|vm|cluster terminate|deleted|destroy -role :4;
       kms_key|encryption_key|cmk|kms|crypto_key|key_version disable|delete|schedule|deletion|destroy|pending|imported :4;
       schedule key|kms|cmk delete|destroy|deletion|destruction :4.5`,
    ],
    [
      'T1486',
      `ransomware|ransom_note|cryptolocker|file_encryption|encryptor|lockbit|blackcat|ransom :5;
       encrypt file|data|multiple|mass|many|disk|for_impact|bucket|object|volume -archive -disable -without -unencrypted
         -channel -password -default :4;
       sse_c|client_side_encryption|external_kms|customer_provided :4;
       bitlocker|luks|gpg|openssl encrypt|encryption file|data|mass;
       bucket|storage encryption disable|delete|default|change|remove|put|key|kms :3`,
    ],
    [
      'T1489',
      `service|process|daemon|workload|edr|database stop|kill|terminate|disable|halt -log -audit -security -syslog -trail -firewall
         -defense -agent -monitor -antivirus -edr :3;
       service_stop|stop_service|killall|pkill :3.5;
       kill multiple|process|mass|competitor|vm -switch;
       competing_miner|esxi vm kill|stop|terminate;
       stop instance|vm|database|task|cluster|replication -log :3;
       scale zero|replica|to_0 -auto`,
    ],
    [
      'T1490',
      `inhibit_recovery|system_recovery|recovery inhibit|delete|disable|prevent :5;
       backup|snapshot|shadow_copy|recovery_point|restore_point|vault|versioning|backup_vault|recovery_services|retention|
         resource_lock|object_lock|point_in_time|soft_delete @disable|delete|remove|suspend|destroy|modify|purge|reduce -log :4;
       shadow_copies|vssadmin|restore_point|recovery_point|backup_delete|deletion_protection|termination_protection|mfa_delete
         :4.5`,
    ],
    [
      'T1491',
      `deface|defacement|web_page|website_content|index_page|login_banner :4.5;
       ransom|website|banner page|message|text|note change|create|alter`,
    ],
    ['T1495', 'firmware_corruption|brick|firmware corrupt|wipe|overwrite :4.5'],
    [
      'T1496',
      `resource_hijack|resource_hijacking|compute_hijack|hijack resource :5;
       crypto|cryptocurrency|coin|bitcoin|monero|cpu|ethereum|xmr|stratum|mine_pool mine|mining|miner|pool|wallet|cryptominer|
         jack|tool|domain|activity|traffic -steal :4.8;
       cryptominer|cryptomine|cryptomining|cryptojack|cryptojacking|xmrig|coinminer|coinhive|stratum|minerd|cgminer|mining_pool|
         miner_pool|monero|nicehash|cpuminer|kinsing|bitcoin_tool|bitcoin|cryptocurrency :4.8;
       mine pool|port|process|binary|connection|domain|traffic|software|protocol :4.5;
       mine :3;
       gpu|large|high|expensive|unusual|many|multiple|spike|excessive|oversized instance|vm|compute|machine|cpu|spot -login
         -describe -metadata -snapshot :3;
       high_cpu|cpu_usage|cpu_utilization;
       msr_write|huge_page|hugepage :4;
       gpu|instance_type unusual|large|rare|launch|create :3.5;
       compute|region unusual|quota increase :3;
       bandwidth_hijack|proxyware|sms_pump|llmjack|llm_jacking|invoke_model|bedrock|model_invocation|openai|llm invoke|model|
         usage|abuse|high|excessive|hijack|unusual|converse :3;
       ses|sns|email|sms abuse|send|spam|sending|bulk|unusual|pump -phish -attachment -forward :3.2`,
    ],
    [
      'T1498',
      `denial_of_service|dos|ddos|denial|dos_attack :4.5;
       flood|amplification|syn_flood|udp_flood|slowloris|reflection|volumetric -log -mfa :4;
       network_denial`,
    ],
    [
      'T1499',
      `endpoint_denial|fork_bomb|resource_exhaust|exhaustion|crash|out_of_memory|disk_fill|cpu_exhaust|memory_exhaust -dump :3.8;
       application|service|system crash|exhaust|flood|overload|hang|unresponsive`,
    ],
    [
      'T1529',
      `shutdown|reboot|poweroff|halt|power_off|restart system|host|machine|server|force|instance|node|initiate -persistence -script
         :3.5;
       system_shutdown|shutdown|reboot|poweroff :3.5;
       magic sysrq|system_request`,
    ],
    [
      'T1531',
      `account access removal|remove|lock|lockout|delete|deny -key -public -new :3.2;
       @delete|deactivate|suspend|lock|disable|block user|account|iam_user|identity|member|administrator|group|role|sso_user|
         login_profile|service_account|iam_role|user_account|service_principal|access_key -log -mfa -factor -guard -public -list
         -inactive -security -target -policy -history -control -storage -domain -device -add -process -spawn -execute
         -member_add -login -authentication -sign -protection :3.5;
       userdel|deluser|account_removal|account_lock|delete_account :4.2;
       passwd_l|nologin;
       member|user remove|removed|kick organization|team|repository|group :3.5;
       force|mass log_out|logout|password_reset|session_revoke;
       session revoke|clear user|all;
       userdel|groupdel`,
    ],
    [
      'T1561',
      `disk|mbr|partition|boot_sector|raw_disk|drive wipe|format|overwrite|mkfs|erase|destroy|structure|dd -mount :4.5;
       dev_sda|dev_zero|dev_urandom|mkfs|raw_disk :3.5`,
    ],
    [
      'T1565',
      `database|postgres|mysql|mongodb data write|tamper|unauthorized_write|corrupt :3.5;
       data_manipulation|integrity_tamper|data|record|transaction|database|dns_record|bucket_object manipulate|tamper|falsify|
         corrupt|overwrite|poison -log -audit -file -binary :4;
       object|route|dns|record|hosted_zone|route53|route_table change|modify|tamper|overwrite|hijack|create|transfer|update :2.5;
       domain transfer|lock route53|registrar|transfer_lock :3.5`,
    ],
    [
      'T1657',
      `financial|wire|payment|fraud|invoice|bec theft|transfer|fraud|steal :4.5;
       billing|payment_method|crypto_wallet|subscription transfer|change|steal|modify :3;
       ransom_payment`,
    ],
    ['T1667', 'email_bomb|email_bombing|mail_flood|subscription_bomb'],
  ],
};
