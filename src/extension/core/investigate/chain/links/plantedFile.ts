import { executedPaths, onHost, writtenPaths } from '../../../facts/writtenPaths.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { type CausalLink, processSpace } from '../causalLink.ts';

/** A file was written, fetched or made executable, and afterwards run, in the same container or on the same host, by whomever. */
export const plantedFile: CausalLink = {
  name: 'planted file',
  inferred: false,
  within: 24 * hour,
  causes: (event) => {
    const { host, container } = event.scope;
    const seenByHost = container === undefined || host === undefined ? [] : writtenPaths(event).map(onHost);
    const onTheHost = seenByHost.flatMap((path) => (path === undefined ? [] : [`${host} ${path}`]));
    return [...inSpace(event, writtenPaths(event)), ...onTheHost];
  },
  effects: (event) => inSpace(event, executedPaths(event)),
  reason: (cause, effect) => {
    const path = executedPaths(effect).find((one) => writtenPaths(cause).some((written) => written === one || onHost(written) === one));
    return phrase`${code(path ?? '')}, which it left there, was run`;
  },
};

function inSpace(event: SecurityEvent, paths: readonly string[]): readonly string[] {
  const space = processSpace(event);
  return space === undefined ? [] : paths.map((path) => `${space} ${path}`);
}
