import { expect, it } from 'vitest';
import { createQuestions } from '../../../../src/extension/editor/questions.ts';

it('[V-23] opens a second question only when the first is answered', async () => {
  const questions = createQuestions();
  const opened: string[] = [];
  let answerFirst: (answer: string) => void = () => undefined;
  const first = new Promise<string>((resolve) => {
    answerFirst = resolve;
  });
  const answers = Promise.all([
    questions.ask(() => {
      opened.push('first');
      return first;
    }),
    questions.ask(() => {
      opened.push('second');
      return Promise.resolve('b');
    }),
  ]);
  await new Promise(setImmediate);
  expect(opened).toEqual(['first']);
  answerFirst('a');
  expect(await answers).toEqual(['a', 'b']);
  expect(opened).toEqual(['first', 'second']);
});

it('[V-23] a question that fails tells its asker and lets the next one through', async () => {
  const questions = createQuestions();
  const failed = questions.ask(() => Promise.reject(new Error('no window')));
  const next = questions.ask(() => Promise.resolve('answered'));
  await expect(failed).rejects.toThrow('no window');
  expect(await next).toBe('answered');
});
