import { hour } from './hours.ts';

/** How far round the trigger and back from it the directions look, in milliseconds. */
export type Reach = { readonly around: number; readonly before: number };

/** ±2 h and 7 days, as I-09 to I-12 and I-20 ask. */
export const usualReach: Reach = { around: 2 * hour, before: 168 * hour };

/**
 * The tenant's tools look back 336 hours from now, and a trigger is hours old already, so a day less. Further round it than a day, two incidents
 * are told apart no longer.
 */
const furthest: Reach = { around: 24 * hour, before: 312 * hour };

/** The next step of "look wider"; undefined where it looked as far as it can. */
export function widerReach({ around, before }: Reach): Reach | undefined {
  if (around >= furthest.around && before >= furthest.before) return undefined;
  return { around: Math.min(3 * around, furthest.around), before: Math.min(2 * before, furthest.before) };
}

/** As a case and a panel tell it. */
export type ReachInHours = { readonly around: number; readonly before: number };

export function inHours({ around, before }: Reach): ReachInHours {
  return { around: around / hour, before: before / hour };
}

export function fromHours({ around, before }: ReachInHours): Reach {
  return { around: around * hour, before: before * hour };
}
