import { clientOf } from '../../../facts/connection.ts';
import { isForEverybody } from '../../../facts/forEverybody.ts';
import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { causesAgreeing, effectsAgreeing } from '../agreeing.ts';
import { type CausalLink, processSpace } from '../causalLink.ts';

/** The effect's parent has the cause's name and command line, where one of them tells no process id. Inferred, since two may be called alike. */
export const parentCommand: CausalLink = {
  name: 'parent command',
  inferred: true,
  within: 2 * hour,
  causes: (event) => {
    const { name, cmdline, pid } = processOf(event) ?? {};
    return base(event, name, cmdline).flatMap((key) => causesAgreeing(key, pid, clientOf(event)));
  },
  effects: (event) => {
    const { parent, parentCmdline, ppid } = processOf(event) ?? {};
    return base(event, parent, parentCmdline).flatMap((key) => effectsAgreeing(key, ppid, clientOf(event)));
  },
  reason: (cause) => phrase`the parent process is called ${code(processOf(cause)?.cmdline ?? '')} as well`,
};

function base(event: SecurityEvent, name: string | undefined, cmdline: string | undefined): readonly string[] {
  const space = processSpace(event);
  return space === undefined || name === undefined || cmdline === undefined || isForEverybody(name) ? [] : [`${space} ${name} ${cmdline}`];
}
