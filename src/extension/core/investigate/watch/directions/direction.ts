import { Failure } from '../../../model/failure.ts';
import type { Filter } from '../../../tools/filter.ts';
import type { Sighting } from '../../ledger.ts';
import type { Lead, Pivot } from '../../pivot.ts';
import { others } from '../../pivots/look.ts';
import { plural } from '../../plural.ts';
import type { Span } from '../span.ts';
import { sayOf } from '../span.ts';

/**
 * A way to look from a hit: none where the hit does not name what it would look at. What it gives for one key is the same whichever hit asked
 * for it, since that is a matter of which answer came first.
 */
export type Direction = { readonly kind: string; looks(hit: Sighting, lead: Lead): readonly Pivot[] };

type Look = {
  readonly key: string;
  /** "host vm-12", "AWS account 123456789012" */
  readonly place: string;
  readonly filter: Filter | undefined;
  readonly span: Span;
  /** the label that not every tenant filters by */
  readonly unusual?: string;
};

/** All events of a filter over a span, for the chain. */
export function watched(what: string, { key, place, filter, span, unusual }: Look): Pivot {
  const name = `${what} ${place}`;
  return {
    name,
    key: `${key} ${span.name}`,
    part: 'resource',
    asked: () => `${name} ${sayOf(span)}`,
    run: async (lead) => {
      const answer = await unlessRefused(unusual, () => others(lead, { filter, window: span }));
      if ('skipped' in answer) return answer;
      return { ...answer, says: `${plural(answer.sightings.length, 'event')}: ${name}.` };
    },
  };
}

/** Whether a fixed direction of the same filter has looked there: it looks as far as the window round the trigger goes. */
export function isCovered({ from, to }: Span, { at, reach }: Lead): boolean {
  return at !== undefined && from >= at - reach.around && to <= at + reach.around;
}

/** A tenant that does not know a label refuses the filter; that is a limit of the tenant and no fault. */
async function unlessRefused<T>(unusual: string | undefined, ask: () => Promise<T>): Promise<T | { readonly skipped: string }> {
  try {
    return await ask();
  } catch (error) {
    if (unusual === undefined || !Failure.is(error, 'invalid')) throw error;
    return { skipped: `the tenant does not filter events by ${unusual}` };
  }
}
