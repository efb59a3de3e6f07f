import type { Clock } from '../../core/model/ports.ts';

/** Questions for a drawing that wait for the panel's answer. */
export type AskedDrawings = {
  /**
   * @param post sends the question with its number
   * @returns the drawing as the webview gave it, which nobody has checked; undefined where it has none or does not answer within 10 s
   */
  ask(post: (request: number) => void, signal?: AbortSignal): Promise<string | undefined>;
  /** An answer to nothing that was asked, or to what was answered already, is nothing. */
  answer(request: number, svg: string | undefined): void;
};

/** A panel that has just been opened draws first; a hidden one is not asked, since it has no page that could answer. */
const patience = 10_000;

export function createAskedDrawings(clock: Clock): AskedDrawings {
  const waiting = new Map<number, (svg: string | undefined) => void>();
  let last = 0;
  return {
    ask: async (post, signal) => {
      last += 1;
      const request = last;
      const answered = new AbortController();
      const drawn = new Promise<string | undefined>((resolve) => waiting.set(request, resolve));
      const stop = signal === undefined ? answered.signal : AbortSignal.any([answered.signal, signal]);
      post(request);
      try {
        return await Promise.race([drawn, clock.sleep(patience, stop).then(() => undefined)]);
      } finally {
        waiting.delete(request);
        answered.abort();
      }
    },
    answer: (request, svg) => waiting.get(request)?.(svg),
  };
}
