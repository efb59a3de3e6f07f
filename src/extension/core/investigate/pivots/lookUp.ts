import { type Cites, citing, type Evidence } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import { type Cited, together } from '../correlate/material.ts';
import type { Found, Lead } from '../pivot.ts';

/** What one public source answered about several things, and what it did not answer. */
export type Answers<T> = {
  /** in the order of the questions; a value that is undefined is an answer: not known there */
  readonly answered: readonly { readonly about: string; readonly value: T; readonly cites: Cites }[];
  readonly cites: Cites;
  readonly shortfall: Pick<Found, 'truncated' | 'limit'>;
};

/**
 * Every question at once, none of them twice. Throws the first Failure when none was answered; where only some were, the rest is told as cut,
 * with the first reason.
 */
export async function lookUpAll<T>(
  { ledger, origin }: Lead,
  things: readonly string[],
  ask: (thing: string) => Promise<Evidence<T>>,
): Promise<Answers<T>> {
  const replies = await Promise.all(
    things.map(async (about) => {
      try {
        const answer = await ask(about);
        return { about, value: answer.value, cites: citing(answer) };
      } catch (error) {
        if (error instanceof Failure) return { about, failure: error, cites: ledger.failedCall(error) ?? citing(origin) };
        throw error;
      }
    }),
  );
  const answered = replies.flatMap((reply) => ('failure' in reply ? [] : [reply]));
  const failed = replies.flatMap((reply) => ('failure' in reply ? [reply.failure] : []));
  const [failure] = failed;
  if (failure !== undefined && answered.length === 0) throw failure;
  const [first, ...rest] = replies.map((reply) => reply.cites);
  return {
    answered,
    cites: first === undefined ? citing(origin) : together(first, ...rest),
    shortfall: failure === undefined ? {} : { truncated: { shown: answered.length, total: replies.length }, limit: failure.why },
  };
}

/** What is known of a thing, with its citations; what the source does not know is left out. */
export function knownIn<T>({ answered }: Answers<T | undefined>): readonly Cited<T>[] {
  return answered.flatMap(({ value, cites }) => (value === undefined ? [] : [{ value, cites }]));
}
