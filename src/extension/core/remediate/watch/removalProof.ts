import { type Claim, claim, type Evidence } from '../../model/evidence.ts';
import { code, phrase } from '../../model/phrase.ts';
import type { Clock } from '../../model/ports.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import { hoursOver } from './durations.ts';
import type { WatchTarget } from './watchTarget.ts';

type Ports = { readonly tools: ReadTools; readonly clock: Pick<Clock, 'now'> };

const mostRows = 200;

/**
 * That what an action ended is gone: the action completed, and of everything that its place did since nothing came from it. Undefined where
 * something came, where nothing was ended, or where the list does not reach back to `since` (milliseconds).
 */
export async function removalProof(
  { removed, placeFilter }: Pick<WatchTarget, 'removed' | 'placeFilter'>,
  since: number,
  { tools, clock }: Ports,
  signal: AbortSignal,
): Promise<{ readonly claim: Claim; readonly evidence: Evidence } | undefined> {
  if (removed === undefined) return undefined;
  const filter = placeFilter !== undefined && { filter: placeFilter };
  const asked = { scopeHours: hoursOver(clock.now() - since), limit: mostRows, ...filter };
  const page = await tools.read('list_runtime_events', asked, signal);
  const { events, total } = page.value;
  const isWhole = total === undefined ? events.length < mostRows : events.length >= total;
  if (!isWhole && events.every(({ at }) => at > since)) return undefined;
  if (events.some(({ at, scope }) => at > since && scope[removed.what] === removed.name)) return undefined;
  const said = phrase`${code(removed.action)} of ${[removed.what]} ${code(removed.name)} completed, and nothing came from it since`;
  return { claim: claim(said, page), evidence: page };
}
