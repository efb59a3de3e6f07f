import type { Coverage } from '../model/case.ts';
import { type Cites, citing } from '../model/evidence.ts';
import { Failure, isAbort } from '../model/failure.ts';
import type { Sighting } from './ledger.ts';
import type { Found, Lead, Outcome, Pivot } from './pivot.ts';
import { oneLine } from './place.ts';
import { keepLeft, type Left } from './watch/left.ts';

/** What the watch-list makes of events: the directions to look next, and those that the budget leaves out, told instead of dropped (I-21, I-22). */
export type Followed = { readonly pivots: readonly Pivot[]; readonly left: readonly Left[] };

/** @param hop 1 for what a fixed direction found, 2 for what a followed one found; a smaller hop never follows less than a larger one */
export type Follow = (found: readonly Sighting[], lead: Lead, hop: number) => Followed;

const mostHops = 2;

type Running = {
  readonly lead: Lead;
  readonly follow: Follow;
  readonly looking: Set<string>;
  /** by key: a direction that several ask for is looked in once */
  readonly keyed: Map<string, Promise<Outcome>>;
  readonly left: Map<string, Left>;
};

/**
 * Runs all at once, and what follows from them as soon as it is known. The fixed directions come in declared order, each with its signals behind
 * it, then those that several may ask for, by their key: arrival order can not show.
 */
export async function runPivots(
  pivots: readonly Pivot[],
  lead: Lead,
  follow: Follow,
): Promise<{ outcomes: readonly Outcome[]; left: readonly Left[] }> {
  const running: Running = { lead, follow, looking: new Set(), keyed: new Map(), left: new Map() };
  const [fixed] = await Promise.all([
    Promise.all(pivots.map((pivot) => look(pivot, running))),
    followHits(lead.trigger.events, running, 1),
  ]);
  const byKey = [...running.keyed].sort(([a], [b]) => (a < b ? -1 : 1));
  const followed = await Promise.all(byKey.map(([, outcome]) => outcome));
  const left = [...running.left.values()].filter(({ key }) => !running.keyed.has(key));
  return { outcomes: [...fixed.flat(), ...followed], left };
}

async function look(pivot: Pivot, running: Running): Promise<readonly Outcome[]> {
  if (pivot.key !== undefined) {
    await lookOnce(pivot, running, 2);
    return [];
  }
  const outcome = await runPivot(pivot, running);
  const signals = outcome.found?.signals ?? [];
  const [behind] = await Promise.all([
    Promise.all(signals.map((signal) => look(signal, running))),
    followHits(outcome.found?.sightings ?? [], running, 1),
  ]);
  return [outcome, ...behind.flat()];
}

/** Resolves when everything that these events lead to has been looked at. */
async function followHits(found: readonly Sighting[], running: Running, hop: number): Promise<void> {
  if (found.length === 0 || hop > mostHops || running.lead.cancelled()) return;
  const { pivots, left } = running.follow(found, running.lead, hop);
  keepLeft(running.left, left);
  await Promise.all(pivots.map((pivot) => lookOnce(pivot, running, hop + 1)));
}

/** Whoever asks first starts it; its outcome stands among those by key, and what it found is followed for each that asks. */
async function lookOnce(pivot: Pivot, running: Running, hop: number): Promise<void> {
  const key = pivot.key ?? pivot.name;
  const asked = running.keyed.get(key) ?? runPivot(pivot, running);
  running.keyed.set(key, asked);
  const outcome = await asked;
  await followHits(outcome.found?.sightings ?? [], running, hop);
}

/**
 * The one catch site of an investigation: a Failure becomes a failed part that cites the failed call, a cancellation a pending one. A fault of
 * our own loses its direction and not the case; the log has its stack.
 */
async function runPivot(pivot: Pivot, { lead, looking }: Running): Promise<Outcome> {
  const { name } = pivot;
  const asked = oneLine(pivot.asked(lead));
  if (lead.cancelled()) return { pivot, coverage: { name, asked, status: 'pending', reason: 'cancelled' } };
  lead.say(`Looking at ${asked}.`);
  looking.add(asked);
  try {
    const found = await pivot.run(lead);
    looking.delete(asked);
    if ('skipped' in found) {
      const { skipped: reason, inapplicable, cites = citing(lead.origin) } = found;
      return { pivot, coverage: { name, asked, status: 'skipped', reason, cites, ...(inapplicable && { inapplicable }) } };
    }
    lead.say(oneLine(`${found.says} ${next(looking, found)}`));
    return { pivot, found, coverage: { name, asked, ...done(found) } };
  } catch (error) {
    looking.delete(asked);
    if (isAbort(error) || lead.cancelled()) return { pivot, coverage: { name, asked, status: 'pending', reason: 'cancelled' } };
    return { pivot, coverage: { name, asked, status: 'failed', ...faultOf(error, name, lead) } };
  }
}

function done({ cites, truncated, limit, count, sightings }: Found): Omit<Coverage, 'name' | 'asked'> {
  const found = count ?? sightings?.length;
  return {
    status: 'done',
    cites,
    ...(found !== undefined && { found }),
    ...(truncated && { truncated }),
    ...(limit !== undefined && { reason: limit }),
  };
}

function faultOf(error: unknown, name: string, lead: Lead): { readonly reason: string; readonly cites: Cites } {
  if (error instanceof Failure) return { reason: error.why, cites: lead.ledger.failedCall(error) ?? citing(lead.origin) };
  lead.log.write('error', `${name} failed`, { stack: error instanceof Error ? error.stack : String(error) });
  return { reason: 'internal error', cites: citing(lead.origin) };
}

/** What comes after what was found; the first of it by name, since a status line has little room. */
function next(looking: ReadonlySet<string>, found: Found): string {
  const [first, ...rest] = [...(found.signals ?? []).map((signal) => signal.name), ...looking];
  if (first === undefined) return 'Putting the case together.';
  return `Still looking at ${first}${rest.length === 0 ? '' : ` and ${rest.length} more`}.`;
}
