import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reached } from './reached.ts';
import { played } from './rehearsed.ts';
import { type Script, scripts } from './script.ts';
import { violationsOf } from './violations.ts';

describe('2,500 random sequences in two windows over one journal', () => {
  it('[R-13] [R-05] [R-06] [R-15] [R-16] [R-23] [R-24] [X-12] begin nothing twice, and nothing without its own yes, in either', async () => {
    const reached = new Reached();
    const safe = async (script: Script): Promise<void> => {
      const sequence = await played(script);
      reached.note(sequence.happened);
      expect(violationsOf(sequence)).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(scripts(2), safe), { numRuns: 2_500 });
    expect(reached.rarelyOrNever(3)).toEqual([]);
  }, 600_000);
});
