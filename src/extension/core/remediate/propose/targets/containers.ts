import { logins } from '../../../facts/ancestors.ts';
import { wasPrevented } from '../../../facts/prevented.ts';
import { type Process, processOf } from '../../../facts/processOf.ts';
import { answersNetwork } from '../../../facts/servers.ts';
import { writtenPaths } from '../../../facts/writtenPaths.ts';
import { code, id, type Phrase, phrase } from '../../../model/phrase.ts';
import type { Seen } from '../draft.ts';
import type { ProposalInput } from '../proposalInput.ts';
import { containerId, hostId, isInContainer } from './machine.ts';
import { distinct, type Target, valuesOf, withoutShadows } from './target.ts';

/** Parameters that say where a container is, for who reads the consequences; not all of them are sent. */
function placeOf({ value: { scope } }: Seen): Readonly<Record<string, string | undefined>> {
  return {
    'kubernetes.namespace.name': scope.namespace,
    'kubernetes.workload.name': scope.workload,
    'kubernetes.pod.name': scope.pod,
  };
}

/** Containers that processes of the threat ran in. */
export function containerTargets(input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  return withoutShadows(
    distinct(
      seen.flatMap((one) => {
        if (!isInContainer(one.value) || wasPrevented(one.value)) return [];
        const container = containerId(input, one);
        const values = valuesOf({ ...placeOf(one), 'host.id': hostId(input, one.value), 'container.id': container });
        const { pod, containerName } = one.value.scope;
        const where = pod ?? containerName;
        const name = container === undefined ? phrase`the container` : phrase`container ${id(container)}`;
        return [{ on: where === undefined ? name : phrase`${name} of ${code(where)}`, values, told: [one] }];
      }),
    ),
  );
}

/** Processes of the threat, each by its id and its beginning as one and the same event tells them (contract, trap 29). */
export function processTargets(input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  return distinct(
    seen.flatMap((one) => {
      const { fields } = one.value;
      const process = processOf(one.value);
      if (process?.pid === undefined || !/^\d+$/.test(process.pid) || wasPrevented(one.value) || isVictim(process)) return [];
      const values = valuesOf({
        ...placeOf(one),
        'host.id': hostId(input, one.value),
        'process.id': process.pid,
        startTime: fields['proc.pid.ts'],
      });
      const container = containerId(input, one);
      const where = container === undefined ? code(one.value.scope.host ?? 'its host') : id(container);
      return [{ on: phrase`process ${id(process.pid)} ${code(process.name ?? process.exe ?? '')} on ${where}`, values, told: [one] }];
    }),
  );
}

/** The program that a container is for, or that lets people in: it was used by the attacker, and is not theirs. No server is told its program in one line. */
function isVictim({ pid, name = '', cmdline = '' }: Process): boolean {
  return pid === '1' || logins.test(name) || (answersNetwork(name, cmdline) && !/\s-[ce]\s/.test(cmdline));
}

/** Paths that only look like files of the attacker's: without these programs the machine does not work. */
const installed = /^\/(usr\/)?(local\/)?(s?bin|lib(64|exec)?)\/|^\/(proc|sys|dev)\/(?!shm\/)/;

/**
 * Files that the threat ran or left behind, by their absolute path. In a container the path is of its own file system, so that its id has to
 * be known; what the system itself installed is nobody's.
 */
export function fileTargets(input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  return withoutShadows(
    distinct(
      seen.flatMap((one) => {
        const exe = processOf(one.value)?.exe;
        const paths = [...(exe === undefined ? [] : [exe]), ...writtenPaths(one.value)].filter(
          (path) => isAbsolute(path) && !installed.test(path),
        );
        const container = containerId(input, one);
        return [...new Set(paths)].map((path): Target => {
          const values = valuesOf({
            ...placeOf(one),
            'host.id': hostId(input, one.value),
            'path.absolute': path,
            'container.id': container,
          });
          const isLost = container === undefined && isInContainer(one.value);
          return { on: phrase`${code(path)}${whereOf(one, container)}`, values, told: [one], ...(isLost && { missing: ['container.id'] }) };
        });
      }),
    ),
  );
}

function whereOf({ value: { scope } }: Seen, container: string | undefined): Phrase {
  if (container !== undefined) return phrase` in container ${id(container)}`;
  const where = scope.pod ?? scope.host;
  return where === undefined ? phrase`` : phrase` on ${code(where)}`;
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') && !path.split('/').includes('..');
}

/** Machines that processes of the threat ran on, narrowed to the container where there is one. */
export function recordedTargets(input: ProposalInput, seen: readonly Seen[]): readonly Target[] {
  return withoutShadows(
    distinct(
      seen.flatMap((one) => {
        if (one.value.scope.host === undefined && hostId(input, one.value) === undefined) return [];
        if (processOf(one.value) === undefined && !isInContainer(one.value)) return [];
        const container = containerId(input, one);
        const values = valuesOf({ ...placeOf(one), 'host.id': hostId(input, one.value), 'container.id': container });
        const host = one.value.scope.host ?? 'its host';
        return [{ on: container === undefined ? phrase`${code(host)}` : phrase`container ${id(container)}`, values, told: [one] }];
      }),
    ),
  );
}
