import { plainText, withoutStop } from '../../report/plainText.ts';
import { hour, minute, span } from './durations.ts';
import type { PastRate } from './pastRate.ts';

/** Silence means something once it would be seen this seldom although nothing had changed. */
const doubt = 0.05;
const longestMs = 24 * hour;

/**
 * What a silence proves, in plain words: how often one as long would be seen anyway, if the rule fires as evenly as it did before, and how long a
 * silence would have to be. One line of plain text.
 */
export function honestSentence(rate: PastRate, quietMs: number): string {
  const quiet = quietOf(quietMs);
  if (rate.kind === 'unknown') {
    return `How often the rule fired before could not be read (${withoutStop(plainText(rate.why))}), so nothing says what ${quiet} ${prove(quiet)}.`;
  }
  if (rate.perHour === 0) return `${silentPast(rate.events, rate.overMs)}, so ${quiet} ${prove(quiet)} little.`;
  const chance = anyway(rate.perHour, quietMs);
  const told = `The rule fired ${often(rate.perHour)} before, so ${quiet} would be seen ${timesInHundred(chance)} even if nothing had changed.`;
  const longer = telling(rate.perHour);
  if (chance <= doubt) return told;
  const length = longer <= longestMs ? quietOf(longer) : `even ${quietOf(longestMs)}`;
  return `${told} ${capital(length)} would be seen ${timesInHundred(anyway(rate.perHour, Math.min(longer, longestMs)))}.`;
}

/**
 * How long a watch has to be in all, in milliseconds, for its silence to mean something (95 %), at most a day. Undefined where `quietMs` is that long
 * already, or where no length would tell.
 */
export function tellingWatch(rate: PastRate, quietMs: number): number | undefined {
  if (rate.kind === 'unknown' || rate.perHour === 0 || anyway(rate.perHour, quietMs) <= doubt) return undefined;
  const longer = Math.min(telling(rate.perHour), longestMs);
  return longer > quietMs ? longer : undefined;
}

/** Events that come independently of each other at a steady rate stay away that long with this chance (Poisson). */
function anyway(perHour: number, quietMs: number): number {
  return Math.exp((-perHour * quietMs) / hour);
}

/** Rounded up to what can be said of a span, so that nothing is promised too early. */
function telling(perHour: number): number {
  const ms = (-Math.log(doubt) * hour) / perHour;
  const step = ms < 1.5 * hour ? minute : hour / 2;
  return Math.ceil(ms / step) * step;
}

function silentPast(events: number, overMs: number): string {
  if (events === 0) return 'No earlier event of the rule on this target is known';
  const times = events === 1 ? 'once' : `${events} times within a minute`;
  return `The rule fired ${times} and then not for ${span(overMs)} before the first action`;
}

/** `5 quiet minutes` */
function quietOf(ms: number): string {
  const [number = '', unit = ''] = span(ms).split(' ');
  return `${number} quiet ${unit}`;
}

function prove(quiet: string): string {
  return quiet.startsWith('1 ') ? 'proves' : 'prove';
}

/** Two digits are as much as an estimate is good for. */
function often(perHour: number): string {
  if (perHour < 0.01) return 'less than once in 100 hours';
  const number = Number(perHour.toPrecision(2));
  return number === 1 ? 'once an hour' : `${number} times an hour`;
}

function timesInHundred(chance: number): string {
  const times = Math.round(chance * 100);
  if (times === 0) return 'less than once in 100';
  if (times === 100) return 'more than 99 times in 100';
  return times === 1 ? 'once in 100' : `${times} times in 100`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
