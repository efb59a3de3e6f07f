import { expect, it } from 'vitest';
import { sourceFiles, text } from './sources.ts';

/** Time comes from the Clock port, ids from counters, and no locale of the machine decides a byte of a case. */
const undetermined =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandomUUID\b|\bperformance\.now\b|\.toLocale\w*\(|\bsetTimeout\b|\bprocess\.env\b/g;

function code(path: string): string {
  return text(path).replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}

it('[I-01] the engine reads no clock, throws no dice and asks no locale: same answers, same case', () => {
  const files = sourceFiles('src/extension/core');
  expect(files.length).toBeGreaterThan(10);
  expect(files.flatMap((path) => [...code(path).matchAll(undetermined)].map(([found]) => `${path}: ${found}`))).toEqual([]);
});
