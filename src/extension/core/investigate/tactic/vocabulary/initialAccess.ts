import type { Family } from './family.ts';

/** Ways in: exposed services, exploits, stolen or odd logins, phishing, the supply chain. */
export const initialAccess: Family = {
  tactic: 'initial_access',
  techniques: [
    ['TA0001', 'initial_access :5; unauthorized_access :1.5; foothold :2; intrusion :2'],
    [
      'T1190',
      `exploit public|application|web|server|service|facing|internet :4;
       cve|exploit :2;
       log4j|log4shell|shellshock|spring4shell|struts|proxyshell|proxylogon|react2shell|citrixbleed|heartbleed :3.5;
       sql|sqli|jndi|ldap|ognl|el|template|nosql injection|inject :3.5;
       ssrf|xxe|deserialization|deserialize|rfi|lfi|xss :3.5;
       vulnerability exploit :3;
       public_facing :3;
       web attack|exploit|application_attack;
       path|directory traversal -file -read :3;
       cross_site;
       exploit attempt;
       server_side_request :4;
       web_server|webserver|php|http request suspicious|malicious|anomalous;
       waf attack|rule|match|trigger;
       cups cupsd|foomatic :2`,
    ],
    [
      'T1078',
      `login|authentication|console_login @odd :4;
       login|authentication from|outside country|location|address|ip|device|asn|tor|proxy|vpn|region|geo|network :4;
       login|authentication without|no|not mfa|2fa|sso|idp :4.5;
       impossible_travel|improbable_travel|geo_velocity|superhuman :5;
       root|admin|administrator|breakglass|break_glass login|logged|authenticate :4;
       console login :4;
       login success :3;
       login :2;
       authentication :1;
       root account|credential|user use|usage|activity -local :3.5;
       default account|credential|password|service_account use|login|default :3;
       @odd country|location|geolocation|asn|geo|travel :3.5;
       login inactive|dormant|stale|disabled|unused|former|terminated :4;
       dormant|inactive|stale|unused account|user|key|credential :3.5;
       anonymous request|access|user|login|authenticate :3.5;
       unauthenticated request|access|user :3;
       valid_account :3.5;
       compromised account|user|identity|key|credential :3;
       stolen|leaked credential|key|session use;
       suspicious activity report user :4;
       reported suspicious :3;
       risky user|login;
       sso|saml|federated login|authentication;
       assume_role saml|web_identity;
       @odd device|browser|client|user_agent login|authentication|session :4;
       multiple country|location|city`,
    ],
    [
      'T1078.004',
      `cloud_account :2;
       aws root :2.5;
       tor|anonymizing|anonymizer|proxy|vpn api|aws|azure|gcp|okta|github|iam|s3|console|access|login|call -dns -client :3.5;
       malicious|bad|blacklist|threat|suspicious ip|ip_caller|caller api|aws|iam|call|login|caller|invoke|okta|azure :3.5`,
    ],
    [
      'T1133',
      `external_remote;
       remote_service external|internet|exposed;
       ssh|rdp|vnc|smb|telnet|winrm inbound|internet|external|exposed|public -key :4;
       inbound connect|connection|access|ssh|network|login :3.5;
       vpn|rdp_gateway|citrix login|connect|access @odd;
       exposed dashboard|api|service|endpoint|docker|kubelet|port :3.5;
       dashboard|kubelet|docker_api exposed|anonymous|unauthenticated|open;
       public|internet expose|access load_balancer|service|instance|endpoint|ingress|node_port :3;
       nodeport|node_port @create|service :3;
       load_balancer @create|new|public|internet`,
    ],
    [
      'T1566',
      `phish|phishing|spearphish|smish|vish :4;
       email attachment|link|malicious :3.5;
       oauth|application consent|grant illicit|phish|malicious|user|third_party|risky :3.5;
       consent_grant|consent_phish :4;
       device_code phish|authentication|flow|login :4;
       attachment malicious|suspicious|open :3.5;
       adversary_in_the_middle|aitm phish|login|proxy :3.5;
       clickfix|fake_captcha`,
    ],
    [
      'T1195',
      `supply_chain :4;
       dependency_confusion|typosquat|typosquatting package;
       malicious|compromised|backdoored|trojanized package|dependency|library|module|npm|pypi|image|action|update|extension :3.5;
       npm|pypi|pip|gem|package install|postinstall|preinstall script|hook|malicious|suspicious :3.5;
       software_update compromise;
       ci|cd|pipeline|build compromise|poison|tamper|inject :3.5;
       self_hosted runner :3.5;
       pull_request_target|workflow fork|untrusted|pull_request|inject|command;
       workflow|github_action inject|unpinned|malicious|suspicious`,
    ],
    [
      'T1199',
      `trusted_relationship;
       third_party|external|vendor|partner|guest|outside|collaborator access|user|invite|collaborator|account|trust|tenant|
         member -storage -bucket :3;
       guest user|invite|account :3.5;
       cross_tenant|cross_account access|trust|login;
       delegated_admin|support_access|lockbox|csp`,
    ],
    ['T1189', 'drive_by :4; watering_hole; exploit_kit; browser exploit|compromise; malicious|compromised website visit|browse'],
    ['T1091', 'removable media|device|drive -disk; usb device|drive|stick|insert|mount|mass|hid :3.5; badusb|rubber_ducky'],
    ['T1200', 'hardware_addition|rogue device|hardware|access_point; new hardware|thunderbolt|peripheral device'],
    ['T1659', 'content_injection'],
    ['T1669', 'wifi|wireless_network :2.5; rogue_wifi'],
  ],
};
