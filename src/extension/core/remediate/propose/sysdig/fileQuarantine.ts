import { phrase } from '../../../model/phrase.ts';
import { imageStays } from '../breaks/pods.ts';
import { fileTargets } from '../targets/containers.ts';
import { breaksOf } from './breaksOf.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Takes a file out of reach. */
export const fileQuarantine = sysdigMaker({
  ...{ type: 'FILE_QUARANTINE', verb: 'Quarantine file', stage: 'containment', effect: 'putAway' },
  targets: fileTargets,
  consequences: (input, target) => ({
    does: phrase`Moves ${target.on} to the quarantine of its host`,
    expected: phrase`It can not be started or read there any more; the outputs of the execution name where it is`,
    breaks: breaksOf(input, target, imageStays),
    watch: phrase`A process that runs from it already runs on: end that too`,
  }),
  otherwise: { kind: 'never', recovery: phrase`Move the file back from the quarantine of its host by hand` },
});
