import { setImmediate as turn } from 'node:timers/promises';
import type { ReadTools } from '../../src/extension/core/tools/readTools.ts';

/** Passes an answer, or a refusal, on to whoever asked. */
type PassOn = () => void;

/**
 * Runs something over tools that hold back their answers. Whenever it can get no further, those at the picked places are let through; each time is
 * one turn. No time passes: what takes a round trip each is counted and not waited for.
 * @param pick of so many held answers, the places of those to let through; at least one
 */
export async function inTurns<T>(
  tools: ReadTools,
  run: (held: ReadTools) => Promise<T>,
  pick: (held: number) => readonly number[] = (held) => Array.from({ length: held }, (_, at) => at),
): Promise<{ readonly result: T; readonly turns: number }> {
  const held: Promise<PassOn>[] = [];
  const running: { outcome?: () => T } = {};
  const fail = (error: unknown) => () => {
    throw error;
  };
  void run(holding(tools, held)).then(
    (result) => {
      running.outcome = () => result;
    },
    (error) => {
      running.outcome = fail(error);
    },
  );
  let turns = 0;
  // Every promise that needs no answer is settled within one turn of the event loop.
  for (await turn(); running.outcome === undefined; await turn()) {
    if (held.length === 0) throw new Error('It waits, but for no answer.');
    const picked = new Set(pick(held.length));
    const free = held.filter((_, at) => picked.has(at));
    held.splice(0, held.length, ...held.filter((_, at) => !picked.has(at)));
    for (const passOn of await Promise.all(free)) passOn();
    turns += 1;
  }
  return { result: running.outcome(), turns };
}

function holding(tools: ReadTools, held: Promise<PassOn>[]): ReadTools {
  return {
    offers: (tool) => tools.offers(tool),
    read: (tool, args, signal) =>
      new Promise((resolve, reject) => {
        held.push(
          tools.read(tool, args, signal).then(
            (answer) => () => resolve(answer),
            (error) => () => reject(error),
          ),
        );
      }),
  };
}
