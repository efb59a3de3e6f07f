import type { Volume } from '../../../model/blastRadius.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { listed } from '../../probe/line.ts';
import type { Seen } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';
import type { Target } from '../targets/target.ts';
import { isProbed, workloadTargets } from '../targets/workloads.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Keeps the persistent volumes of a workload as they are now. */
export const volumeSnapshot = sysdigMaker({
  ...{ type: 'KUBERNETES_VOLUME_SNAPSHOT', verb: 'Snapshot volumes', stage: 'evidence', effect: 'snapshot' },
  targets: claimTargets,
  consequences: (_input, { on }) => ({
    does: phrase`Takes a snapshot of the persistent volume of ${on}`,
    expected: phrase`A VolumeSnapshot in the namespace that a volume can be made of`,
    breaks: [],
    watch: phrase`It needs a snapshot class for the volume's driver, and space that is paid for until it is deleted`,
  }),
  otherwise: { kind: 'never', recovery: phrase`Delete the VolumeSnapshot when it is not needed any more` },
});

/** One per claim that the probe found; without persistent volumes there is nothing to keep, and where they are not known the workload is named. */
function claimTargets(input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  const volumes = lookUp(input.radius, 'volumes');
  return workloadTargets(input, seen).flatMap((target): readonly Target[] => {
    if (volumes.kind === 'unknown' || !isProbed(input, target)) return [target];
    const { 'kubernetes.workload.name': _name, 'kubernetes.workload.type': _type, ...place } = target.values;
    return claims(volumes.value.volumes).map((claim) => ({
      on: phrase`${target.on} (claim ${listed([phrase`${code(claim)}`])})`,
      values: { ...place, 'kubernetes.persistentvolume.claim.name': claim },
      told: target.told,
    }));
  });
}

function claims(volumes: readonly Volume[]): readonly string[] {
  return volumes.flatMap(({ kind, source }) => (kind === 'persistentVolumeClaim' && source !== undefined ? [source] : []));
}
