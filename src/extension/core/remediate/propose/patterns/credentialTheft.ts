import { cloudCallOf } from '../../../facts/cloudCall.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { denyRole } from '../aws/denyRole.ts';
import { labelPod } from '../kubectl/markQuarantine.ts';
import { capture } from '../sysdig/capture.ts';
import { fetchCloudLogs } from '../sysdig/fetchCloudLogs.ts';
import { getLogs } from '../sysdig/getLogs.ts';
import { iamQuarantine } from '../sysdig/iamQuarantine.ts';
import { isolateNetwork } from '../sysdig/isolateNetwork.ts';
import { killProcess } from '../sysdig/killProcess.ts';
import { endSessions } from '../tickets/identities.ts';
import { closeMetadata } from '../tickets/machines.ts';
import type { Pattern } from './pattern.ts';

export const credentialTheft: Pattern = {
  name: 'Credentials were taken, or used elsewhere',
  signs: [
    { in: ['container', 'host'], metadata: true },
    { technique: /^T(1552|1555|1003)\b/ },
    {
      in: ['container', 'host'],
      words:
        /\b((find|search\w*|read|steal|dump\w*|grep)\b.*\b(credentials?|passwords?|private keys?|secrets?|shadow|keychain)|credentials? (theft|access|dump\w*))\b/i,
    },
    { api: /^((Batch)?GetSecretValue|GetParameters?(ByPath)?|GetSessionToken|GetFederationToken|AccessSecretVersion|GetPasswordData)$/ },
    { in: ['cloud'], shows: isUsedElsewhere },
  ],
  asks: [getLogs, capture, fetchCloudLogs, labelPod, denyRole, iamQuarantine, endSessions, closeMetadata, isolateNetwork, killProcess],
};

/** The session of an instance that calls from a public address: its credentials are no longer with the instance alone. */
function isUsedElsewhere(event: SecurityEvent): boolean {
  const call = cloudCallOf(event);
  return call?.sessionInstance !== undefined && call.address !== undefined && !call.byService;
}
