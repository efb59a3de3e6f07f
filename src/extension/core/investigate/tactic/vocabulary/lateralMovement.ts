import type { Family } from './family.ts';

/** From one host or identity to the next. */
export const lateralMovement: Family = {
  tactic: 'lateral_movement',
  techniques: [
    ['TA0008', 'lateral_movement|lateral|laterally :5; move pivot|hop host|machine|network|internal'],
    [
      'T1021',
      `remote_service|remote_login|remote_session|remote_desktop :3;
       rdp|vnc|winrm|smb|telnet|psexec|rlogin|rsh|dcom|ssh_agent|wsman connect|connection|session|login|activity|traffic|
         lateral|internal|use|outbound|client|access|logon -internet -external -inbound -tunnel -brute -fail :3.5;
       telnet|telnetd :2.5;
       port_forward|portforward|port_forwarding kubectl|pod|kubernetes|container|attach :3.5;
       serial_console|instance_connect ssh|key|push|use :4.5;
       instance_connect|send_ssh|serial_console|ec2_instance_connect|bastion|shareable_link|ssh_session|iap_tunnel|os_login :3.5;
       start_session|ssm_session :2.5;
       unexpected|unauthorized|unusual database|db|internal|redis connect|connection|access :3.5;
       admin_share|administrative_share|remote_execution|remote_command :3.5`,
    ],
    [
      'T1021.004',
      `ssh outbound|connection|connect|internal|lateral|session|remote|client|multiple|hop|to -inbound -internet -key -keys -fail
         -tunnel -port -brute -external -configuration -container :3;
       ssh|scp container|pod|server|run|launch|process|client|daemon -key -keys -configuration -tunnel -information -authorized
         -brute -port :2.5;
       login|session ssh -inbound -internet -public -fail -failure -bruteforce -unusual -new -external :3`,
    ],
    [
      'T1021.007',
      `cross_account|cross_project|cross_subscription|cloud_service|direct_cloud access|login|role|assume|move|remote|vm :3;
       switch_role|account_hop`,
    ],
    [
      'T1210',
      `exploit remote_service|internal|lateral|smb|eternalblue|worm :4;
       eternalblue|bluekeep|smbghost :4.5;
       worm :3;
       exploitation_of_remote`,
    ],
    [
      'T1550',
      `pass_the_hash|pass_the_ticket|pass_the_token|overpass|alternate_authentication|pass_the :4.5;
       session_token|access_token|application_token|federation_token|web_session_cookie use|abuse|replay|reuse|unusual
         different|another|multiple|unusual|lateral :3.5;
       get_session_token|session_token|federation_token use|abuse|suspicious|unusual|token :3.2`,
    ],
    [
      'T1563',
      `session|ssh|rdp|agent|socket hijack|takeover -cookie -browser :4;
       ssh_agent|auth_sock|ssh_hijack|tscon|rdp_hijack|shadow_session :4;
       remote_session_hijack`,
    ],
    [
      'T1570',
      `lateral_tool|tool_transfer -ingress :4;
       scp|rsync|smbclient|sftp internal|host|lateral|remote :3;
       transfer|copy tool|file|binary internal|another_host|lateral|between`,
    ],
    ['T1534', 'internal_spearphish|internal_phish|internal_email'],
    ['T1080', 'taint shared|content|share|drive|storage; shared_content|network_share write|drop|infect'],
    ['T1091', 'removable_media replicate|spread|worm; usb_spread'],
    ['T1072', 'software_deployment lateral|push|remote'],
  ],
};
