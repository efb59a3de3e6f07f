import type { Family } from './family.ts';

/** v19's Stealth: hiding, disguising and cleaning up, told as defence evasion (I-06). */
export const stealth: Family = {
  tactic: 'defense_evasion',
  techniques: [
    [
      'TA0005',
      `defense_evasion|evasion|evade|evasive :4.5;
       stealth :3.5;
       anti_forensic|antiforensic|forensic :4;
       living_off|lolbin|gtfobin :3`,
    ],
    [
      'T1070',
      `indicator_removal|indicator remove|delete :5;
       @delete|rename log|logs|journal|syslog|wtmp|utmp|btmp|lastlog|auth_log|event_log|audit_log|log_file|log_group|log_stream|
         access_log|trace|track|evidence|artifact|indicator :4.8;
       log|logs|event_log|audit_log tamper|manipulate|alter|overwrite|erase|rotate_force|cleared :4.8;
       cover|hide track|trace|evidence|activity;
       event delete|deleted kubernetes|events :3;
       history mailbox_item delete;
       delete|remove self|own|after|running|executed|itself executable|binary|file|process|script|execution :4.2;
       self_delete|self_deletion|selfdelete :4.5;
       file_deletion :3.5;
       file delete tmp|dropped|suspicious|staged|payload|tool|shred|secure|srm|rm|secure_delete :3.2;
       temporary|temp|tmp file|script|directory @delete :4.2`,
    ],
    [
      'T1070.003',
      `history_file|shell_history|bash_history|command_history|histfile|histsize|histcontrol|zsh_history|console_history rename|
         @delete|disable|change|tamper|clear|unset|tampering|modify|link|null -read -search :5;
       shell_history|histfile|bash_history|histcontrol|histfilesize|command_history -read -search -credential :4`,
    ],
    [
      'T1070.006',
      `timestomp|timestomping|time_stomp|timestamp|file_time|mtime|ctime|utime modify|change|alter|tamper|stomp|manipulate|
         modification|touch :4.5;
       timestomp|timestomping :5;
       file|creation|modification time change|alter|modify|manipulate|forge :4;
       touch command|timestamp`,
    ],
    [
      'T1070.009',
      `persistence remove|clear|cleanup|delete :3.5;
       log_out clear|delete;
       mailbox|email @delete data|items|message;
       network_share connection remove`,
    ],
    [
      'T1564',
      `hide|hidden artifact|file|directory|process|window|user|folder|binary|executable|payload|shared_object|plugin|rule|partition|
         network|so|pid|container|image|mount -inbox :4;
       hide :2.5;
       mount proc|hide|bind|process|pid hide|over|proc_hide|evasion|cover :4.5;
       dot_file|hidden :2;
       steganography|steghide|alternate_data|ads_stream|nohup|inbox_rule delete|hide|move :3;
       virtual_instance|qemu|vm hide|run|instance evasion|hidden :3;
       nohup|setsid|daemonize|background process :2.5;
       email_hiding;
       hidepid :4;
       hidden|hide|dotted file|folder|directory|binary|executable|program|path run|execute|execution|start|launch :4.8`,
    ],
    [
      'T1036',
      `masquerade|masquerading|disguise|impersonate_process|lookalike|spoof|pretend :4.5;
       rename|renamed|copy|copied|moved binary|utility|tool|system|program|executable|process|sh|curl|wget -log -history -remote
         :4;
       process|file|binary|extension|name double|fake|mismatch|kernel_thread|kworker|space|homoglyph|unicode|rtlo|masquerade|
         imitate :4;
       kworker|kthread|kernel_thread :2.5;
       double_extension|right_to_left|invalid_signature|trailing_space|misleading|decoy :4;
       overwrite|stomp argv|process_args|arguments`,
    ],
    [
      'T1027',
      `obfuscate|obfuscated|obfuscation|encode|encoded|base64|base32|base16|xor|hex|packed|packer|upx|steganography|padding|embedded|
         smuggling|encrypted payload|command|script|file|binary|code|execution|python|perl|string|data|elf|interpreter|content|
         decode|shell|utility -traffic -channel -archive :4.5;
       obfuscate|obfuscated|base64|encoded|packed|upx|binary_padding|html_smuggling|stripped :4;
       gcc|compile|compiler|compilation|make|build_tool after_delivery|container|server|source|suspicious|on_host|runtime|
         launch|run|execution :3;
       compile_after_delivery :4.5;
       xxd|openssl decode|encode|decrypt :3`,
    ],
    [
      'T1140',
      `deobfuscate|decode|decoded|decrypt|unpack|base64_decode payload|file|command|script|base64|content|data|binary|openssl -password
         -credential -secret -kms -ssm :4.2;
       deobfuscate|base64 decode|decoded :4.5`,
    ],
    [
      'T1620',
      `fileless|memfd|memfd_create|reflective|in_memory|memory_only|anonymous_file|memory execution|execute|load|code|elf|binary|run|
         exec -dump -credential :4.8;
       fileless|memfd|memfd_create|reflective|in_memory|ddexec|shm_open :4.5;
       proc_self_fd|proc_fd|self_mem;
       code load|loading dynamic|memory|reflective`,
    ],
    [
      'T1055',
      `process_injection|process inject|hollow|hijack|doppelgang :5;
       inject process|memory|code|dll|shared|library|shellcode|thread|vdso -kernel -sql -command -prompt -web -token -log
         -workflow :4;
       process_hollowing|proc_mem_write|shellcode|process_vm_writev|vdso_hijack :4;
       ptrace :2.8;
       gdb|debugger attach|inject|process|hook|hooking init|process :3;
       hooking|api_hook|function_hook -webhook :3;
       proc_memory write|overwrite|modify`,
    ],
    [
      'T1014',
      `rootkit|rootkits|diamorphine|reptile|jynx|azazel|tripwire|lkm_rootkit|kernel_rootkit :5;
       kernel hide|hook|rootkit|symbol|kallsyms|syscall_table :3.5`,
    ],
    [
      'T1497',
      `sandbox|virtualization|vm|debugger|analysis|hypervisor evasion|detect|check|aware|bypass|escape_analysis -escape -discover :3.5;
       sandbox_evasion|anti_analysis|time_based|sleep_evasion|vm_detection :4.5;
       sleep delay|long|excessive|nanosleep`,
    ],
    [
      'T1622',
      `debugger|debug|anti_debug|antidebug evasion|anti|traceme|attempt|check|detect -pod -container -port -node -debugfs -browser
         -remote :4;
       anti_debug|traceme|ptrace_traceme|anti_debugging :5;
       ptrace anti|debug|traceme|deny :5`,
    ],
    [
      'T1218',
      `binary_proxy|proxy_execution|lolbas|lolbin|living_off_the_land|system_binary_proxy|rundll32|regsvr32|mshta|gtfobin :4.5;
       execute|execution|run|launch via|through|using ld|linux|dynamic_linker|ld_linux|loader|busybox|trusted_binary|debugger|
         find|awk|vim|git|split|env|nice|timeout proxy|bypass|indirect|evasion|interpreter :3;
       ld_linux|linux_ld|dynamic_loader|ld_so execution|execute|run|binary -preload -change -configuration :4`,
    ],
    ['T1202', 'indirect_command|indirect execution|execute'],
    ['T1127', 'trusted_developer|msbuild|developer_utility|nodejs_proxy'],
    ['T1216', 'script_proxy|system_script'],
    ['T1220', 'xsl|template_injection :2.5'],
    ['T1480', 'execution_guardrail|guardrail execution|environmental|mutex|lock_file|pid_file :3.5; mutual_exclusion'],
    ['T1535', 'unused|unsupported|unapproved|unusual|new|opt_in|disallowed|rare region :4.5; region enable|unused|opt_in :4'],
    [
      'T1578',
      `modify_cloud_compute|compute_infrastructure|revert_snapshot|revert instance :4;
       snapshot create|revert evasion|forensic|defense :3.5;
       instance|vm|compute create evade|unmonitored`,
    ],
    ['T1612', 'build|docker_build|buildah|kaniko image host|on_host|container|local|node|dockerfile -base -pipeline :4'],
    ['T1610', 'deploy container evade|kube_system|bypass :3'],
    ['T1550', 'alternate_authentication_material :3'],
    ['T1211', 'exploit defense|bypass security|evasion -privilege :3.5'],
    ['T1197', 'bits_job :2.5'],
    ['T1207', 'rogue_domain_controller|dcshadow'],
    ['T1656', 'impersonation|impersonate person|employee|executive|support|help_desk :3.5'],
    ['T1647', 'plist modify'],
    ['T1679', 'selective_exclusion'],
    ['T1678', 'delay_execution|execution_delay'],
    ['T1205', 'port_knock|traffic_signal :2'],
    ['T1006', 'direct_volume|raw_volume|debugfs read|volume access|direct raw'],
    ['T1134', 'parent_pid|ppid spoof|spoofing :4.5'],
  ],
};
