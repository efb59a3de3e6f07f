import type { Family } from './family.ts';

/** What stays: schedules, services, start-up files, modules, accounts, keys and roles. */
export const persistence: Family = {
  tactic: 'persistence',
  techniques: [
    [
      'TA0003',
      `persistence|persist :4;
       backdoor|backdoored :3;
       implant :2;
       autostart|startup|boot|reboot survive|script|item|run :2.5`,
    ],
    [
      'T1053.003',
      `cron|crontab|cronjob|anacron|cron_d|etc_cron :4;
       schedule task|job|execution|script|program|command|run -delete -key -scheduled_deletion :4;
       scheduled_task|scheduled_job :4`,
    ],
    ['T1053.002', 'at_job|at_command|atd|at_daemon|batch_job|atq :3.5'],
    ['T1053.006', 'systemd_timer|timer_unit|timer @create|schedule|systemd :4'],
    [
      'T1543',
      `@create|modify|new|install service|daemon|launch_agent|launch_daemon -account -linked -cloud -token -principal -catalog :2.5;
       launch_agent|launch_daemon|launchd|plist :3.5`,
    ],
    [
      'T1543.002',
      `systemd|systemd_unit|systemd_service|unit_file|systemd_generator :3;
       systemd @create|change|unit|service|file|generator :4;
       service_file|service_unit|unit_file :3.5;
       system_process @create|modify`,
    ],
    ['T1543.005', 'container_service|docker_restart|restart_policy'],
    [
      'T1037',
      `init_d|initd|rc_local|rc_script|init_script|startup_script|boot_script|logon_script|login_script|boot_or|upstart|openrc|
         sysvinit|message_of_the_day|motd|run_level|runlevel|inittab :4`,
    ],
    [
      'T1546',
      `event_triggered|event_rule|eventbridge|event_grid|pubsub_trigger :3;
       udev|udev_rule :4;
       git_hook|pager :3.5;
       trap_command|trap :2;
       package_manager|apt|yum|dnf|dpkg|rpm|pacman|installer plugin|hook|script|configuration|persistence|conf|backdoor|
         maintainer|postinst :3.5;
       d_bus|dbus service|configuration @create|change :3;
       networkmanager|network_manager dispatcher :4;
       dispatcher script;
       mutating|validating|admission webhook|controller|configuration :4;
       admission_controller|webhook_configuration|admission_webhook :4;
       coredns|configmap @change :3`,
    ],
    [
      'T1546.004',
      `bashrc|bash_profile|zshrc|profile_d|shell_profile|shell_configuration|shell_startup|shell_rc|bash_login|bash_logout|etc_profile|
         zsh_profile|shell_initialization :4.5;
       @shell configuration|profile|rc|startup|dotfile|login_file -history @change|file|access :4`,
    ],
    ['T1547', 'autostart|xdg_autostart|xdg|desktop_entry|login_item|run_key|autorun :4; boot_autostart|registry_run'],
    [
      'T1547.006',
      `kernel_module|kernel_extension|lkm|kernel_driver|insmod|modprobe|init_module|finit_module|kmod|kernel_object -remove -removal
         -unload -rmmod :4;
       kernel load|inject|module|driver @odd|load|insert|install|change|persistence :4;
       modprobe_file|modules_load|etc_modules;
       out_of_tree|tainted|unsigned kernel|module :4;
       bpf|ebpf|kprobe|kretprobe|tracepoint program|load|attach|attachment|map|not_profiled|probe|hook :3.5`,
    ],
    [
      'T1542',
      `bootkit|bootloader|grub|initramfs|initrd|dracut|uefi|firmware|pre_boot|boot_file|master_boot -update :4;
       boot @change file|configuration|image|partition :3.5`,
    ],
    [
      'T1574',
      `hijack_execution|path_hijack|path_interception|dll|dylib|side_load|library_path|search_order hijack|side|plant|inject|intercept
         :3.5`,
    ],
    [
      'T1574.006',
      `ld_preload|ld_library_path|ld_so|preload|dynamic_linker|so_preload|ld_audit|shared_library|shared_object :3.5;
       dynamic_linker @change|preload|hijack|configuration|create|copy :4`,
    ],
    [
      'T1098',
      `account_manipulation|account manipulate :4;
       user_management|usermod|useradd|adduser|groupadd|groupmod|chpasswd|userdel|chage :4;
       user_mgmt|user mgmt|management binary|utility|tool|command :4;
       password|passphrase change|reset|set|update|recovery|recover -file -policy -dump :3.5;
       user|account @allow group|role|admin|administrator|sudo|wheel|privileged -assume :3.5;
       group member|membership add|change|new :3.5;
       add user group|team|organization|repository :3.5;
       collaborator|owner|member add|invite|new|outside|promote|role :3.5;
       mailbox delegate|permission|forward :3;
       invite user|member|guest|external :3;
       suspended|disabled|deactivated|inactive user|account|service renew|reactivate|reactivated|unsuspend|enable|restore|
         reinstate :4;
       domain_wide|wide_delegation :4.5;
       user @change attribute|profile|email|phone :3;
       iam group|membership member|membership|user add|put|join :4`,
    ],
    [
      'T1098.001',
      `access_key|api_key|api_token|deploy_key|personal_access_token|service_account_key|signing_certificate|client_secret|
         service_principal|app_credential|application_credential|access_token @create|new|add|register|import|upload|update|
         enable|make -list -steal -read :4;
       key|token|credential @create|new|issue|mint|regenerate|rotate -read -search -private -list :3;
       pat @create|new;
       federation_token|federate|identity_provider|saml|oidc|sso|idp|trust_anchor|federation @change|add|create|new|provider|
         domain|configuration|trust -login -disable :3.5;
       app_registration|service_principal|oauth_app|application|enterprise_app @create|new|add|install|register|owner|
         credential|authorize -exploit :3;
       oauth_application|github_app|integration install|authorize|create|add :3.5;
       key_pair|ssh_public_key import|create|add|upload|new :4;
       login_profile @change|create|update :4.5`,
    ],
    [
      'T1098.003',
      `attach|grant|put|create|update|modify|change|set|new|add policy|permission|inline_policy|iam|iam_policy|role_policy|user_policy|
         trust_policy|acl -delete -password -bucket -firewall -security_group -network -public -retention -mfa -sign_on
         -conditional -okta -branch -waf :3.5;
       role|iam_role|administrator_role|owner_role|directory_role|custom_role @allow|assign|assignment|new -assume -escalation
         :3.5;
       administrator|admin|owner|global_admin|contributor|privileged_role assign|grant|add|allow|new|member|promote|role|create|
         privilege|elevate :4;
       trust_policy|assume_role_policy @change|update :4.5;
       iam_policy|policy_version|managed_policy|inline_policy|set_iam_policy :3;
       super_admin|org_admin|org_owner :3`,
    ],
    [
      'T1098.006',
      `role_binding|cluster_role|rbac|kubernetes_role :3.5;
       cluster_admin|role_binding|cluster_role @create|attach|bind|bound|modify|grant :4;
       cluster_role|role wildcard|pod_exec|write|escalate|privileges|verb|secrets @create :4;
       role system_masters|wildcard;
       service_account @allow role|admin|cluster|privilege :4`,
    ],
    [
      'T1098.004',
      `authorized_keys|authorized_key|ssh_key|ssh_keys|ssh_public_key|ssh_metadata|project_ssh -private -search -read -steal :3.5;
       authorized_keys :5;
       ssh key|keys add|insert|change|upload|new|register|inject|generate|create|project|metadata -search -steal :4;
       sshd|ssh configuration @change :3.5;
       sshd_config :3.5`,
    ],
    [
      'T1098.005',
      `mfa|authenticator|factor|mfa_device|2fa|otp|passkey|fido register|enroll|add|new|activate|enable|create -disable -fatigue -login
         -deactivate :3.5;
       device_registration|device_join|primary_refresh_token :3.5;
       device register|registered|enroll|join :3.5`,
    ],
    [
      'T1136',
      `@create|add|new account|user|local_account|guest_account|domain_account|cloud_user|iam_user|system_user|admin_user|backdoor_user
         -login -process -agent -location -country -access_key -spawn -list -mfa -data -group -function :4;
       user_create|account_create|user_added|user_provisioned :4;
       useradd|adduser :4;
       @create|new|add service_account|iam_role|role|group|iam_group|iam_user|service_linked_role|identity|principal|login -key
         -security -placement -log -target -assume -resource :3.5;
       root_account uid_0;
       uid 0 @create|user|account|add :3.5;
       user account -login -delete @create|add|register :4`,
    ],
    [
      'T1505',
      `webshell|web_script|web_page write|drop|plant|create :4;
       webshell :5;
       server_software|server_module|apache_module|nginx_module|iis_module|sql_stored|transport_agent :3.5;
       package_management|package_manager|apt|yum|apk|dnf|pip|npm|software_mgmt|software container|run|launch|process|execute|
         install|package -plugin -hook -configuration :4;
       php|jsp|asp|aspx|page write|create|drop|upload|plant :3.5`,
    ],
    [
      'T1525',
      `implant|modify|overwrite|push|poison|tamper|backdoor|new|update image|container_image|ami|registry|layer|ecr|machine_image -base
         -scan :3;
       container image|registry push|upload|overwrite|put;
       image_push|put_image :4;
       lambda|function @change code|layer|configuration|permission|policy|add|role|create|new -invoke :4;
       lambda|function|function_app|cloud_function create|update|deploy|modify -invoke :3;
       launch_template|golden_image|startup_script|user_data @change|instance|modify :3;
       image upload|push|put|overwrite ecr|registry|repository|release :4.5`,
    ],
    [
      'T1554',
      `@change|replace|trojanize|compromise|new binary|bin|sbin|usr_bin|system_binary|executable|software_binary|library|rpm_database|
         directory|etc|opt|root|dev|usr|below -memory -spawn -hide -remote :2.8;
       below etc|bin|root|usr|dev|lib|opt|monitored|directory|binary|rpm -read :3;
       ssh|sshd|sudo|openssh binary @change|patch|trojan|backdoor;
       system|critical|suspicious|important file|configuration modify|write|tamper|overwrite|edit|change -log -history -bucket
         -cloud :3.2;
       system_directory|binary_dir|monitored_dir @change :3.5;
       rpm|dpkg|package_database database @change;
       not base_image|part_of_image :3;
       drop execute|run binary|new|executable :4;
       drift :3;
       container drift :4;
       new|upper_layer executable|binary container|write :3;
       file_created below|dev|etc|bin;
       file create|write|modify system|configuration|directory -log -history -tmp -hidden :2`,
    ],
    [
      'T1556',
      `pam|pam_module|pluggable_authentication|pam_d|password_filter|authentication_package|authentication_process|sshd_backdoor|
         nsswitch|hybrid_identity @change|create|load|backdoor|module|modify|plugin|source|version :3;
       domain|tenant federate|federation|trust @change|add :3.5`,
    ],
    [
      'T1556.006',
      `mfa|2fa|authenticator|factor deactivate|reset|remove|delete|disable|modify|bypass -login -sign_in -console -policy :4;
       mfa|2fa change|update|setting|requirement :3`,
    ],
    [
      'T1176',
      `browser_extension|extension|plugin|addon|vscode_extension install|load|sideload|add|malicious|new -vm -virtual -kernel -file :3;
       browser_extension :4`,
    ],
    [
      'T1137',
      `office|outlook template|add_in|rule|startup|form|home_page -forward :3;
       inbox_rule|mailbox_rule|transport_rule -forward :2.5`,
    ],
    ['T1197', 'bits_job|bitsadmin'],
    ['T1112', 'registry @change -container -image -access; modify_registry'],
    [
      'T1133',
      `remote_access enable|install|configure persistence|software :3;
       remote_desktop|screen_sharing|ssh_service|ssh_server enable|start|install :3;
       bastion|shareable_link create|shareable|enable :4`,
    ],
    ['T1653', 'power_setting|sleep_mode|hibernate'],
    ['T1668', 'exclusive_control'],
    ['T1671', 'cloud_application_integration|marketplace_app|third_party_app install|authorize|add'],
    ['T1205', 'port_knock|bpf_filter|traffic_signal|magic_packet :3.5; bpfdoor :4'],
  ],
};
