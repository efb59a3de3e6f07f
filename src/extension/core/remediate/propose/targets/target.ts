import type { Phrase } from '../../../model/phrase.ts';
import type { SecurityEvent } from '../../../model/threat.ts';
import type { Seen } from '../draft.ts';

/** What one action is on: a value for each parameter that is known, by the name that catalogues give it. */
export type Target = {
  readonly on: Phrase;
  readonly values: Readonly<Record<string, string>>;
  /** parameters that this target needs and nothing names, beyond those that the catalogue requires */
  readonly missing?: readonly string[];
  readonly told: readonly Seen[];
};

/** Targets that are the same are one, told by all of their events. */
export function distinct(targets: readonly Target[]): readonly Target[] {
  const found = new Map<string, Target>();
  for (const target of targets) {
    const key = JSON.stringify([Object.entries(target.values).sort(), target.missing ?? []]);
    const before = found.get(key);
    found.set(key, before === undefined ? target : { ...before, told: [...before.told, ...target.told] });
  }
  return [...found.values()];
}

/** The label or field of this name, whatever its kind. */
export function named({ labels, fields }: SecurityEvent, name: string): string | undefined {
  return labels[name] ?? fields[name];
}

/** `{name: value}` without the parameters that have none. */
export function valuesOf(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Without the targets whose container is not known where another event of the same pod names it. */
export function withoutShadows(targets: readonly Target[]): readonly Target[] {
  const isShadow = ({ values }: Target) =>
    values['kubernetes.pod.name'] !== undefined &&
    values['container.id'] === undefined &&
    targets.some(
      (other) =>
        other.values['container.id'] !== undefined && Object.entries(values).every(([name, value]) => other.values[name] === value),
    );
  return targets.filter((target) => !isShadow(target));
}
