import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Journal, JournalRecord } from '../../../../src/extension/core/remediate/journal/journal.ts';
import { fileJournal } from '../../../../src/extension/node/journal.ts';
import { memoryJournal } from '../../../fakes/memoryJournal.ts';
import { standingClock } from '../../../fakes/standingClock.ts';
import { attempt, workload } from './attempts.ts';

type Step = { readonly window: 0 | 1; readonly target: 0 | 1; readonly does: 'claim' | 'submit' | 'end' };
type Windows = readonly [Journal, Journal];

const step = fc.record<Step>({
  window: fc.constantFrom(0, 1),
  target: fc.constantFrom(0, 1),
  // More claims than ends: they are what has to be refused.
  does: fc.constantFrom('claim', 'claim', 'submit', 'end'),
});
/** Each inner list is done at once. */
const interleavings = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });

/** Two windows on one journal. They count themselves what was claimed and has no end, by target. */
class Play {
  readonly #windows: Windows;
  readonly #open = new Map<number, string>();
  #attempts = 0;

  constructor(windows: Windows) {
    this.#windows = windows;
  }

  async round(steps: readonly Step[]): Promise<void> {
    await Promise.all(steps.map(async (one) => (one.does === 'claim' ? this.#claim(one) : this.#advance(one))));
    for (const journal of this.#windows) {
      const unfinished = (await journal.all()).filter(({ phase }) => phase !== 'ended').map((record) => record.attempt);
      expect(unfinished.toSorted()).toEqual([...this.#open.values()].toSorted());
    }
  }

  /** What is free can be had: refusing everything would be no journal. */
  async last(): Promise<void> {
    for (const target of [0, 1] as const) {
      const isFree = !this.#open.has(target);
      expect(await this.#claim({ window: 1, target })).toBe(isFree);
    }
  }

  async #claim({ window, target }: Pick<Step, 'window' | 'target'>): Promise<boolean> {
    this.#attempts += 1;
    const name = `a${this.#attempts}`;
    const claimed = await this.#windows[window].claim(attemptAt(target, name, window));
    if (claimed !== 'claimed') {
      expect(claimed.by.request).toEqual(attemptAt(target, name, window).request);
      expect(claimed.by.attempt).not.toBe(name);
      return false;
    }
    expect(this.#open.get(target), 'claimed without an end between').toBeUndefined();
    this.#open.set(target, name);
    return true;
  }

  async #advance({ window, target, does }: Step): Promise<void> {
    const name = this.#open.get(target);
    if (name === undefined) return;
    if (does === 'submit') {
      const submitted = this.#windows[window].update(name, { phase: 'submitted', executionId: name });
      await submitted.catch((error: unknown) => expect(error).toMatchObject({ reason: 'conflict' }));
      return;
    }
    // Not open from here on: whoever claims as soon as the end is written claims rightly.
    this.#open.delete(target);
    await this.#windows[window].update(name, { phase: 'ended', status: 'done' });
  }
}

function attemptAt(target: number, name: string, window: number): JournalRecord {
  const parameters = { ...workload, 'kubernetes.workload.name': `storefront-${target}` };
  return attempt({ attempt: name, window: `w${window}`, request: { surface: 'sysdig', type: 'ISOLATE_NETWORK', parameters } });
}

async function played(windows: Windows, rounds: readonly (readonly Step[])[]): Promise<void> {
  const play = new Play(windows);
  for (const steps of rounds) await play.round(steps);
  await play.last();
}

describe('two windows on one journal', () => {
  it('[R-24] never have the same request of a tenant at once, in memory', async () => {
    await fc.assert(
      fc.asyncProperty(interleavings, async (rounds) => {
        const journal = memoryJournal();
        await played([journal, journal], rounds);
      }),
    );
  });

  it('[R-24] never have the same request of a tenant at once, on the disk', async () => {
    const log = { write: () => undefined };
    await fc.assert(
      fc.asyncProperty(interleavings, async (rounds) => {
        const parent = await mkdtemp(join(tmpdir(), 'windows-'));
        const folder = join(parent, 'journal');
        const window = () => fileJournal(folder, standingClock(), log);
        await played([window(), window()], rounds);
        await rm(parent, { recursive: true });
      }),
      { numRuns: 25 },
    );
  });
});
