import type { ActionParameters } from '../../../model/responseAction.ts';
import type { Place } from './placesNamed.ts';

/** How much and how long: they name nothing that could be touched. Every other parameter is taken for a target. */
const settings: ReadonlySet<string> = new Set([
  ...['capture.remote_storage_configuration_id', 'capture.duration_ns', 'capture.past_duration_ns', 'capture.filters', 'capture.max_size'],
  ...['previous', 'allContainers', 'fromTimestamp', 'toTimestamp'],
]);

/** Why parameters are not about this threat: one and the same event has to name all of them. */
export function sysdigOutOfScope(parameters: ActionParameters, places: readonly Place[]): string | undefined {
  const targets = Object.entries(parameters).filter(([name]) => !settings.has(name));
  if (targets.length === 0) return 'it names no target';
  const unnamed = targets.find(([name, value]) => !places.some((place) => names(place, name, String(value))));
  if (unnamed !== undefined) return `nothing of this threat names its ${unnamed[0]}`;
  if (!places.some((place) => targets.every(([name, value]) => names(place, name, String(value))))) {
    return 'what it names is of this threat, but not of one place';
  }
  return isWholeNamespace(new Set(targets.map(([name]) => name))) ? 'it reaches a whole namespace' : undefined;
}

function names({ values, files }: Place, name: string, value: string): boolean {
  if (value === '') return false;
  return name === 'path.absolute' ? files.some((text) => standsIn(text, value)) : (values.get(name)?.has(value) ?? false);
}

/** A path is named where it stands whole: not as the beginning or the end of a longer one. */
function standsIn(text: string, path: string): boolean {
  if (!path.startsWith('/') || path.split('/').includes('..')) return false;
  for (let at = text.indexOf(path); at !== -1; at = text.indexOf(path, at + 1)) {
    const [before, after] = [text.slice(0, at).at(-1) ?? '', text.charAt(at + path.length)];
    if (!/[\w./@%+-]/.test(before) && !/[\w./@%+-]/.test(after)) return true;
  }
  return false;
}

function isWholeNamespace(given: ReadonlySet<string>): boolean {
  const narrower = ['kubernetes.workload.name', 'kubernetes.pod.name', 'kubernetes.persistentvolume.claim.name', 'container.id'];
  return given.has('kubernetes.namespace.name') && !narrower.some((name) => given.has(name));
}
