import type { ApiRow } from './meaning.ts';

/** Google Cloud and Workspace methods in lower case, e.g. `v1.compute.instances.insert`, `google.iam.admin.v1.createserviceaccountkey`. */
export const gcpCalls: readonly ApiRow[] = [
  [/loginfailure/, 'credential_access', 'T1110'],
  [/loginservice\.|suspicious_?login/, 'initial_access', 'T1078.004'],
  [/2sv_?disable|disable2sv|turn_?off_?2/, 'persistence', 'T1556.006'],
  [/adminservice\.(assignrole|addprivilege|createrole)/, 'persistence', 'T1098.003', 'privilege_escalation'],
  [/adminservice\.(changepassword|addgroupmember)/, 'persistence', 'T1098'],
  [/adminservice\.createuser/, 'persistence', 'T1136.003'],

  [/(create|upload)serviceaccountkey|hmackeys\.create/, 'persistence', 'T1098.001'],
  [/createserviceaccount$/, 'persistence', 'T1136.003'],
  [/createworkloadidentitypool/, 'persistence', 'T1098.001'],
  [/(delete|disable)serviceaccount$|deleterole$/, 'impact', 'T1531'],
  [/(disks|images|snapshots|machineimages)\.setiampolicy|storage\.setiampermissions|objects\.update/, 'exfiltration', 'T1537'],
  [/setiampolicy|setorgpolicy|(create|update|undelete)role$/, 'persistence', 'T1098.003', 'privilege_escalation'],
  [/generate(access|id)token|sign(blob|jwt)/, 'privilege_escalation', 'T1548.005', 'credential_access'],
  [/accesssecretversion|sslcerts\.create/, 'credential_access', 'T1555.006'],

  [
    /(delete|update)(sink|exclusion|log|logmetric)$|createexclusion|configservice\w*\.(delete|update)(bucket|view)/,
    'defense_evasion',
    'T1562.008',
  ],
  [
    /alertpolic\w*\.delete|deletealertpolicy|notificationchannel\w*delete|updatesecuritycentersettings|muteconfig/,
    'defense_evasion',
    'T1562.001',
  ],
  [/firewalls?\.(insert|patch|update|delete)|firewallpolic|securitypolic|edgesecurityservices/, 'defense_evasion', 'T1562.007'],
  [/routes\.(insert|delete)|servicecontrols|accesspolic/, 'defense_evasion', 'T1562.007'],

  [/setcommoninstancemetadata|instances\.setmetadata|importsshpublickey/, 'persistence', 'T1098.004', 'lateral_movement'],
  [/instances\.setserviceaccount/, 'privilege_escalation', 'T1078.004'],
  [/instances\.(insert|bulkinsert)|createcluster|jobs\.(create|run)$|submitjob|createbuild|osconfig\w*.*executepatchjob/, 'execution'],
  [/callfunction|runjob/, 'execution', 'T1648'],
  [/(create|update)function|functions\.(create|update|patch)|services\.(create|replaceservice)$/, 'persistence', 'T1525'],
  [/createjob$|schedulers?\..*create/, 'persistence', 'T1053'],

  [/(backupruns|snapshots|backups?)\.delete|deletebackup|deletesnapshot/, 'impact', 'T1490'],
  [/destroycryptokeyversion|cryptokeyversions\.destroy/, 'impact', 'T1485'],
  [/\.export(data|assets)?$|export(instance|documents|table)/, 'exfiltration', 'T1537'],
  [/instances\.(stop|suspend)|disableservice$/, 'impact', 'T1489'],
  [
    /\.delete$|delete(project|cluster|instance|database|secret|topic|function|repository|bucket|table|dataset|service)\w*$/,
    'impact',
    'T1485',
  ],

  [/objects\.(get|copy|compose)$/, 'collection', 'T1530'],
  [/tabledata\.list|jobservice\.(query|getqueryresults)|jobs\.query/, 'collection', 'T1213.006'],
  [/(buckets|objects)\.list$/, 'discovery', 'T1619'],
  [/testiampermissions|getiampolicy|query(grantableroles|testablepermissions)|analyzeiampolicy/, 'discovery', 'T1069.003'],
  [/\.(list|aggregatedlist|get)$|\.(list|search|get)\w+$|getserialportoutput/, 'discovery', 'T1580'],
];
