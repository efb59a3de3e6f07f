import type { Family } from './family.ts';

/** Looking around inside: accounts, hosts, networks, clusters, clouds. */
export const discovery: Family = {
  tactic: 'discovery',
  techniques: [
    [
      'TA0007',
      `discovery|discover :3;
       enumeration|enumerate :3;
       reconnaissance command|internal|activity|attempt|system|host|cloud|iam|linux :3.5;
       survey :1.5;
       list|listing :1.2;
       describe|whats_my :1.5;
       lookup :1.2`,
    ],
    [
      'T1033',
      `whoami|who_command|current_user|id_command|logged_in_user|last_command :4;
       user identity|discover|enumerate|information :3;
       get_caller_identity|caller_identity :4.5;
       w_command;
       user_discovery|owner_discovery :4`,
    ],
    [
      'T1087',
      `account|user|group|iam|role|principal|identity|directory discover|enumerate|list|lookup :4;
       getent|etc_password :3;
       list|listed user|role|account|group|member -secret -token -credential -key :4;
       password_file|etc_password @read|enumerate :3.5;
       ldap|ldapsearch|bloodhound|azurehound|roadrecon|adrecon query|search|enumerate|collect|tool :4;
       bloodhound|azurehound|roadrecon|roadtools|pacu|scoutsuite|prowler|cloudfox|steampipe :4;
       iam brute|enumerate`,
    ],
    [
      'T1069',
      `permission|group|role discover|enumerate|list|check :3.5;
       can_i|self_subject|selfsubject|rules_review|access_review :4.5;
       simulate_principal|simulate_policy;
       permission check|test|enumerate`,
    ],
    [
      'T1082',
      `system|host|os|kernel|hardware|vm|machine|environment information|info|discover|fingerprint|version|enumerate|detail :4;
       uname|lscpu|dmidecode|hostname|hostnamectl|lsb_release|os_release|lspci|lsmod|sysctl|cpuinfo|meminfo|systeminfo|
         virt_what|uptime|dmesg :3.5;
       system_information :4;
       hardware virtual|vendor|uuid|fingerprint :3.5;
       kernel module enumerate|list|lsmod :4;
       kernel seek|unpack|version;
       user_data describe|get|download|retrieve|instance|attribute :3.5;
       describe_instance_attribute;
       environment_variable|environ @read|list|print|proc|enumerate|env_command|from :3.5;
       printenv|env_command :3.5;
       environment process|proc|procfs|variable retrieve|read|print|list|dump|display :4`,
    ],
    [
      'T1083',
      `file|directory|path|folder|filesystem discover|enumerate|search|list|find|traverse|crawl -password -key -credential -sensitive
         -secret :3.5;
       find|locate|ls|tree|which command|suid|setuid|sgid|setgid|writable|world|binary|file :3;
       suid|sgid|setuid find|search|enumerate|discover|list|hunt|scan|reconnaissance :5;
       list_directory;
       proc @read|list environ|maps|cmdline|filesystem :3;
       world_writable find`,
    ],
    [
      'T1046',
      `network|port|service|host|subnet|internal scan|sweep|probe -external -internet :4;
       nmap|nping|masscan|zmap|rustscan|fscan|zgrab|naabu|portscan|angry_ip|arp_scan|netdiscover|fping|hping :4.5;
       port_scan|network_scan|port_sweep|port_probe :4.5;
       scan :2;
       service discover|enumerate|scan :3.5;
       local_subnet|network connect|connection subnet|outside|internal|lateral|local :2.5;
       many|multiple|high port|host|destination connect|connection|unique :3;
       portmapper|netcat scan|banner;
       syn_scan|ping_sweep|subnet_scan;
       outside subnet`,
    ],
    [
      'T1613',
      `container|pod|kubernetes|cluster|docker|k8s|kubectl resource|discover|enumerate|list|information|describe|get|inspect|
         reconnaissance :3;
       kubernetes_api|api_server|kubelet|apiserver contact|connect|connection|communicate|query|request|access|call|client|
         traffic|from -secret -token -certificate :4;
       kubectl|kubeletctl|docker_ps|crictl :2;
       contact kubernetes|api_server|etcd|docker|kubelet :3.5;
       peirates|kube_hunter|kubehunter|kubesploit|cdk|deepce|amicontained|botb :4;
       kube_config|kubeconfig :1.5;
       container|docker|cgroup inside|check|dockerenv|detect|whether|environment :2.5;
       dockerenv :3.5;
       namespace|node|configmap|secret list|enumerate;
       endpoint slice|service list;
       cluster describe|list|get`,
    ],
    [
      'T1016',
      `network|interface|ip|dns|route|arp|internet configuration|discover|information|setting|lookup|enumerate|check :3;
       ifconfig|ipconfig|ip_addr|arp_command|netstat_route|resolv_conf|nslookup|dig|hosts_file|traceroute|host_command|iwconfig|
         route_command :3.5;
       external|public ip|address lookup|check|discover|service|query|request|api :4.5;
       ipinfo|ip_api|icanhazip|ifconfig_me|ipify|checkip|wtfismyip;
       network_configuration :3.5;
       internet_connection|connectivity discover|check|test|ping`,
    ],
    [
      'T1018',
      `remote system|host|machine discover|enumerate|list|scan|sweep :4;
       ping|arp host|sweep|scan|network;
       etc_hosts read|enumerate;
       domain_controller discover|enumerate|query;
       known_hosts :2.5;
       remote_system`,
    ],
    [
      'T1049',
      `network_connection|connection|socket|netstat|ss|lsof discover|enumerate|list|table|display -outbound -inbound -c2 -outside :3;
       netstat|ss_command|lsof|sockstat :3.5;
       proc_net`,
    ],
    [
      'T1057',
      `process|ps|pid discover|enumerate|list|listing|information|search|grep -spawn :4;
       pgrep|pidof|top_command|ps_command|ps_aux|pstree|tasklist :3.5`,
    ],
    [
      'T1518',
      `software|security_software|package|antivirus|edr|agent|defense discover|enumerate|list|search|check|inventory|lookup -disable :4;
       dpkg_l|rpm_qa|installed software|package|application list|enumerate`,
    ],
    [
      'T1580',
      `cloud|infrastructure|instance|vpc|ec2|snapshot|volume|subnet|security_group|image|ami|database|rds|eks|resource discover|
         enumerate|list|describe|reconnaissance|inventory :4;
       describe|list|get instance|vpc|snapshot|region|ami|image|security_group|subnet :3.5;
       aws|azure|gcp|cloud|account|api|ec2|tenant enumerate|discover|reconnaissance|recon|list :4;
       multiple|many|spike|burst|high|volume|excessive|increase|unusual discover|describe|list|read_only|enumerate|api :3.5;
       get|list region|quota|organization|account;
       service_quota|quota describe|get|multiple|region|ec2|check :3.5;
       access_denied|permission_denied|unauthorized_operation|unauthorized_api many|multiple|spike|high|burst|error|call|api|
         attempt :3;
       access_denied|unauthorized_api|unauthorized call|api|operation :2.5;
       denied|forbidden request|api|call|action -login -mfa -network :3`,
    ],
    [
      'T1526',
      `cloud_service|service discover|enumerate|list -container;
       ses|sns|sqs|bedrock|lambda|sagemaker list|enumerate|get|describe|quota|identity|discover :3.5;
       foundation_model list|enumerate;
       azure_ad|entra|graph enumerate|discover|reconnaissance :3.5`,
    ],
    ['T1538', 'cloud_dashboard|service_dashboard|console browse|dashboard'],
    [
      'T1619',
      `s3|bucket|blob|storage|gcs|object|container_blob discover|enumerate|list|brute|scan -delete -exfiltration :4;
       list_bucket|bucket_list|list_object|head_bucket :4;
       bucket find|search`,
    ],
    [
      'T1614',
      `geolocation|system_location|location|country|language|timezone|locale discover|lookup|check|system|enumerate|query -login
         -sign_in :4;
       geoip|ip_geolocation :3.5;
       keyboard language|layout`,
    ],
    ['T1124', 'time|date system discover|query|check -stomp; timedatectl|hwclock :3'],
    [
      'T1120',
      `peripheral|device|usb|lsusb|block_device|disk|drive discover|enumerate|list :3.5;
       lsblk|lsusb|fdisk|blkid|df_command :3.5`,
    ],
    [
      'T1135',
      `share|nfs|smb|network_share|cifs|samba discover|enumerate|list|scan|mount_list :4;
       showmount|smbclient|enum4linux|smbmap :4`,
    ],
    [
      'T1201',
      `password|account policy discover|enumerate|get|list|chage|read|view :4;
       chage|pam_pwquality|login_defs :3;
       get_account_password_policy`,
    ],
    [
      'T1007',
      `system_service|service|systemd|daemon|unit discover|enumerate|list|query|status :3.5;
       systemctl_list|service_status_all`,
    ],
    ['T1012', 'registry query|discover|enumerate -container -image'],
    ['T1217', 'browser bookmark|history|information discover|enumerate|read|access'],
    ['T1482', 'domain_trust|trust discover|enumerate :4; nltest|trusted_domain|realm_list'],
    ['T1615', 'group_policy discover|enumerate'],
    ['T1652', 'device_driver|driver|kernel_module|lsmod|modinfo discover|enumerate|list :4'],
    [
      'T1654',
      `log enumerate|discover|search|read|lookup -delete -clear -disable;
       lookup_event|get_log_event|log_event|describe_log|filter_log`,
    ],
    ['T1673', 'vm discover|enumerate|list; esxcli|vim_cmd|virsh list|enumerate|discover|vm :3.5'],
    [
      'T1680',
      `local_storage discover;
       disk|mount|volume|storage information|list|enumerate|discover|query :3;
       findmnt|mount_point :2.5;
       etc_fstab read`,
    ],
    ['T1010', 'application_window|window discover|enumerate'],
  ],
};
