import type { Claim } from '../../model/evidence.ts';
import { phrase } from '../../model/phrase.ts';
import type { Sighting } from '../ledger.ts';
import type { Outcome } from '../pivot.ts';
import { counted } from '../plural.ts';
import { gathered } from './gathered.ts';
import { matchFeed } from './matchFeed.ts';
import { seenIndicators } from './seenIndicators.ts';

/** The feed's direction completed by what it knows of the incident: it was read before all indicators were (I-17). */
export function withFeedMatches(outcomes: readonly Outcome[], incident: readonly Sighting[]): readonly Outcome[] {
  const { feed, findings } = gathered(outcomes);
  const seen = seenIndicators(incident, findings);
  const matches = matchFeed(feed, seen);
  return outcomes.map((outcome): Outcome => {
    const { pivot, coverage, found } = outcome;
    if (found?.material?.feed === undefined) return outcome;
    const none: Claim = {
      phrase: phrase`Of ${counted(seen.length, 'indicator')} that were seen the threat-intelligence feed names none.`,
      cites: found.cites,
    };
    const claims = matches.length === 0 ? [none] : matches;
    return { pivot, coverage: { ...coverage, found: matches.length }, found: { ...found, claims } };
  });
}
