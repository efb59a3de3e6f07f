import type { Family } from './family.ts';

/** Talking to the attacker, and fetching what he sends. */
export const commandAndControl: Family = {
  tactic: 'c2',
  techniques: [
    [
      'TA0011',
      `c2 :5;
       c2|beacon|callback|botnet|bot|rat_tool|c2_server|implant_traffic|remote_access_trojan :4.5;
       malicious|suspicious|threat|known|blacklisted|malware|bad|bulletproof domain|ip|host|url|destination|server|address|
         endpoint|asn|ja3|feed|network|connection|traffic|indicator connect|connection|outbound|contact|communication|dns|query|
         request|traffic|resolve|activity|destination -login -api -caller -inbound :4;
       @odd outbound|egress|external connect|connection|traffic|destination|network|ip|domain|port|address :3.5;
       outbound|egress connect|connection|traffic|contact|network|request -exfiltration -subnet :2.8;
       network_connection|network_activity|network_traffic|external_connection -outside -subnet -list :2;
       process|binary|program|procs network connect|connection|activity|traffic -scan -list -tool :2;
       malicious|bad|threat|blacklisted domain|ip|ips|url|host|indicator -login -api -caller -user :3`,
    ],
    [
      'T1071',
      `http|https|web|websocket|application_layer|mqtt|smtp|ftp|imap traffic|beacon|c2|protocol|communicate|channel|suspicious|anomal|
         outbound|rare|unusual|request|user_agent -send -exploit -server -metadata -proxy :2.8;
       application_layer_protocol :4.5;
       user_agent @odd|empty|curl|python -login -scan -tool :3;
       irc|xmpp|jabber|mqtt connect|connection|traffic|channel|bot|server|client :3.5;
       messaging|chat|discord|telegram|slack|webhook|bot_api api|c2|connect|contact|request|traffic|bot :3.5`,
    ],
    [
      'T1071.004',
      `dns tunnel|tunneling|c2|beacon|over|exfiltration|request|query|unusual|suspicious|long|high|txt|doh|lookup|domain|tld|resolve|
         iodine|dnscat -zone -log -spoof -route -configuration -resolver -delete -reconnaissance :3.8;
       dnscat|dnscat2|iodine|dns_tunnel|dns_over|doh|dns2tcp :5;
       dga|domain_generation|algorithmically|fast_flux|dynamic_dns|ddns|dynamic_resolution :4.5;
       top_level_domain|tld|dns :2`,
    ],
    [
      'T1090',
      `proxy|socks|socks5|tor|onion|proxychains|anonymizer|torsocks|tor_network|i2p|relay|multi_hop|domain_front|fronting|redirector|
         residential -api -login -sign_in -caller -console -env -environment -kube -load -user -iam -s3 :3.5;
       tor|proxychains|tor2web|onion client|relay|exit|node|network|traffic|connect|connection|entry|process|ip|service|domain
         -api -login -sign_in -caller -console -iam -s3 :4.5;
       ip_forward|port_redirect|traffic_redirect|redirect_port|packet_forward|ip_forwarding :3.5;
       netsh|rinetd|redsocks|chisel|frp|frpc|gost|ew|earthworm|ligolo|rathole :4.5`,
    ],
    [
      'T1572',
      `tunnel|tunneling|tunnelled|port_forward|port_forwarding|ssh_tunnel|chisel|ngrok|cloudflared|cloudflare_tunnel|localtunnel|
         dev_tunnel|earthworm|gsocket|socat_tunnel|stunnel|sshuttle|wireguard|openvpn|tailscale -pod -kubectl -delete -iap :4;
       ssh forward|tunnel|reverse|x11|dynamic|option|proxy -agent -key :3.8;
       vpn tunnel|install|connection|client|setup -login -sign_in -delete :3`,
    ],
    [
      'T1105',
      `ingress_tool|ingress remote|file|tool|copy :5;
       @fetch|download file|payload|binary|script|tool|malware|remote|internet|executable|url|archive|elf|image|curl|wget|
         interpreter -data -s3 -bucket -object -metadata -credential -secret -token -zip -user_data -repository -report -mass
         :3.5;
       curl|wget|lwp|fetch|aria2|bitsadmin|certutil|tftp|ftpget file|url|request|activity|download|execute|tmp|launch|
         suspicious|from|network|outbound|external|run|container -upload -post -exfiltration -metadata -secret -proxy -bash :3.3;
       curl|wget :2.5;
       download :2.2;
       dropper|stager|second_stage|loader|remote_file|tool_transfer :3;
       git clone suspicious|tmp|directory|dir|tool;
       downloaded|download_and;
       download|ingress utility|tool|program|client|copy -upload :4.8`,
    ],
    [
      'T1571',
      `non_standard|nonstandard|uncommon|unusual|unexpected|suspicious|high|odd|atypical port|destination_port -scan -probe :4;
       non_standard_port :4.5;
       port 4444|1337|31337|unusual`,
    ],
    [
      'T1095',
      `non_application|icmp|raw_socket|udp|sctp tunnel|channel|traffic|c2|connection|protocol|exfiltration -packet -created -shell :3;
       icmp :2.5;
       raw|custom protocol|tcp traffic|connection;
       bpfdoor :3;
       non_application_layer`,
    ],
    [
      'T1102',
      `web_service|pastebin|gist|github_raw|telegram|discord|dropbox|google_drive|cloud_service|notion|trello|paste_site|dead_drop|
         file_share|file_sharing c2|connect|connection|communicate|request|contact|dead_drop|api|download|traffic|resolve
         -upload -exfiltration -delete :3.5;
       paste_site|pastebin|dead_drop|web_service|webhook_site :3`,
    ],
    [
      'T1219',
      `remote_access|remote_admin|remote_management|rmm|teamviewer|anydesk|screenconnect|rustdesk|splashtop|logmein|ammyy|atera|
         dameware|meshcentral|meshagent|remote_support -trojan -enable tool|software|agent|install|execute|connection|activity|
         application|domain|trojan|detected|run|usage|service|launch|program :4;
       teamviewer|anydesk|screenconnect|rustdesk|splashtop|ammyy|meshagent|nomachine|dwservice :4.5;
       vscode|visual_studio_code|ide tunnel|remote :4;
       remote_access_tool|remote_access_software :4.5;
       ssm_agent|hybrid_activation register|external|activation :3.5`,
    ],
    [
      'T1573',
      `encrypted_channel|encrypted|ssl|tls|openssl c2|channel|connection|tunnel|certificate|traffic|session|s_client -data -self
         -volume -bucket -without -downgrade :3;
       openssl connect|client|shell|network|s_client`,
    ],
    ['T1568', 'dynamic_resolution|fast_flux|dga|dynamic_dns|domain_generation :4.5'],
    ['T1008', 'fallback_channel|backup_c2'],
    ['T1001', 'data_obfuscation|steganography|protocol_impersonation|junk_data :2.5'],
    ['T1132', 'data_encoding|encoded traffic|channel|c2|request'],
    ['T1104', 'multi_stage channel'],
    ['T1665', 'hide_infrastructure'],
    ['T1205', 'port_knock|traffic_signal|magic_packet|bpfdoor :3'],
    ['TA0011', 'reverse_shell|bind_shell|revshell|backconnect :2.5; reverse connect|connection|tcp|http|tunnel :3'],
  ],
};
