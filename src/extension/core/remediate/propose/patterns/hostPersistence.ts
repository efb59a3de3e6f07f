import { capture } from '../sysdig/capture.ts';
import { cloudVolumeSnapshot } from '../sysdig/cloudVolumeSnapshot.ts';
import { fileAcquire } from '../sysdig/fileAcquire.ts';
import { fileQuarantine } from '../sysdig/fileQuarantine.ts';
import { killProcess } from '../sysdig/killProcess.ts';
import { askLogin } from '../tickets/askWho.ts';
import { removePersistence } from '../tickets/removePersistence.ts';
import type { Pattern } from './pattern.ts';

export const hostPersistence: Pattern = {
  name: 'Something was planted on a host to come back',
  signs: [
    { in: ['host'], technique: /^T(1037|1053|1098\.004|1136|1543|1546|1547|1556|1574)\b/ },
    { in: ['host'], tactic: /^TA0003$/ },
    {
      in: ['host'],
      words:
        /\b(cron\w*|systemd (unit|service|timer)|authorized_keys|ssh keys?|rc\.local|ld\.so\.preload|startup (script|item)s?|user created|backdoor\w*|persistence)\b/i,
    },
  ],
  asks: [fileAcquire, capture, cloudVolumeSnapshot, askLogin, fileQuarantine, killProcess, removePersistence],
};
