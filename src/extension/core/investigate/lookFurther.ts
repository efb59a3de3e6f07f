import { correlation } from './correlate/correlation.ts';
import { withFeedMatches } from './correlate/feedMatches.ts';
import type { Known } from './known.ts';
import type { Lead, Outcome } from './pivot.ts';
import { secondRound } from './pivots/secondRound.ts';
import { type Follow, runPivots } from './runPivots.ts';

/** Nothing that is found from here on leads to other events. */
export const followNothing: Follow = () => ({ pivots: [], left: [] });

/** What needs the chain and every event: files, addresses, the feed's matches, and last, without a call, the correlation. */
export async function lookFurther(lead: Lead, known: Known): Promise<readonly Outcome[]> {
  const { outcomes: second } = await runPivots(secondRound(lead, known), lead, followNothing);
  const all = withFeedMatches([...known.outcomes, ...second], known.incident);
  const { outcomes: judged } = await runPivots([correlation(all)], lead, followNothing);
  return [...all, ...judged];
}
