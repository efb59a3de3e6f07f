import type { SecurityEvent } from '../../../model/threat.ts';
import { deleteLeftPolicy } from '../kubectl/leftPolicy.ts';
import { annotateWorkload, labelPod } from '../kubectl/markQuarantine.ts';
import { scaleToZero } from '../kubectl/scaleToZero.ts';
import { suspendCronJob } from '../kubectl/suspendCronJob.ts';
import { capture } from '../sysdig/capture.ts';
import { deletePod } from '../sysdig/deletePod.ts';
import { getLogs } from '../sysdig/getLogs.ts';
import { isolateNetwork } from '../sysdig/isolateNetwork.ts';
import { killContainer } from '../sysdig/killContainer.ts';
import { killProcess } from '../sysdig/killProcess.ts';
import { pauseContainer } from '../sysdig/pauseContainer.ts';
import { stopContainer } from '../sysdig/stopContainer.ts';
import { denyLabelled } from '../tickets/denyLabelled.ts';
import type { Pattern } from './pattern.ts';

export const reverseShell: Pattern = {
  name: 'A shell or a program takes orders from outside',
  signs: [
    { in: ['container', 'host'], technique: /^T(1071|1090|1095|1102|1105|1132|1219|1568|1571|1572|1573)\b/ },
    { in: ['container', 'host'], tactic: /^TA0011$/ },
    {
      in: ['container', 'host'],
      words:
        /\b(reverse shell|bind shell|c2|command[ -]and[ -]control|beacon\w*|netcat|ncat|redirect (std(in|out)|standard)|untrusted shell|shell untrusted|shell spawned by|tor (proxy|exit|network)|tunnel\w*)\b/i,
    },
    { in: ['container', 'host'], shows: opensConnection },
  ],
  asks: [
    ...[getLogs, capture, labelPod, annotateWorkload, suspendCronJob, isolateNetwork, denyLabelled, pauseContainer, stopContainer],
    ...[killProcess, killContainer, deletePod, scaleToZero, deleteLeftPolicy],
  ],
};

/** A shell's own device for connections, or a download that is run at once. */
function opensConnection({ fields }: SecurityEvent): boolean {
  const line = fields['proc.cmdline'] ?? '';
  return /\/dev\/(tcp|udp)\//.test(line) || /\b(curl|wget)\b[^|]*\|\s*(sudo\s+)?((ba|da|z)?sh|python\d?|perl)\b/.test(line);
}
