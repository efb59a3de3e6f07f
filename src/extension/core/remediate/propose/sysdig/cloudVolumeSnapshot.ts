import { phrase } from '../../../model/phrase.ts';
import { instanceTargets } from '../targets/cloud.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Keeps the disks of a machine that was entered. */
export const cloudVolumeSnapshot = sysdigMaker({
  ...{ type: 'CLOUD_VOLUME_SNAPSHOT', verb: 'Snapshot disks', stage: 'evidence', effect: 'snapshot' },
  targets: instanceTargets,
  consequences: (_input, { on }) => ({
    does: phrase`Takes a snapshot of every volume of ${on}`,
    expected: phrase`Snapshots in the same region, named by the outputs of the execution`,
    breaks: [],
    watch: phrase`What is in memory is not in it, and the snapshots are paid for until they are deleted`,
  }),
  otherwise: { kind: 'never', recovery: phrase`Delete the snapshots when they are not needed any more` },
});
