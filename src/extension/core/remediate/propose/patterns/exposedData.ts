import { deactivateKey } from '../aws/accessKey.ts';
import { denyRole } from '../aws/denyRole.ts';
import { labelPod } from '../kubectl/markQuarantine.ts';
import { capture } from '../sysdig/capture.ts';
import { fetchCloudLogs } from '../sysdig/fetchCloudLogs.ts';
import { getLogs } from '../sysdig/getLogs.ts';
import { iamQuarantine } from '../sysdig/iamQuarantine.ts';
import { isolateNetwork } from '../sysdig/isolateNetwork.ts';
import { killProcess } from '../sysdig/killProcess.ts';
import { makePrivate } from '../sysdig/makePrivate.ts';
import { pauseContainer } from '../sysdig/pauseContainer.ts';
import { blockPublicAccess } from '../tickets/blockPublicAccess.ts';
import { denyLabelled } from '../tickets/denyLabelled.ts';
import { denyUser } from '../tickets/identities.ts';
import type { Pattern } from './pattern.ts';

export const exposedData: Pattern = {
  name: 'Data was opened to the public or sent away',
  signs: [
    {
      api: /^(PutBucketPolicy|PutBucketAcl|PutObjectAcl|(Put|Delete)\w*PublicAccessBlock|PutBucketReplication|(Modify|Share|Copy)\w*(Snapshot|Image)\w*|CreateExportTask|StartExportTask|CreateInstanceExportTask|ModifyDBInstance)$/,
    },
    { technique: /^T(1020|1029|1030|1041|1048|1537|1567|1530)\b/ },
    { tactic: /^TA0010$/ },
    { words: /\b(exfiltrat\w*|(made|make|allow\w*) public|public access|data (sent|upload\w*)|bulk (copy|download))\b/i },
  ],
  asks: [
    ...[getLogs, capture, fetchCloudLogs, labelPod, makePrivate, blockPublicAccess, deactivateKey, denyUser, denyRole, iamQuarantine],
    ...[isolateNetwork, denyLabelled, pauseContainer, killProcess],
  ],
};
