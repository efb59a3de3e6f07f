import { setImmediate as turn } from 'node:timers/promises';
import type { ReadTools } from '../../src/extension/core/tools/readTools.ts';

/** Passes an answer, or a refusal, on to whoever asked. */
type PassOn = () => void;

/** Holds back one answer, or refusal, until it is let through. */
export type Hold = <A>(asked: Promise<A>) => Promise<A>;

/** Of so many held answers, the places of those to let through; at least one. */
type Pick = (held: number) => readonly number[];

const everything: Pick = (held) => Array.from({ length: held }, (_, at) => at);

/** Runs something over tools that hold back their answers. */
export function inTurns<T>(
  tools: ReadTools,
  run: (held: ReadTools) => Promise<T>,
  pick: Pick = everything,
): Promise<{ readonly result: T; readonly turns: number }> {
  return turnsOf(
    (hold) => run({ offers: (tool) => tools.offers(tool), read: (tool, args, signal) => hold(tools.read(tool, args, signal)) }),
    { pick },
  );
}

/**
 * Runs something whose answers are held back. Whenever it can get no further, those at the picked places are let through; each time is one turn.
 * No time passes: what takes a round trip each is counted and not waited for. `onTurn` is told the number of turns before each.
 */
export async function turnsOf<T>(
  run: (hold: Hold) => Promise<T>,
  { pick = everything, onTurn = () => undefined }: { readonly pick?: Pick; readonly onTurn?: (turns: number) => void } = {},
): Promise<{ readonly result: T; readonly turns: number }> {
  const held: Promise<PassOn>[] = [];
  const running: { outcome?: () => T } = {};
  const fail = (error: unknown) => () => {
    throw error;
  };
  void run(holding(held)).then(
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
    onTurn(turns);
    const picked = new Set(pick(held.length));
    const free = held.filter((_, at) => picked.has(at));
    held.splice(0, held.length, ...held.filter((_, at) => !picked.has(at)));
    for (const passOn of await Promise.all(free)) passOn();
    turns += 1;
  }
  return { result: running.outcome(), turns };
}

function holding(held: Promise<PassOn>[]): Hold {
  return (asked) =>
    new Promise((resolve, reject) => {
      held.push(
        asked.then(
          (answer) => () => resolve(answer),
          (error) => () => reject(error),
        ),
      );
    });
}
