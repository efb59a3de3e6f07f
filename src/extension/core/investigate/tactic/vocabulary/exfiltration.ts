import type { Family } from './family.ts';

/** Data leaving, or laid open to whoever asks. */
export const exfiltration: Family = {
  tactic: 'exfiltration',
  techniques: [
    [
      'TA0010',
      `exfiltration|exfiltrate|exfiltrating :5;
       mass|bulk|excessive|abnormal|large download|export :4;
       transport_rule|mail_flow_rule|forward @create|change|external|new email|mail|exchange|rule|outside :3.5;
       data leak|leakage|loss|theft|leave :4;
       data|file|artifact|information|archive send|sent|upload|transfer|copy|export external|outbound|remote|internet|address|
         outside|network|cloud|destination|server|host :4.5`,
    ],
    [
      'T1048',
      `alternative|unusual|unencrypted protocol exfiltration|upload|transfer|data;
       ftp|scp|sftp|rsync|smtp|tftp|curl|wget|nc|netcat|icmp upload|post|send|transfer|data|file|exfiltration|out|transmit :4;
       upload|post data|file|archive|curl|wget|network|external|suspicious|cloud|utility|large|sensitive -malware -tool -web
         -image -certificate -key -s3 :3.5;
       @odd udp traffic|connection|network|activity :4;
       dns exfiltration|data|transfer :4;
       remote_file_copy|remote_copy|file_copy_tool|file_transfer|copy_tool -ingress :4.5;
       scp|sftp|rsync|rclone|restic|ncftp|lftp :3;
       file|data transfer tool|utility|remote|outbound|large|network|external|program -ingress -lateral :3.8;
       kubernetes control_plane|cp|kubectl_cp|copy file|artifact;
       kubectl_cp|docker_cp|tar pod|stream :3;
       upload|post|posted site|website|external|remote|outside|internet|address|destination -certificate :4`,
    ],
    [
      'T1041',
      `exfiltration c2|channel|command;
       large|high|excessive|abnormal|unusual|volume|bytes|spike|big outbound|traffic|transfer|upload|egress|data|network|sent
         :3.8;
       bytes_out|high_volume|data_volume`,
    ],
    [
      'T1020',
      `automated exfiltration|transfer|upload|send;
       traffic_duplication|traffic_mirror|packet_mirror|mirror_session :3.5;
       sync bucket|folder|directory|data remote|external|cloud`,
    ],
    ['T1029', 'scheduled_transfer|scheduled transfer|exfiltration'],
    ['T1030', 'size_limit|transfer_size|chunk|chunked transfer|data|upload|exfiltration'],
    ['T1052', 'physical_medium|usb|removable|external_drive copy|exfiltration|write|transfer data|file|mass'],
    ['T1011', 'bluetooth|other_network|airdrop :3.5'],
    [
      'T1537',
      `snapshot|ami|image|disk|volume|backup|database|rds|ebs|machine_image|vm_disk share|shared|public|publicly|external|
         other_account|modify_attribute|export|attribute|exposed|copy|cross_account|sas|make|made -delete -mount :4.5;
       bucket|s3|blob|storage|object|container_blob|gcs|storage_account|dataset public|publicly|policy|acl|share|replication|
         replicate|external|exposed|permission|all_user|allusers|anonymous|everyone|make|configuration|website|access_block|
         block_public -delete_object -get -list -encryption -log -versioning -lifecycle -kms :4;
       public access|bucket|allow|expose|block|read|make|resource|snapshot|repository|visibility -ip -key -load -facing -subnet
         -network :3;
       public_access_block|block_public|access_block delete|remove|disable|change :5;
       transfer cloud_account|another_account|external_account;
       cloud|vm|instance|image|database|bigquery|table|cluster export|extract :4;
       export_task|export_image|instance_export|export_snapshot :4.5;
       security_group|firewall|ingress|egress @allow|open|change|authorize|world|anywhere|internet|0 any|all|internet|public|
         world|ssh|port|inbound|rule|open :2.5;
       ownership transfer drive|file|document|calendar :4;
       data_share|datashare|external_share|external_sharing|anonymous_link|sharing_link|public_link :4;
       external|domain|outside share|sharing file|drive|document|link|calendar :4;
       drive|document|file share|shared public|external|personal|outside|anyone :4.5;
       repository|repo|project public|visibility|transfer|made_public|publicize|fork :4;
       visibility change|public :3.5;
       replication|replicate bucket|region|account|external|data :3.8;
       snapshot|image|ami|volume|bucket|storage|database|dataset|repository everybody|anyone|everyone|world|anonymous|internet|
         public open|make|made|share|grant|allow|set :4.8`,
    ],
    [
      'T1567',
      `web_service|cloud_storage|mega|dropbox|google_drive|onedrive|pastebin|transfer_sh|file_io|anonfiles|webhook|code_repository|
         discord|telegram|gist|github|paste upload|exfiltration|post|send|push|copy|rclone|sync|file -run :4;
       rclone|megatools|megacmd|transfer_sh|gdrive|s3cmd|mega_nz|bashupload|gofile :4.5;
       aws|gsutil|azcopy|s3 cp|sync|upload external|unknown|attacker;
       push code|repository external|unknown|new|remote :3.5;
       s3|bucket|storage|blob upload|put_object|write external|unknown|other;
       email send|attachment external|large|personal|outside;
       webhook @create|new|add|repository -admission -mutating -validating -configuration :3`,
    ],
  ],
};
