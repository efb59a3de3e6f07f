import { annotateWorkload, labelPod } from '../kubectl/markQuarantine.ts';
import { scaleToZero } from '../kubectl/scaleToZero.ts';
import { suspendCronJob } from '../kubectl/suspendCronJob.ts';
import { capture } from '../sysdig/capture.ts';
import { cloudVolumeSnapshot } from '../sysdig/cloudVolumeSnapshot.ts';
import { deletePod } from '../sysdig/deletePod.ts';
import { getLogs } from '../sysdig/getLogs.ts';
import { isolateNetwork } from '../sysdig/isolateNetwork.ts';
import { killContainer } from '../sysdig/killContainer.ts';
import { killProcess } from '../sysdig/killProcess.ts';
import { pauseContainer } from '../sysdig/pauseContainer.ts';
import { stopContainer } from '../sysdig/stopContainer.ts';
import { cordonNode } from '../tickets/machines.ts';
import type { Pattern } from './pattern.ts';

export const containerEscape: Pattern = {
  name: 'A container was left for its host, or may do so',
  signs: [
    { technique: /^T1611$/ },
    {
      words:
        /\b(escape\w*|privileged (container|pod|shell)|sensitive mount|change thread namespace|nsenter|release_agent|docker\.?sock|(container )?runtime socket|host(pid|network|path)|host (pid|namespace|mount))\b/i,
    },
  ],
  asks: [
    ...[getLogs, capture, cloudVolumeSnapshot, labelPod, annotateWorkload, suspendCronJob, cordonNode, isolateNetwork, pauseContainer],
    ...[stopContainer, killProcess, killContainer, deletePod, scaleToZero],
  ],
};
