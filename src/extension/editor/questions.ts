/**
 * One question at a time across the window (V-23): a second `ask` waits until the first prompt is closed.
 * Pass exactly one prompt (quick pick, input box, modal); asking inside a question would wait for itself.
 * Notifications are no questions: nobody has to answer them, so they must not hold the queue.
 */
export type Questions = { ask<T>(prompt: () => PromiseLike<T>): Promise<T> };

export function createQuestions(): Questions {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask(prompt) {
      const answer = last.then(prompt);
      // The queue only waits: a prompt that failed is the asker's to handle, and must not refuse the next one.
      last = answer.then(
        () => undefined,
        () => undefined,
      );
      return answer;
    },
  };
}
