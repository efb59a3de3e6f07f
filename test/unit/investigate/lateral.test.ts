import { describe, expect, it } from 'vitest';
import type { Scope, SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { words } from './read.ts';
import { event, minute, now, proc, run } from './scenario.ts';

const id = (letter: string) => letter.repeat(32);
const own: Scope = { cluster: 'c1', namespace: 'shop', workload: 'web', pod: 'web-1', container: 'aaaaaaaaaaaa' };
const trigger = event({ id: id('a'), ago: 30, rule: 'Drift', scope: own, fields: proc('x', 'x', 'sh', 9, 8) });
const hour = 60;
const fired = (letter: string, ago: number, scope: Scope) => event({ id: id(letter), ago, rule: 'Drift', severity: 6, scope });

async function told(...events: readonly SecurityEvent[]) {
  const { resource, coverage } = await run(trigger.id, { events: [trigger, ...events], groups: [], threats: [] });
  if (resource.status !== 'done') throw new Error(resource.reason);
  const claims = resource.value.map((one) => words(one.phrase)).filter((one) => one.startsWith("The trigger's rule"));
  return { claims, coverage: coverage.find((one) => one.name === 'lateral candidates') };
}

describe('the same rule elsewhere', () => {
  it('[I-20] is told by place with its number and last time, the latest place first', async () => {
    const { claims, coverage } = await told(
      fired('b', 6 * 24 * hour, { host: 'vm-1' }),
      fired('c', 5 * 24 * hour, { host: 'vm-1' }),
      fired('d', 40, { cluster: 'c2', namespace: 'n', workload: 'w', pod: 'w-1' }),
    );
    const at = (ago: number) => new Date(now - ago * minute).toISOString();
    expect(claims).toEqual([`The trigger's rule also fired in c2/n/w, at ${at(40)}; in vm-1, 2 times, last at ${at(5 * 24 * hour)}.`]);
    expect(coverage).toMatchObject({ status: 'done', found: 3 });
  });

  it('[I-20] other pods of the same workload are no other place, and what is older than a week does not count', async () => {
    const { claims } = await told(
      fired('b', 50, { ...own, pod: 'web-2', container: 'bbbbbbbbbbbb' }),
      fired('c', 7 * 24 * hour + 31, { host: 'vm-1' }),
    );
    expect(claims).toEqual(["The trigger's rule fired nowhere else in 7 days."]);
  });

  it('[I-20] a rule that fires in many places gives five of them and the number of the rest', async () => {
    const many = Array.from({ length: 8 }, (_, index) => fired(`${index}`, 100 + index, { host: `vm-${index}` }));
    const { claims } = await told(...many);
    expect(claims[0]).toMatch(/in vm-0, .* in vm-4, [^;]*; and in 3 more places\.$/);
  });

  it('[I-20] a trigger without a rule has nothing to look for', async () => {
    const { rule: _none, ...unnamed } = trigger;
    const { coverage } = await run(trigger.id, { events: [unnamed], groups: [], threats: [] });
    expect(coverage.find((one) => one.name === 'lateral candidates')).toMatchObject({
      status: 'skipped',
      reason: 'the trigger names no rule',
    });
  });
});
