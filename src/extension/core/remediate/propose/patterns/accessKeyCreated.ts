import { deactivateKey, deleteKey } from '../aws/accessKey.ts';
import { denyRole } from '../aws/denyRole.ts';
import { fetchCloudLogs } from '../sysdig/fetchCloudLogs.ts';
import { iamQuarantine } from '../sysdig/iamQuarantine.ts';
import { deleteMadeUser, denyUser, endSessions } from '../tickets/identities.ts';
import type { Pattern } from './pattern.ts';

export const accessKeyCreated: Pattern = {
  name: 'Credentials were made that outlast the session',
  signs: [
    {
      api: /^((Create|Update)(AccessKey|LoginProfile)|Create(User|ServiceAccountKey|ServiceSpecificCredential|KeyPair|VirtualMFADevice)|ImportKeyPair|UploadSSHPublicKey)$/,
    },
    { in: ['cloud'], technique: /^T(1098|1136)\b/ },
  ],
  asks: [fetchCloudLogs, deactivateKey, denyUser, denyRole, iamQuarantine, endSessions, deleteKey, deleteMadeUser],
};
