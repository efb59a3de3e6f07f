import type { ApiRow } from './meaning.ts';

/** Azure operations and Entra activities in lower case, e.g. `microsoft.compute/virtualmachines/runcommand/action`, `add member to role`. */
export const azureCalls: readonly ApiRow[] = [
  [/runcommands?\/|runcommand$|virtualmachines\/extensions\/write|scalesets\/extensions\/write/, 'execution', 'T1651'],
  [/serialports\/connect|bastionhosts\/\w*connect/, 'lateral_movement', 'T1021.008'],
  [/createshareablelinks/, 'persistence', 'T1133'],
  [/(disks|snapshots|restorepoints)\/\w*getaccess|export(template)?\/action|databases\/export/, 'exfiltration', 'T1537'],
  [/localusers\/write|blobservices\/write|containers\/setacl|publicaccess/, 'exfiltration', 'T1537'],

  [
    /(diagnosticsettings|logprofiles|flowlogs|networkwatchers|workspaces|eventhubs|activitylogalerts|actiongroups)\/\w*\/?delete/,
    'defense_evasion',
    'T1562.008',
  ],
  [
    /(networksecuritygroups|securityrules|firewallrules|azurefirewalls|firewallpolicies|webapplicationfirewall\w*)\/?\w*\/(write|delete)/,
    'defense_evasion',
    'T1562.007',
  ],
  [
    /microsoft\.security\/\w+.*\/(delete|write)|alertssuppressionrules|microsoft\.securityinsights\/.*delete/,
    'defense_evasion',
    'T1562.001',
  ],
  [
    /microsoft\.authorization\/(locks|policy\w+)\/delete|(delete|update|disable) conditional access|disable strong authentication/,
    'defense_evasion',
    'T1562',
  ],

  [/elevateaccess/, 'privilege_escalation', 'T1548.005'],
  [
    /role(assignments|definitions)\/write|add (eligible )?member to role|add owner to|add app role assignment/,
    'persistence',
    'T1098.003',
    'privilege_escalation',
  ],
  [/(add|update).*(credential|certificates and secrets|password to)|federatedidentitycredentials\/write/, 'persistence', 'T1098.001'],
  [/add (service principal|application)|add unverified domain|set (domain|federation)|set company/, 'persistence', 'T1098.001'],
  [/consent to application|add delegated permission|oauth2permissiongrant/, 'credential_access', 'T1528', 'persistence'],
  [/(add|invite|create).*(user|guest)|userassignedidentities\/write/, 'persistence', 'T1136.003'],
  [/(registered|register).*(security info|device)|add registered/, 'persistence', 'T1098.005'],
  [/(reset|change|set).*password/, 'persistence', 'T1098'],
  [/sign-?in|user ?logged ?in/, 'initial_access', 'T1078.004'],

  [/vaults\/(secrets|keys|certificates)\/|secretget|keyget|certificateget|secretlist/, 'credential_access', 'T1555.006'],
  [/list\w*(keys?|sas|credentials?|secrets|connectionstrings)\/?(action)?$|publishxml|regeneratekey/, 'credential_access', 'T1552'],
  [/runbooks\/(write|publish|draft)|automationaccounts\/(webhooks|schedules|jobschedules)|logic\/workflows\/write/, 'persistence', 'T1546'],
  [/automationaccounts\/jobs|logic\/workflows\/.*run|virtualmachines\/(write|start)|containergroups\/write/, 'execution'],
  [/web\/sites\/(write|publish|functions\/write|host\/)/, 'persistence', 'T1525'],

  [/(protecteditems|backup\w*|recoverypoints|restorepoint\w*|snapshots)\/?\w*\/delete|vaults\/backup\w*\/delete/, 'impact', 'T1490'],
  [/(deallocate|poweroff|stop)\/action/, 'impact', 'T1489'],
  [/delete (user|group|service principal|application)|disable account|remove member/, 'impact', 'T1531'],
  [/\/delete$/, 'impact', 'T1485'],

  [/blobs\/read|getblob|copyblob|files\/read/, 'collection', 'T1530'],
  [/containers\/read|listblobs|listcontainers/, 'discovery', 'T1619'],
  [/\/read$|\/list\w*\/action$/, 'discovery', 'T1580'],
];
