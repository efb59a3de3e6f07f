import { deleteLeftPolicy } from '../kubectl/leftPolicy.ts';
import { annotateWorkload, labelPod } from '../kubectl/markQuarantine.ts';
import { capture } from '../sysdig/capture.ts';
import { deletePod } from '../sysdig/deletePod.ts';
import { fetchCloudLogs } from '../sysdig/fetchCloudLogs.ts';
import { getLogs } from '../sysdig/getLogs.ts';
import { isolateNetwork } from '../sysdig/isolateNetwork.ts';
import { killContainer } from '../sysdig/killContainer.ts';
import { killProcess } from '../sysdig/killProcess.ts';
import { pauseContainer } from '../sysdig/pauseContainer.ts';
import { askRights } from '../tickets/askWho.ts';
import type { Pattern } from './pattern.ts';

export const podExec: Pattern = {
  name: 'Somebody entered a pod or went on to another machine',
  signs: [
    { subresource: /^(exec|attach|portforward|ephemeralcontainers)$/ },
    { api: /^(AssumeRole\w*|SwitchRole|SendCommand|StartSession|SendSSHPublicKey|SendSerialConsoleSSHPublicKey|ExecuteCommand)$/ },
    { technique: /^T(1021|1550|1563|1570|1609)\b/ },
    { tactic: /^TA0008$/ },
    {
      in: ['container', 'host', 'cluster'],
      words: /\b(attach\/exec|exec(ut\w*)? (in|into|to) (a )?pod|port ?forward\w*|lateral movement|terminal shell)\b/i,
    },
  ],
  asks: [
    ...[getLogs, capture, fetchCloudLogs, askRights, labelPod, annotateWorkload, isolateNetwork, pauseContainer],
    ...[killProcess, killContainer, deletePod, deleteLeftPolicy],
  ],
};
