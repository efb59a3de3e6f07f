import { citing } from '../../model/evidence.ts';
import type { Found, Lead, Pivot } from '../pivot.ts';
import { plural } from '../plural.ts';

/** I-17: Sysdig's feed, read once. What was seen is held against it when everything is in, since the feed takes no question. */
export const threatFeed: Pivot = {
  name: 'threat-intelligence feed',
  part: 'indicators',
  asked: () => 'the threat-intelligence feed, for every indicator that was seen',
  run,
};

async function run({ ledger }: Lead): Promise<Found> {
  const answer = await ledger.read('fetch_threat_intelligence_feed', {});
  const { entries } = answer.value;
  const cites = citing(answer);
  return {
    cites,
    says: `${plural(entries.length, 'advisory note')} in the threat-intelligence feed.`,
    material: { feed: entries.map((value) => ({ value, cites })) },
    ...(answer.truncated && { truncated: answer.truncated }),
  };
}
