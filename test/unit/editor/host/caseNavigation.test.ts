import { expect, it } from 'vitest';
import { lineOfStep, rowOfExhibit, stepOfLine } from '../../../../src/extension/editor/caseNavigation.ts';

const step = (id: string, ...cites: string[]) => ({
  id,
  cites,
  at: '2026-06-10T09:12:43Z',
  boundary: 'pod',
  action: 'runs',
  role: 'step' as const,
});

const lines = [
  '## Cryptominer dropped',
  'A shell ran a miner [E3][E9][E14].',
  '| 09:12:43 | kdevtmpfsi runs | [E3] |',
  '| 09:13:22 | contacts the pool | [E9] |',
  '| E3 | `get_event_info` |',
];

it('[K-04] a step leads to its own line, not to the summary that cites everything', () => {
  expect(lineOfStep(lines, step('S2', 'E9'))).toBe(3);
});

it('[K-04] a step whose evidence the file no longer cites leads nowhere', () => {
  expect(lineOfStep(lines, step('S3', 'E30'))).toBeUndefined();
});

it('[K-04] a line of the case selects the step that it tells', () => {
  const steps = [step('S1', 'E3'), step('S2', 'E9')];
  expect(stepOfLine(lines[3] ?? '', steps, undefined)).toBe('S2');
  expect(stepOfLine('no citation here', steps, 'S1')).toBeUndefined();
});

it('[K-04] of two steps on one piece of evidence the selected one stays selected', () => {
  const steps = [step('S1', 'E3'), step('S2', 'E3')];
  expect(stepOfLine(lines[2] ?? '', steps, 'S2')).toBe('S2');
});

it('[K-04] evidence leads to its row in the Sources table', () => {
  expect(rowOfExhibit(lines, 'E3')).toBe(4);
  expect(rowOfExhibit(lines, 'E9')).toBeUndefined();
});
