import type { ExplanationKind } from '../../model/case.ts';
import type { Claim } from '../../model/evidence.ts';
import type { Sighting } from '../ledger.ts';
import type { Story } from '../tell/story.ts';

/** One thing in the evidence that speaks for or against a reading of it. Adding one is adding it to its list. */
export type Sign = {
  readonly of: ExplanationKind;
  readonly side: 'for' | 'against';
  /** 1 it would also be seen otherwise · 2 it would rarely be · 3 it says so itself */
  readonly weight: 1 | 2 | 3;
  /** The sentence that says it, or nothing where the evidence does not show it. */
  find(story: Story): Claim | undefined;
};

/** The trigger's event and those that are linked to it, oldest first. */
export function eventsOf({ lead, chain }: Story): readonly Sighting[] {
  if (chain.members.length > 0) return chain.members.map(({ event }) => event);
  return lead.trigger.event === undefined ? [] : [lead.trigger.event];
}
