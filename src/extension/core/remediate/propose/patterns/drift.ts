import { annotateWorkload, labelPod } from '../kubectl/markQuarantine.ts';
import { rollBack } from '../kubectl/rollBack.ts';
import { pauseRollout, restartWorkload } from '../kubectl/rollout.ts';
import { suspendCronJob } from '../kubectl/suspendCronJob.ts';
import { capture } from '../sysdig/capture.ts';
import { deletePod } from '../sysdig/deletePod.ts';
import { fileAcquire } from '../sysdig/fileAcquire.ts';
import { fileQuarantine } from '../sysdig/fileQuarantine.ts';
import { getLogs } from '../sysdig/getLogs.ts';
import { isolateNetwork } from '../sysdig/isolateNetwork.ts';
import { killContainer } from '../sysdig/killContainer.ts';
import { killProcess } from '../sysdig/killProcess.ts';
import { pauseContainer } from '../sysdig/pauseContainer.ts';
import { rolloutRestart } from '../sysdig/rolloutRestart.ts';
import type { Pattern } from './pattern.ts';

export const drift: Pattern = {
  name: 'A program ran that was not in the image',
  signs: [
    { in: ['container'], engine: /^drift$/ },
    {
      in: ['container'],
      words: /\b(drift\w*|drop(ped)? and execut\w*|new (binary|executable)\w*|not (part of|in) the (base )?image|upper layer)\b/i,
    },
  ],
  asks: [
    ...[fileAcquire, getLogs, capture, labelPod, annotateWorkload, pauseRollout, suspendCronJob, fileQuarantine, isolateNetwork],
    ...[pauseContainer, killProcess, killContainer, deletePod, rolloutRestart, restartWorkload, rollBack],
  ],
};
