import type { Evidence } from '../../model/evidence.ts';
import type { FailureReason } from '../../model/failure.ts';

/** What was read, with where it was read. `sources` of what is unknown are the calls that failed, none where none was made. */
export type Answered<T> = { readonly kind: 'answered'; readonly value: T; readonly sources: readonly [Evidence, ...Evidence[]] } | Unknown;

export type Unknown = {
  readonly kind: 'unknown';
  readonly why: string;
  readonly sources: readonly Evidence[];
  readonly reason?: FailureReason;
};

/** `why` is half a sentence for the user; a tool's own words in it are data. */
export function unknown(why: string, ...sources: readonly Evidence[]): Unknown {
  return { kind: 'unknown', why, sources };
}

type Values<A extends readonly Answered<unknown>[]> = { readonly [K in keyof A]: A[K] extends Answered<infer T> ? T : never };

/** What follows from several answers together, resting on all of them; the first that is unknown makes it unknown. */
export function combine<const A extends readonly [Answered<unknown>, ...Answered<unknown>[]], T>(
  answers: A,
  make: (...values: Values<A>) => T | Unknown,
): Answered<T> {
  const missing = answers.find((one) => one.kind === 'unknown');
  if (missing?.kind === 'unknown') return missing;
  const known = answers.filter((one) => one.kind === 'answered');
  const [first, ...rest] = [...new Map(known.flatMap((one) => one.sources).map((source) => [source.id, source])).values()];
  if (first === undefined) throw new Error('an answer has a source');
  const made = make(...(known.map((one) => one.value) as unknown as Values<A>));
  if (isUnknown(made)) return { ...made, sources: [first, ...rest] };
  return { kind: 'answered', value: made, sources: [first, ...rest] };
}

/** The same answer, resting on more. */
export function restingOn<T>(answer: Answered<T>, more: readonly Evidence[]): Answered<T> {
  return answer.kind === 'unknown' ? answer : { ...answer, sources: [...answer.sources, ...more] };
}

function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'unknown' && 'why' in value;
}
