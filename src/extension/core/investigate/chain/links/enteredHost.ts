import { ancestorNames } from '../../../facts/ancestors.ts';
import { isForEverybody } from '../../../facts/forEverybody.ts';
import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import { hour } from '../../hours.ts';
import { type CausalLink, isInContainer } from '../causalLink.ts';

/**
 * A process in a container changed its namespaces, and afterwards something ran outside any container on that host that descends from a process
 * of its name or is what it was told to run. Inferred: the processes between raised no event, so that only names speak.
 */
export const enteredHost: CausalLink = {
  name: 'entered the host',
  inferred: true,
  within: hour,
  causes: (event) => {
    const { host } = event.scope;
    const { name, cmdline } = processOf(event) ?? {};
    if (host === undefined || !isInContainer(event) || !changesNamespaces(event, name)) return [];
    return [`${host} below ${name}`, ...commandsIn(cmdline ?? '').map((command) => `${host} told ${command}`)];
  },
  effects: (event) => {
    const { host } = event.scope;
    if (host === undefined || isInContainer(event)) return [];
    const { cmdline, parentCmdline } = processOf(event) ?? {};
    const lines = [cmdline, parentCmdline].filter((line) => line !== undefined);
    return [...ancestorNames(event).map((name) => `${host} below ${name}`), ...lines.map((line) => `${host} told ${line}`)];
  },
  reason: (cause) => {
    const from = code(cause.scope.container ?? cause.scope.pod ?? '');
    return phrase`it descends from ${code(processOf(cause)?.name ?? '')}, which had left the namespaces of ${from}`;
  },
};

/** Words of a command line that options may take up before the command that they are for. */
const mostOptions = 24;

/** Commands of two words and more that a command line ends with: what a program like nsenter was told to run. */
function commandsIn(cmdline: string): readonly string[] {
  const words = cmdline.split(' ');
  return words
    .slice(1, -1)
    .slice(0, mostOptions)
    .map((_, index) => words.slice(index + 1).join(' '));
}

/** Container runtimes change namespaces by trade. */
function changesNamespaces({ fields, tags }: SecurityEvent, name: string | undefined): boolean {
  if (name === undefined || isForEverybody(name) || /^(runc|crun|runsc|kata.*)$/.test(name)) return false;
  if (/^(nsenter|unshare|chroot)$/.test(name) || /^(setns|unshare|chroot|pivot_root)$/.test(fields['evt.type'] ?? '')) return true;
  return tags.some((tag) => /(^|_)T1611(?!\d)/i.test(tag));
}
