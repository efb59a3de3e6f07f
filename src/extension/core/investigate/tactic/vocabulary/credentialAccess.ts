import type { Family } from './family.ts';

/** Secrets read, searched, guessed, captured or minted. */
export const credentialAccess: Family = {
  tactic: 'credential_access',
  techniques: [
    [
      'TA0006',
      `credential_access :5;
       credential|credentials :2.5;
       password|passphrase :1.8;
       secret|secrets :2;
       sensitive file|information|data|path :3;
       private_key :2.5`,
    ],
    [
      'T1003',
      `credential|password|hash|lsass|memory|process_memory|sam|ntds dump|dumping|scrape|extract :4.5;
       mimikatz|mimipenguin|lazagne|secretsdump|pypykatz|unshadow|3snake|truffle :5;
       proc_mem|process_memory|gcore|core_dump|memory_dump -disable :3.5;
       memory read|dump|search|scrape|access credential|process|proc|secret|runner -fileless :3.5;
       os_credential :4`,
    ],
    [
      'T1003.008',
      `shadow|etc_shadow|shadow_file|gshadow|master_password :4.5;
       password_file|etc_password|password hash @read|copy -policy :3.5;
       symlink|hardlink|link sensitive|over|shadow|password :3.5`,
    ],
    [
      'T1040',
      `sniff|packet_capture|tcpdump|tshark|wireshark|dumpcap|pcap|promiscuous|promisc|traffic_mirror|packet_mirror|packet_socket|
         raw_socket|network_tap :4.5;
       network|traffic|packet capture|sniff|mirror|intercept|record :4.5`,
    ],
    [
      'T1056',
      `keylog|keylogger|key_log|keystroke :4.5;
       input_capture|credential_prompt|password_prompt|input_prompt :4;
       capture input|password|keyboard :4;
       pam|tty keylog|log|capture keystroke|input|password`,
    ],
    [
      'T1110',
      `bruteforce|password_spray|password_guess|credential_stuff|password_crack|hashcat|john_the_ripper|hydra|medusa|ncrack|patator|
         crackmapexec|kerbrute :5;
       brute|spray|stuffing|crack|guess :3.5;
       failed|failure|fail|error|invalid|denied|unsuccessful|incorrect login|sso|authentication|password|ssh|logons|attempt|
         console :4;
       multiple|many|high|excessive|spike|several|repeated failed|failure login|authentication|password|ssh|okta|user :5;
       account|user lockout|locked_out|lock_out|locked :4.5;
       password|authentication attempt many|multiple|high|spike`,
    ],
    ['T1111', 'otp|mfa|sms|one_time intercept|steal|phish|capture|relay :4.5'],
    [
      'T1621',
      `mfa|push|2fa|duo|okta fatigue|bomb|bombing|flood|spam|multiple|denied|reject|repeated|excessive|fraud|fail|rejected -disable
         -deactivate -reset :5;
       push_notification|push_verify :4;
       mfa request generate|denied`,
    ],
    ['T1187', 'forced_authentication; responder|inveigh|petitpotam|coerce authentication|smb'],
    ['T1212', 'exploit credential|authentication -server :3.5; zerologon|golden_ticket :4'],
    [
      'T1528',
      `access_token|application_token|app_token|oauth_token|bearer_token|service_account_token|refresh_token|identity_token|
         session_token @read|steal|request|generate|access|leak|search|abuse|replay|exposed|file|get|mint|list :4;
       token steal|theft|read|dump|replay|harvest|retrieve|access|request -create -manipulate :3.5;
       service_account_token|service_account token|secret|read|access|mount :4;
       kubernetes_io_service_account|var_run_secrets :4.5;
       token_request|create_token|token_review :3.5;
       generate_access_token|get_session_token|federation_token|sts_token :3.5;
       authorization_token|login_token|session_token|registry_token get|request|issue|retrieve :4`,
    ],
    [
      'T1539',
      `cookie|session_cookie|web_session steal|theft|read|access|dump|file|hijack|extract|hijacking :4.5;
       session hijack|theft|steal|replay -rdp -ssh :4;
       pass_the_cookie :3`,
    ],
    [
      'T1552',
      `unsecured_credential :4.5;
       credential|password|secret|key|token|aws_credential|api_key file|search|find|grep|hunt|look|locate|read|access|plaintext|
         hardcoded|cleartext|exposed|steal|theft|leak|harvest|scan|collect|dump|enumerate|retrieve|gather|probe|extract|decrypt|
         view|copy -create -add -new -modify -change -public :4;
       credential|secret environment|env|variable|configmap|etcd|history :4;
       find|search|steal|read|access|look|locate aws|cloud|gcp|azure|ssh|kubernetes|docker|git|database|user credential|secret|
         password|key|token :4.5;
       sensitive file|files @read|open|access|search|opened|compress|copy|link|over :4.5;
       sensitive|credential|secret path|directory|folder|location @read|access|traverse;
       trufflehog|gitleaks|noseyparker|git_secret|aws_credentials|dot_aws :4.5;
       monitored|arbitrary file read|access|open :3`,
    ],
    [
      'T1552.001',
      `kubeconfig|kube_config|dockerconfig|docker_config|netrc|pgpass|npmrc|pypirc|git_credential|credential_file|password_file|
         env_file|wallet|htpasswd|wp_config|admin_conf @read|access|search|find|steal|open|file|activity|view|copy :4;
       kubeconfig|kube_config :2.5;
       wallet steal|access|search|crypto :4;
       etcd @read|access|dump|direct :3.5`,
    ],
    ['T1552.003', 'shell_history|bash_history|history_file|command_history read|access|search|open|grep|dump|view :4.5'],
    [
      'T1552.004',
      `private_key|ssh_key|ssh_private|id_rsa|rsa_key|pem_file|gpg_key|pgp|certificate_key|crypto_key|ssh_information|ssh_directory
         @read|search|find|steal|access|grep|open|export|copy|exfiltration|compress|dump|theft -add -authorized :4.5;
       ssh information|directory|file|key read|steal|access -authorized :3;
       private_key|id_rsa :3.5;
       certificate export|steal|private;
       pfx|keytab :3;
       ssh folder|directory|file|dot_ssh|key open|read|access|list|copy -authorized -append -add -write :4`,
    ],
    [
      'T1552.005',
      `metadata|imds|instance_metadata|metadata_service|metadata_api|metadata_server|wireserver|169_254 -project -change -ssh -file :4;
       metadata service|api|contact|request|endpoint|credential|connect|query|token :5;
       instance|ec2|role credential exfiltration|steal|outside|use|theft|external :5;
       instance_credential :4.5;
       iam_role|instance_profile credential retrieve|metadata|request`,
    ],
    [
      'T1552.007',
      `kubernetes|k8s|cluster|pod|namespace secret|configmap|secrets -create @read|list|get|access|dump|enumerate|watch|retrieve :4.5;
       kubernetes secret|secrets :3;
       container_api|docker_inspect`,
    ],
    ['T1552.008', 'chat|slack|teams message credential|secret|password|search'],
    [
      'T1555',
      `password_store|password_manager|credential_store|keychain|keyring|keepass|1password|lastpass|bitwarden|gnome_keyring|kwallet|
         browser_password|login_data|dpapi|credential_manager|vault :3.5;
       keychain|browser|firefox|chrome|wallet password|credential|dump|decrypt|login_data :4.5`,
    ],
    [
      'T1555.006',
      `secrets_manager|secret_manager|secretmanager|secretsmanager|key_vault|keyvault|parameter_store|secure_string|secretversion|
         secret_value|get_secret|kms_decrypt :4.5;
       secret|vault|parameter|ssm_parameter @read|list|rapid|multiple|get|retrieve|access|batch|decrypt|unusual|high|many
         -create -delete :4;
       ssm parameter decrypt|get|retrieve|secure`,
    ],
    [
      'T1557',
      `adversary_in_the_middle|man_in_the_middle|mitm|aitm|arp_spoof|arp_poison|ettercap|bettercap|responder|llmnr|dns_spoof|
         dhcp_spoof|evil_twin|cache_poison :4.5;
       packet socket|arp|spoof -raw :3`,
    ],
    [
      'T1558',
      `kerberoast|kerberoasting|as_rep|asrep|golden|silver kerberos|ticket|roast|spn|tgt|tgs :4;
       kerberos|kerberoast|ccache|keytab|rubeus|kirbi :3.5`,
    ],
    ['T1606', 'forge|forged|golden saml|token|cookie|credential|jwt|ticket :4.5; golden_saml'],
    [
      'T1649',
      `certificate @read|steal|forge|request|export|authentication|template|ad_cs -self_signed -root -install -code :3;
       certificate_signing_request|csr approve|create :3.5;
       client_certificate @create :3;
       certipy|certify`,
    ],
    [
      'T1556',
      `authentication_process|authentication_module|pam_module|pam_exec|password_filter|reversible_encryption :3;
       password|authentication hook|intercept|capture|hooking|backdoor;
       skeleton_key;
       mfa|2fa disable|bypass|deactivate|weaken -login -sign_in -policy :3;
       password_policy @change|delete|weaken :3.5;
       windows_password|get_password_data|password_data :4`,
    ],
  ],
};
