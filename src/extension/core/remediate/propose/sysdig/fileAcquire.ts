import { phrase } from '../../../model/phrase.ts';
import { fileTargets } from '../targets/containers.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Keeps a file before anything takes it away. */
export const fileAcquire = sysdigMaker({
  ...{ type: 'FILE_ACQUIRE', verb: 'Acquire file', stage: 'evidence', effect: 'copyFile', storage: true },
  targets: fileTargets,
  consequences: (_input, { on }) => ({
    does: phrase`Copies ${on} to the storage of artifacts and leaves it where it is`,
    expected: phrase`A copy whose hash can be compared with that of the event`,
    breaks: [],
    watch: phrase`A program that deleted its own file fails this: then only a capture still has it`,
  }),
  otherwise: { kind: 'nothing', how: phrase`It only reads; the copy stays in the storage` },
});
