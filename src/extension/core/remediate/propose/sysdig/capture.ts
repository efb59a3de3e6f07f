import { phrase, text } from '../../../model/phrase.ts';
import { recordedTargets } from '../targets/containers.ts';
import { sysdigMaker } from './sysdigAction.ts';

// Long enough for a beacon's period of a minute, short enough to stay far below what a storage takes.
const seconds = { after: 60, before: 10 };
const nanoseconds = 1_000_000_000;

/** Records system calls while it still runs. */
export const capture = sysdigMaker({
  ...{ type: 'CAPTURE', verb: 'Take capture', stage: 'evidence', effect: 'record', storage: true },
  targets: recordedTargets,
  settings: ({ reach }) => {
    const storage = reach.storage?.value.id;
    return {
      ...(storage !== undefined && { 'capture.remote_storage_configuration_id': storage }),
      'capture.duration_ns': String(seconds.after * nanoseconds),
      'capture.past_duration_ns': String(seconds.before * nanoseconds),
    };
  },
  consequences: (_input, { on }) => ({
    does: phrase`Records every system call on ${on} for ${text(`${seconds.after} s`)}, and the ${text(`${seconds.before} s`)} before as far as the agent has kept them`,
    expected: phrase`A capture file that shows processes, files and connections as they were`,
    breaks: [],
    watch: phrase`It holds whatever passed, credentials and payloads included: who can read the storage can read them`,
  }),
  otherwise: { kind: 'nothing', how: phrase`It only reads; the capture stays in the storage` },
});
