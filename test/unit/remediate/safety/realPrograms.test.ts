import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordingPrograms } from '../../../fakes/recordingProgram.ts';
import { bodies } from './processes.ts';
import { ofKind } from './recording.ts';
import { played } from './rehearsed.ts';
import { type Script, scripts } from './script.ts';
import { violationsOf } from './violations.ts';

/** What came out of a process, and what was to go into one: the same words in the same calls, whatever order they began in. */
const inOrder = (calls: readonly { readonly program: string; readonly argv: readonly string[] }[]): readonly string[] =>
  calls.map(({ program, argv }) => JSON.stringify([program, argv])).toSorted();

describe('120 random sequences with programs on PATH', () => {
  it('[R-06] [R-13] hand each word over as it was confirmed: no shell reads it, and nothing else is started', async () => {
    const programs = recordingPrograms(bodies);
    let before = 0;
    const safe = async (script: Script): Promise<void> => {
      const sequence = await played(script, { programs });
      const started = programs.recorded().slice(before);
      before += started.length;
      expect(violationsOf(sequence)).toEqual([]);
      expect(inOrder(started)).toEqual(inOrder(ofKind(sequence.happened, 'spawned')));
    };
    await fc.assert(fc.asyncProperty(scripts(1), safe), { numRuns: 120 });
    expect(before).toBeGreaterThan(1_000);
  }, 600_000);
});
