import type { Family } from './family.ts';

/** Out of the container, up to root, into a stronger role. */
export const privilegeEscalation: Family = {
  tactic: 'privilege_escalation',
  techniques: [
    [
      'TA0004',
      `privilege|privileges|permission escalation|escalate|elevate|elevation|gain :5;
       escalation|escalate|elevation|elevate :3.5;
       root|superuser become|gain|obtain|escalate|privilege|switch :3.5;
       privileged :1.2;
       privilege :1.2`,
    ],
    [
      'T1611',
      `container|pod|host|namespace|chroot|sandbox|docker|kubernetes escape|breakout|break_out|outbreak :5;
       escape|breakout :3.5;
       release_agent|core_pattern|uevent_helper|binfmt_misc|notify_on_release|devices_allow :5;
       nsenter|setns|unshare :4;
       namespace change|switch|join|enter|thread|unshare|manipulate|host|privilege -create -list -delete :3.5;
       privileged container|pod|docker|mount|debugfs -user :4;
       debugfs :3.5;
       mount host|root|sensitive|device|disk|docker_socket|proc|filesystem|privileged|cgroup|execute|launch -hide -read :3.5;
       hostpath|host_path|host_network|host_pid|host_ipc|hostpid|hostnetwork|hostipc|host_namespace|host_filesystem :4.5;
       docker_socket|docker_sock|containerd_socket|crio_sock|container_runtime_socket|runtime_socket :4;
       runc|cgroup overwrite|exploit|escape|modify|write|release :4;
       chroot :3.5;
       dev_mem|dev_kmem|proc_kcore|proc_sysrq :4;
       sensitive_mount|sensitive host mount|path|file|volume :3.5;
       mknod|special_file|block_device|special_device :3;
       device_file host|container;
       writable host|hostpath|proc`,
    ],
    [
      'T1548',
      `abuse_elevation|elevation_control :5;
       capability|capabilities cap|sys_admin|sys_ptrace|setcap|excessive|add|dangerous|privileged|net_raw|granted|set|change|
         enumerated|linux :4;
       cap_sys|cap_set|cap_dac|cap_net|setcap|excessively_capable|capable :4;
       uac|user_account_control bypass :4;
       doas :3.5;
       tcc bypass|manipulate`,
    ],
    [
      'T1548.001',
      `setuid|setgid|suid|sgid|s_bit|guid -find -enumerate -search -discover -reconnaissance -list :4;
       setuid|setgid|suid|sgid :3;
       set_user_id|set_group_id;
       chmod u_s|g_s|4755|suid|setuid`,
    ],
    [
      'T1548.003',
      `sudo|sudoers|visudo|sudoedit|sudo_caching|sudo_token|sudo_hijack :2.5;
       sudoers @change :4.5;
       sudo exploit|abuse|cve|buffer|vulnerability|hijack|token|misuse|bypass|overflow|version|chroot|baron -non :4`,
    ],
    [
      'T1548.005',
      `temporary_elevated|just_in_time|pim|privileged_identity|elevated_access|elevate_access|access_elevation|elevated_cloud :4;
       pass_role|passrole :4;
       service_account attach|assign|assignment|use controller|pod|kube_system|admin|privileged|cluster_admin :3.8;
       assume_role|role_assumption|assumed_role|impersonate|impersonation|role_chain|role_chaining -policy -saml -update
         -backdoor :3.5;
       impersonate user|service_account|group|kubernetes|system|masters :4;
       user_impersonation|session_impersonation :4`,
    ],
    [
      'T1068',
      `kernel|local|driver|polkit|pkexec|pwnkit|dirtypipe|dirty_pipe|dirty_cow|dirtycow|overlayfs|looney|ebpf|nftables|snap|snapd
         exploit|vulnerability|cve|escalation|exploitation|overflow :4.5;
       pwnkit|pkexec|polkit|dirty_pipe|dirtycow|dirty_cow|dirtypipe|overlayfs|looney_tunable|baron_samedit|sequoia|gameover :4.5;
       privilege exploit|vulnerability;
       glibc|buffer_overflow|heap_overflow|stack_overflow|use_after :2.5;
       userfaultfd|byovd :4;
       environment_variable misuse|abuse|glibc|tunable :3`,
    ],
    ['T1055', 'ptrace attach|inject|process|attached|other -anti -debug -traceme -evasion :3.5'],
    ['T1134', 'access_token|token manipulate|impersonate|forge|duplicate -create -delete :3.5; parent_pid spoof; sid_history'],
    ['T1484', 'group_policy|domain_policy|tenant_policy @change :3.5; domain_trust @change|add'],
    [
      'T1098',
      `administrator|admin|cluster_admin|system_masters privilege|grant|escalate|access|permission -login -list -user -token :3;
       own|self permission|privilege|role grant|elevate|update|add|escalate :3.5;
       admin|administrator|full|wildcard|star|all policy|access|permission|resource attach|allow|create|grant|inline|put|add :3;
       role|permission change|grant self|higher|escalate;
       uid|gid|user_id root|change|0|switch :3;
       root|uid change|switch|transition|become :2.5`,
    ],
  ],
};
