import { phrase } from '../../../model/phrase.ts';
import { loggingTargets } from '../targets/workloads.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Keeps what the containers have printed: it ends with them. */
export const getLogs = sysdigMaker({
  ...{ type: 'GET_LOGS', verb: 'Get logs', stage: 'evidence', effect: 'keepLogs', storage: true },
  targets: loggingTargets,
  settings: () => ({ allContainers: 'true' }),
  consequences: (_input, { on }) => ({
    does: phrase`Copies the logs of every container of ${on} to the storage of artifacts`,
    expected: phrase`An archive of the logs, named by the outputs of the execution`,
    breaks: [],
    watch: phrase`Its size: what a container has printed before its last rotation is gone already`,
  }),
  otherwise: { kind: 'nothing', how: phrase`It only reads; the copy stays in the storage` },
});
