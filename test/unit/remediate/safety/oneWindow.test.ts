import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reached } from './reached.ts';
import { played } from './rehearsed.ts';
import { type Script, scripts } from './script.ts';
import { violationsOf } from './violations.ts';

/**
 * Most of the 10,000 sequences, with stand-ins for processes; the others are in twoWindows.test.ts, and some more start real ones in
 * realPrograms.test.ts. Where one fails, fast-check tells its seed and path, and the shortest sequence that it found.
 */
describe('7,500 random sequences in one window', () => {
  it('[R-13] [R-05] [R-06] [R-15] [R-16] [R-23] [R-24] [X-12] begin nothing without its own yes, its grant, its place and its scope', async () => {
    const reached = new Reached();
    const safe = async (script: Script): Promise<void> => {
      const sequence = await played(script);
      reached.note(sequence.happened);
      expect(violationsOf(sequence)).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(scripts(1), safe), { numRuns: 7_500 });
    expect(reached.rarelyOrNever(15)).toEqual([]);
  }, 600_000);
});
