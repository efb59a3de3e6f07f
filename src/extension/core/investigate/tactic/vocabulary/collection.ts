import type { Family } from './family.ts';

/** Data gathered where it lies. */
export const collection: Family = {
  tactic: 'collection',
  techniques: [
    [
      'TA0009',
      `collection :2.5;
       data|information|file collect|gather|harvest|steal -credential -password -key :3.5;
       collect|gather :1.5;
       harvest :1.5`,
    ],
    [
      'T1005',
      `data_from_local|local_system data|file collect;
       sensitive|confidential|document|database|pii data|file|record collect|copy|read|access|dump|gather|query -credential
         -password -key -secret :3;
       database|mysql|mysqldump|pg_dump|postgres|mongodump|redis dump|export|backup|query|extract :4;
       mysqldump|pg_dump|mongodump|mongoexport :4.5;
       data read|access|collect|local :2;
       ssh information read|collect :3.2`,
    ],
    ['T1025', 'data removable|usb collect|copy'],
    ['T1039', 'data network_share|share|shared_drive|nfs|smb|network_drive collect|copy|access|read|mount :4'],
    [
      'T1074',
      `data|file|archive|collect|loot stage|staging|staged|stash -payload -malware :4.5;
       data_staged|staging|staged -payload :2.5;
       split file|archive|piece|data|large :3.5;
       tmp|temporary archive|compress|copy|collect sensitive|data|file`,
    ],
    [
      'T1113',
      `screen|desktop|screenshot|screengrab|display|window capture|record|grab|image|shot|dump :4.5;
       screenshot|xwd|scrot|screencapture|imagemagick|import_command|screen_capture :4.5`,
    ],
    [
      'T1114',
      `email|mailbox|mail|outlook|inbox|gmail collect|export|access|read|search|forward|download|delegate|permission|items|compliance|
         ediscovery|accessed -phish -attachment -send :3.8;
       forward|forwarding email|mail|inbox|mailbox|smtp :4.5;
       email_collection|mail_items|mailbox_export|ediscovery :4.5`,
    ],
    ['T1115', 'clipboard|xclip|xsel|pbpaste|wl_paste :4.5'],
    ['T1119', 'automated|automatic|bulk|mass|script collect|read|access|gather|retrieve|clone -delete -exfiltration :3.5'],
    ['T1123', 'audio|microphone|sound|voice|arecord|parec capture|record|access|device|mic :4.5; microphone|arecord|audio :3.5'],
    ['T1125', 'video|webcam|camera capture|record|access|snapshot :4.5; webcam|camera :3.5'],
    [
      'T1185',
      `browser hijack|session|pivot|remote_debug|devtools|injection -extension -password -cookie -credential :3.8;
       browser_session|remote_debugging`,
    ],
    [
      'T1213',
      `repository|sharepoint|confluence|wiki|jira|onedrive|google_drive|slack|gitlab|github|code_repository|salesforce|crm clone|
         download|access|export|collect|search|read|zip|browse|archive -public -visibility -create -delete -add -invite :3.5;
       repository clone|clone_repository|git_clone|download_zip|private_repository|source_code -suspicious :3.5;
       information_repository;
       customer database|data|record access|query;
       clone :2`,
    ],
    [
      'T1530',
      `s3|bucket|blob|storage|gcs|cloud_storage|storage_account|object get|read|access|download|retrieve|collect|copy|anonymous|
         excessive|anomalous|unusual|bulk|head -public -acl -policy -delete -list -enumerate -logs -encryption :3.5;
       get_object|select_object|cloud_storage|data_from_cloud :4;
       storage_account_key|storage key|sas|account_key list|regenerate|access|shared_access :3.5;
       snapshot|volume|disk|ami|image|database mount|copy|download|create|restore|attach -share -public -export -external
         -delete -container :2.8;
       rds|aurora|dynamodb|redshift|bigquery|database|cosmos snapshot|query|scan|restore|export|table @odd|create|restore|large
         -delete -public -share :3`,
    ],
    [
      'T1560',
      `archive|compress|zip|tar|gzip|7zip|rar|encrypt|package data|collect|file|sensitive|directory|folder|before|tool|credential|
         sensitive_files|archive -download -extract -upload -log -ransom -repository :3.8;
       archive_collected|data_compressed|compressed|archive|compress :2.5;
       password_protected|password protect archive|zip|rar;
       data_encrypted local`,
    ],
    ['T1602', 'snmp|network_device|router configuration|dump|mib|read|collect :3.5; config_repository'],
    ['T1056', 'input_capture :2.5; keylog|keylogger|keystroke :2'],
    [
      'T1557',
      `adversary_in_the_middle|mitm|traffic_mirror|packet_mirror|packet_capture|vpc_mirror :3;
       network_traffic collect|mirror|capture|record :3.5`,
    ],
  ],
};
