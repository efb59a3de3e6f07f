import { code, count, phrase, text } from '../../../model/phrase.ts';
import type { Consequence } from '../../../model/remediation.ts';
import { counted, listed, verb } from '../../probe/line.ts';
import { knownBreak } from '../draft.ts';
import { lookUp } from '../lookUp.ts';
import type { ProposalInput } from '../proposalInput.ts';

/** What ends with a whole pod: the containers beside the target, and the volumes that live as long as it does. */
export function podBreaks({ radius }: ProposalInput): readonly Consequence[] {
  const [containers, volumes] = [lookUp(radius, 'containers'), lookUp(radius, 'volumes')];
  return [
    ...(containers.kind === 'unknown' ? containers.consequences : []),
    ...sidecars(containers, (names, number) => phrase`${names} ${verb(number, 'ends', 'end')} with the pod`),
    ...(volumes.kind === 'unknown' ? volumes.consequences : []),
    ...scratch(volumes),
  ];
}

/** What goes on beside one container of a pod that ends or stands still. */
export function besideBreaks({ radius }: ProposalInput): readonly Consequence[] {
  const containers = lookUp(radius, 'containers');
  if (containers.kind === 'unknown') return containers.consequences;
  return sidecars(containers, (names, number) => phrase`${names} in the same pod ${verb(number, 'runs', 'run')} on without it`);
}

/** Who makes the pod or the container anew; a pod that nobody owns stays away. */
export function comesBack({ radius }: ProposalInput): readonly Consequence[] {
  const owners = lookUp(radius, 'owners');
  if (owners.kind === 'unknown') return owners.consequences;
  const top = owners.value.chain.at(-1);
  if (top === undefined) return [];
  if (top.kind === 'Pod') return [knownBreak(phrase`Pod ${code(top.name)} has no owner: nothing makes it anew`, owners.cites)];
  return [knownBreak(phrase`${text(top.kind)} ${code(top.name)} makes it anew from the same image, open in the same way`, owners.cites)];
}

type Told = (names: ReturnType<typeof phrase>, number: number) => ReturnType<typeof phrase>;

function sidecars(containers: ReturnType<typeof lookUp<'containers'>>, told: Told): readonly Consequence[] {
  if (containers.kind === 'unknown') return [];
  const beside = containers.value.containers.filter(({ role }) => role === 'sidecar');
  // Where none is known to be the target, the target is one of them.
  const isAmong = containers.value.containers.every(({ role }) => role !== 'target');
  if (beside.length === 0) return [];
  const names = listed(beside.map(({ name }) => phrase`${code(name)}`));
  const who = isAmong
    ? phrase`Those of ${names} that are not the target`
    : phrase`${[beside.length === 1 ? 'Sidecar' : 'Sidecars']} ${names}`;
  return [knownBreak(told(who, beside.length), containers.cites)];
}

function scratch(volumes: ReturnType<typeof lookUp<'volumes'>>): readonly Consequence[] {
  if (volumes.kind === 'unknown') return [];
  const gone = volumes.value.volumes.filter(({ kind }) => kind === 'emptyDir');
  if (gone.length === 0) return [];
  const names = listed(gone.map(({ name }) => phrase`${code(name)}`));
  const what = phrase`${counted(gone.length, 'emptyDir')} (${names})`;
  return [knownBreak(phrase`${what} ${verb(gone.length, 'is', 'are')} deleted with each pod, and what was written there`, volumes.cites)];
}

/** What a file that is taken out of one container is like in the next one. */
export function imageStays({ radius }: ProposalInput): readonly Consequence[] {
  const owners = lookUp(radius, 'owners');
  if (owners.kind === 'unknown') return owners.consequences;
  const top = owners.value.chain.at(-1);
  if (top === undefined || top.kind === 'Pod') return [];
  return [
    knownBreak(phrase`A pod that ${text(top.kind)} ${code(top.name)} makes anew has the file again if its image has it`, owners.cites),
  ];
}

/** How many pods one step reaches, where it reaches more than one container. */
export function podsReached({ radius }: ProposalInput): readonly Consequence[] {
  const pods = lookUp(radius, 'pods');
  if (pods.kind === 'unknown') return pods.consequences;
  const { names } = pods.value;
  const named = names.length === 0 ? phrase`` : phrase` (${listed(names.map((name) => phrase`${code(name)}`))})`;
  return [
    knownBreak(
      phrase`It reaches ${[names.length === 1 ? 'the ' : 'all ']}${count(names.length)} ${verb(names.length, 'pod', 'pods')} of the workload${named}`,
      pods.cites,
    ),
  ];
}
