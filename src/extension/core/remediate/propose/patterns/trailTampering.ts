import { deactivateKey, deleteKey } from '../aws/accessKey.ts';
import { denyRole } from '../aws/denyRole.ts';
import { fetchCloudLogs } from '../sysdig/fetchCloudLogs.ts';
import { iamQuarantine } from '../sysdig/iamQuarantine.ts';
import { denyUser } from '../tickets/identities.ts';
import { restartTrail } from '../tickets/restartTrail.ts';
import type { Pattern } from './pattern.ts';

export const trailTampering: Pattern = {
  name: 'The log of the account was tampered with',
  signs: [
    {
      api: /^(StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors|(Delete|Update)Sink|(Delete|Disable|Stop|Disassociate)\w*(FlowLogs?|LogGroup|LogStream|Logging\w*|Detector|ConfigurationRecorder|DeliveryChannel))$/,
    },
    { in: ['cloud'], technique: /^T(1562\.008|1070|1685\.002)\b/ },
    { in: ['cloud'], words: /\b(cloudtrail|audit log\w*|trail|logging)\b.*\b(disabled?|stopp?ed|deleted?|chang\w+|tamper\w*)\b/i },
  ],
  asks: [restartTrail, fetchCloudLogs, deactivateKey, denyUser, denyRole, iamQuarantine, deleteKey],
};
