import { readsKubeToken } from '../../../facts/kubeToken.ts';
import { withoutToken } from '../kubectl/automount.ts';
import { annotateWorkload, labelPod } from '../kubectl/markQuarantine.ts';
import { restartWorkload } from '../kubectl/rollout.ts';
import { suspendCronJob } from '../kubectl/suspendCronJob.ts';
import { deletePod } from '../sysdig/deletePod.ts';
import { getLogs } from '../sysdig/getLogs.ts';
import { isolateNetwork } from '../sysdig/isolateNetwork.ts';
import { killProcess } from '../sysdig/killProcess.ts';
import { rolloutRestart } from '../sysdig/rolloutRestart.ts';
import { askRights } from '../tickets/askWho.ts';
import type { Pattern } from './pattern.ts';

export const tokenTheft: Pattern = {
  name: 'The token of a service account was read',
  signs: [
    { in: ['container', 'host'], shows: readsKubeToken },
    { in: ['container', 'cluster'], technique: /^T1528$/ },
    { resource: /^serviceaccounts?$/, subresource: /^token$/, verb: /^create$/ },
    { resource: /^secrets?$/, verb: /^(get|list|watch)$/ },
  ],
  asks: [
    ...[getLogs, askRights, labelPod, annotateWorkload, suspendCronJob, withoutToken, isolateNetwork],
    ...[killProcess, deletePod, rolloutRestart, restartWorkload],
  ],
};
