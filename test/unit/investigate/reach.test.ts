import { describe, expect, it } from 'vitest';
import { hour } from '../../../src/extension/core/investigate/hours.ts';
import { usualReach, widerReach } from '../../../src/extension/core/investigate/reach.ts';

describe('look wider', () => {
  it('[X-10] goes on step by step, never beyond what the tenant lets one read of a trigger that is a day old', () => {
    const steps = [];
    for (let reach: typeof usualReach | undefined = usualReach; reach !== undefined; reach = widerReach(reach)) steps.push(reach);
    expect(steps.map(({ around, before }) => [around / hour, before / hour])).toEqual([
      [2, 168],
      [6, 312],
      [18, 312],
      [24, 312],
    ]);
  });
});
