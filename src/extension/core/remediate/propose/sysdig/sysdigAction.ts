import type { Phrase } from '../../../model/phrase.ts';
import { code, phrase } from '../../../model/phrase.ts';
import type { Reversibility, Stage } from '../../../model/remediation.ts';
import type { ActionParameters, ResponseAction } from '../../../model/responseAction.ts';
import type { Consequences, Draft, Effect, Maker, Need } from '../draft.ts';
import type { ProposalInput } from '../proposalInput.ts';
import type { Target } from '../targets/target.ts';
import { entryOf } from './catalogue.ts';
import { coerced } from './coerce.ts';

/** One type of the catalogue that we know: what it is good for, what it is used on, and what follows. */
export type SysdigKind = {
  readonly type: string;
  readonly verb: string;
  readonly stage: Stage;
  readonly effect: Effect;
  readonly storage?: true;
  readonly removes?: true;
  readonly targets: (input: ProposalInput, seen: Parameters<Maker>[1]) => readonly Target[];
  /** values that are no target: how much, how long; `type` is the catalogue's for each name */
  readonly settings?: (input: ProposalInput, target: Target, entry: ResponseAction) => Readonly<Record<string, string>>;
  readonly consequences: (input: ProposalInput, target: Target) => Consequences;
  /** where the tenant has no undo for it: that nothing has to be taken back, or what a person would have to do */
  readonly otherwise: Extract<Reversibility, { readonly kind: 'nothing' | 'never' }> | ((target: Target) => Reversibility);
  readonly needs?: (input: ProposalInput, target: Target) => readonly Need[];
};

/** Proposes a type on each of its targets, if the tenant's catalogue has it. */
export function sysdigMaker(kind: SysdigKind): Maker {
  return (input, seen) => {
    const entry = entryOf(input.reach, kind.type);
    return entry === undefined ? [] : kind.targets(input, seen).map((target) => draftOf(kind, entry, { input, target }));
  };
}

type On = { readonly input: ProposalInput; readonly target: Target };

function draftOf(kind: SysdigKind, entry: ResponseAction, { input, target }: On): Draft {
  const { parameters, unresolved } = parametersOf(entry, target, kind.settings?.(input, target, entry) ?? {});
  const request = { surface: 'sysdig', type: entry.type, parameters } as const;
  return {
    ...{ stage: kind.stage, effect: kind.effect, name: entry.type, verb: kind.verb, on: target.on, surface: 'sysdig' },
    ...(entry.responder !== undefined && { responder: entry.responder }),
    ...(unresolved.length === 0 && { request }),
    line: payloadLine(entry.type, parameters, unresolved),
    ...kind.consequences(input, target),
    reversibility: reversibilityOf(kind, entry, target),
    needs: [...parameterNeeds(entry, unresolved), ...storageNeed(kind, input), ...(kind.needs?.(input, target) ?? [])],
    ...{ storage: kind.storage ?? false, removes: kind.removes ?? false, unresolved, told: target.told },
  };
}

/** The catalogue's own parameters and no others, as it types them. */
function parametersOf(
  entry: ResponseAction,
  target: Target,
  settings: Readonly<Record<string, string>>,
): { readonly parameters: ActionParameters; readonly unresolved: readonly string[] } {
  const values: Readonly<Record<string, string>> = { ...target.values, ...settings };
  const given = entry.parameters.flatMap(({ name, type }) => {
    const value = Object.hasOwn(values, name) ? coerced(values[name] ?? '', type) : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  const parameters = Object.fromEntries(given);
  const isMissing = (name: string) => !Object.hasOwn(parameters, name);
  const required = entry.parameters.filter((one) => one.required).map(({ name }) => name);
  // A value that can not be sent as it is leaves out what the action would be narrowed by.
  const narrowing = entry.parameters.map(({ name }) => name).filter((name) => Object.hasOwn(values, name));
  const unresolved = [...new Set([...required, ...narrowing, ...(target.missing ?? [])])].filter(isMissing);
  return { parameters, unresolved };
}

/** The call as it would be made, in ASCII: what can not be seen is shown by its number. */
function payloadLine(type: string, parameters: ActionParameters, unresolved: readonly string[]): string {
  const missing = Object.fromEntries(unresolved.map((name) => [name, null]));
  const payload = JSON.stringify({ action_type: type, parameters: { ...parameters, ...missing } });
  const ascii = payload.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `submit_response_action ${ascii}`;
}

function reversibilityOf({ otherwise }: SysdigKind, { undoable }: ResponseAction, target: Target): Reversibility {
  if (undoable) return { kind: 'undo', how: phrase`by ${code('undo_response_action')}` };
  return typeof otherwise === 'function' ? otherwise(target) : otherwise;
}

function parameterNeeds({ parameters }: ResponseAction, unresolved: readonly string[]): readonly Need[] {
  const names = new Set([...parameters.filter(({ required }) => required).map(({ name }) => name), ...unresolved]);
  return [...names].map((name) => ({ what: phrase`A value for ${code(name)}`, met: !unresolved.includes(name) }));
}

function storageNeed({ storage }: SysdigKind, { reach }: ProposalInput): readonly Need[] {
  if (storage !== true) return [];
  const bucket = reach.storage?.value.bucket;
  const what: Phrase = bucket === undefined ? phrase`A place for artifacts` : phrase`A place for artifacts: bucket ${code(bucket)}`;
  return [{ what, met: reach.storage === undefined ? 'unknown' : reach.storage.value.usable }];
}
