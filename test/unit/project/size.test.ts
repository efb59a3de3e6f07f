import { expect, it } from 'vitest';
import { sourceFiles, text } from './sources.ts';

const most = 250;

it(`a file longer than ${most} lines says why ("longer than ${most} lines: …")`, () => {
  const long = sourceFiles('src').filter((path) => text(path).trimEnd().split('\n').length > most);
  expect(long.filter((path) => !text(path).includes(`onger than ${most} lines: `))).toEqual([]);
});

it('no folder and no file has a name that could hold anything', () => {
  const vague = /\/(utils?|helpers?|common|misc|shared|types|index)(\.ts)?(\/|$)/;
  expect(sourceFiles('src').filter((path) => vague.test(path))).toEqual([]);
});
