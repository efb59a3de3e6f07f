import type { Family } from './family.ts';

/** Running code: shells, interpreters, containers, cloud and pipeline runners. */
export const execution: Family = {
  tactic: 'execution',
  techniques: [
    ['TA0002', 'execution|execute|executed :1.2; spawn|launch|run :1; interactive :2; arbitrary_code|remote_code :3'],
    [
      'T1059',
      `command|script|code execution|execute|run|interpreter|injection|inject :3;
       @script execution|execute|run|spawn|launch|invoke|start :2.5;
       interpreter :2.5;
       one_liner|inline_code|oneliner :3;
       rce|remote_code_execution|remote_code :4;
       command_injection|code_injection|os_command :4;
       interactive user|session|command|process|program :3;
       netcat|nc|ncat|socat execution|execute|run|launch|remote :3.5;
       network_tool|network_utility|netcat|ncat|socat :3;
       hack|hacking|offensive|exploit|attack|pentest|penetration tool|toolkit|testing -web :4;
       pentest|metasploit|meterpreter|cobalt_strike|sliver|mimipenguin|linpeas|empire :3;
       malware|malicious_file|malicious_binary|virus|trojan|eicar :2.5;
       unexpected|unknown|suspicious|untrusted|unusual|new|rare|anomalous|foreign|unauthorized process|program|binary|
         executable|child|command :2.5;
       @server spawn|child|process|launch|execute|run :3;
       child_process|subprocess :2;
       eval :2`,
    ],
    [
      'T1059.004',
      `restricted_shell|shell_evasion|shell evasion|breakout|restricted|escape|gtfo|upgrade -container :4;
       @shell spawn|run|launch|start|execute|execution|process|child|invoke|open :3.5;
       @shell interactive|terminal|attached :3.5;
       terminal shell :4;
       reverse_shell|bind_shell|web_reverse|revshell :4;
       shell :1.8;
       redirect stdin|stdout|stdio|stderr :4;
       dup socket|network|stdin|stdout;
       shell_script|unix_shell|bash|shell_command|command_line :2.5;
       dev_tcp|dev_udp :3.5;
       execution|execute|run|launch dev_shm|tmp|temp|temporary|world_writable|writable|unusual_directory|suspicious_directory|
         hidden_directory|var_tmp|suspicious_folder|home|download :3.5;
       dev_shm :2.5;
       shell container|pod|root|server|service|application :3;
       curl|wget pipe|bash|shell|sh;
       shell connect_back|connected_back|callback|call_back|calls_back :5`,
    ],
    [
      'T1059.006',
      `python|perl|ruby|php|lua|node|nodejs|java|golang spawn|execute|execution|run|script|child|interpreter|shell|command :3;
       python :1.5`,
    ],
    ['T1059.001', 'powershell|pwsh :2.5; osascript|applescript|vbscript|wscript|cscript|mshta'],
    [
      'T1059.009',
      `cloud_api|cloudshell|cloud_shell :3.5;
       aws_cli|az_cli|gcloud :1.5;
       cli execution|execute|command aws|azure|gcp|cloud`,
    ],
    [
      'T1609',
      `exec|attach|execute|command pod|container|kubectl|docker :3;
       kubectl_exec|docker_exec|crictl_exec :4;
       kubernetes_client|k8s_client|docker_client|kubectl @run :3;
       exec_into|attach_exec|attach_to|exec_pod :4;
       ephemeral_container|debug_container|kubectl_debug :3.5;
       container_administration :3.5;
       kubelet run|exec|api execute`,
    ],
    [
      'T1610',
      `@create|deploy|launch|start|run|schedule container|pod|daemonset|statefulset|deploy -privileged -package -exec -shell -attach :3;
       @create|deploy|launch|start image|namespace -linux disallowed|untrusted|unknown|unauthorized|kube_system|new|unusual :3;
       deploy_container :4;
       container disallowed|unauthorized|unapproved|untrusted|forbidden|drift :2.5;
       container|image @odd registry|repository :3;
       static_pod :2.5;
       task_definition|ecs_task|fargate run|start|register|create|new;
       launch container|pod -launch_in -launch_inside -process -tool -shell -package -binary :5`,
    ],
    [
      'T1651',
      `ssm|systems_manager|run_command|send_command|start_session|custom_script|vm_extension|azure_vm|automation|runbook execute|
         execution|command|session|run|script|document|invoke|extension :4;
       cloud_administration :4;
       ssm|send_command|run_command|runbook|automation_account|custom_script|vm_extension :3;
       startup_script|user_data @change|run|execute|launch :3.5;
       osconfig|guest_policy|patch_job`,
    ],
    ['T1648', 'serverless :3; lambda|function|cloud_function|function_app invoke|execute|run|deploy|url :3; invoke lambda|function :4'],
    [
      'TA0002',
      `ec2|instance|instances|vm|compute run|launch|start|create|new|deploy -delete -metadata -snapshot :2.8;
       run_instance|launch_instance :3`,
    ],
    [
      'T1204',
      `user_execution|user_click|click|lure|macro|double_click :2.5;
       malicious image|file|link open|run|execute|launch :3.5;
       malicious_image|malicious_link;
       http_proxy|proxy_env|proxy environment :3`,
    ],
    ['T1203', 'client exploit execution|browser|office; exploitation_for_client'],
    ['T1106', 'native_api|syscall|system_call :2; ctypes|libc direct; direct_syscall; process_hollow :1'],
    ['T1129', 'shared_module|shared_object|dlopen load :2.5; library load|loaded unusual|suspicious|world :2.5'],
    ['T1047', 'wmi|wmic :3.5'],
    ['T1053.007', 'container_orchestration job; kubernetes job @create :2.5; cronjob container|kubernetes @create :2.5'],
    ['T1072', 'software_deployment :4; ansible|puppet|chef|salt|saltstack|intune|sccm|jamf :2; deployment_tool'],
    [
      'T1569',
      `system_service execute :3;
       systemd_run|systemctl|launchctl|service_control start|execute|run -stop -disable :2.5;
       service_execution|psexec;
       service start|restart :2`,
    ],
    ['T1559', 'inter_process|ipc|dbus|d_bus|dde|com_object|xpc :2'],
    ['T1674', 'input_injection|keystroke_injection'],
    ['T1675', 'esxi administration|command|guest|execute :3'],
    [
      'T1677',
      `poisoned_pipeline|pipeline execution|execute|run|poison :3.5;
       workflow run|execute|dispatch|trigger :2.5;
       ci_cd command|execute|runner :3;
       github_runner|gitlab_runner|build_agent process|execute|command|shell;
       prompt_injection|ai_agent|llm_agent|mcp_server :3;
       prompt|llm|model|copilot|assistant inject|injection|instruction|hijack|jailbreak :4.5;
       workflow|pipeline|github_action|build_script modify|edit|change|tamper|new -automator :3.8;
       github_action|workflow file|definition edit|modify|change|write :4.5`,
    ],
  ],
};
