import { describe, expect, it } from 'vitest';
import type { AttackFlow, Boundary, Step } from '../../../src/extension/core/model/case.ts';
import type { Cites } from '../../../src/extension/core/model/evidence.ts';
import { phrase, text } from '../../../src/extension/core/model/phrase.ts';
import type { Tactic } from '../../../src/extension/core/model/tactic.ts';
import { renderFlow } from '../../../src/extension/core/report/attackFlow.ts';
import { flowNodes } from '../../../src/extension/core/report/flowNodes.ts';
import { hostile } from './hostile.ts';

const cites = ['E1'] as unknown as Cites;
const noon = Date.UTC(2026, 5, 10, 12);

const step = (n: number, boundary: string, more: Partial<Step> = {}): Step => ({
  id: `S${n}`,
  at: noon + n * 1000,
  action: phrase`action ${text(String(n))}`,
  boundary,
  role: 'step',
  times: 1,
  eventIds: [],
  cites,
  ...more,
});

const place = (id: string, kind: Boundary['kind'] = 'container', label: string = id): Boundary => ({ id, kind, label });

function flow(steps: readonly Step[], boundaries: readonly Boundary[], inferred = false): AttackFlow {
  const links = steps.slice(1).map((to, index) => ({
    from: steps[index]!.id,
    to: to.id,
    reason: { phrase: phrase`follows`, cites },
    inferred,
  }));
  return { boundaries, steps, links, unlinked: [] };
}

/** Every line that Mermaid reads is of our own making; a label holds nothing that any of Mermaid's passes looks for. */
const label = String.raw`"(?:\d\d:\d\d:\d\d (?:to \d\d:\d\d:\d\d )?)?(?!.*:fa-)[^"#&<>%\x60\\$*\uFB02\u00B6\x00-\x1f\x7f\u2028\u2029]*"`;
const lines = [
  /^flowchart LR$/,
  new RegExp(String.raw`^ {2}subgraph B\d+\[${label}\]$`),
  new RegExp(String.raw`^ {2,4}S\d+\[${label}\]$`),
  /^ {2}end$/,
  /^ {2}S\d+ (?:-->|-\.->)\|"\d\d:\d\d:\d\d"\| S\d+$/,
  /^ {2}classDef (?:entry|malicious|cloud|external) [a-z0-9#:,\s-]+$/,
  /^ {2}class S\d+(?:,S\d+)* (?:entry|malicious|cloud|external)$/,
  /^$/,
];

describe('attack flow', () => {
  it('[K-07] writes only lines of its own making, whatever the labels hold', () => {
    for (const value of hostile) {
      const drawn = renderFlow(
        flow(
          [
            step(1, 'B1', { action: phrase`${text(value)}`, role: 'entry' }),
            step(2, 'B1'),
            step(3, 'B2', { action: phrase`x ${text(value)}` }),
          ],
          [place('B1', 'container', value), place('B2', 'cloud', value)],
        ),
      );
      for (const line of drawn.split('\n')) {
        expect(
          lines.some((form) => form.test(line)),
          `${value.slice(0, 40)} → ${line.slice(0, 120)}`,
        ).toBe(true);
      }
    }
  });

  it('[K-03] frames a boundary with two nodes or more, and names the place in the label of a lone one', () => {
    const drawn = renderFlow(
      flow([step(1, 'B1'), step(2, 'B1'), step(3, 'B2')], [place('B1', 'container', 'pod'), place('B2', 'host', 'node')]),
    );
    expect(drawn).toContain('subgraph B1["pod"]');
    expect(drawn).not.toContain('subgraph B2');
    expect(drawn).toContain('S3["12:00:03 node - action 3"]');
  });

  it('[K-03] labels edges with the time they lead to, dotted when inferred', () => {
    const places = [place('B1')];
    const steps = [step(1, 'B1'), step(2, 'B1')];
    expect(renderFlow(flow(steps, places))).toContain('S1 -->|"12:00:02"| S2');
    expect(renderFlow(flow(steps, places, true))).toContain('S1 -.->|"12:00:02"| S2');
  });

  it('[K-03] marks entry, malicious, cloud and external nodes', () => {
    const drawn = renderFlow(
      flow([step(1, 'B1', { role: 'entry' }), step(2, 'B2', { role: 'malicious' })], [place('B1', 'external'), place('B2', 'identity')]),
    );
    expect(drawn).toContain('class S1 entry');
    expect(drawn).toContain('class S1 external');
    expect(drawn).toContain('class S2 malicious');
    expect(drawn).toContain('class S2 cloud');
  });

  const tactics: readonly Tactic[] = ['execution', 'discovery', 'impact'];
  it.each([
    ['15 steps in one place stay apart', 15, () => 'B1', () => 'execution' as Tactic, 15],
    ['16 steps in one place and tactic fold', 16, () => 'B1', () => 'execution' as Tactic, 1],
    ['20 steps in turn in two places stay below the hard cap', 20, (n: number) => `B${n % 2}`, () => 'execution' as Tactic, 20],
    ['40 steps in turn in two places fold by place and tactic', 40, (n: number) => `B${n % 2}`, (n: number) => tactics[n % 3]!, 6],
    ['40 steps in 40 places end in one node for the rest', 40, (n: number) => `B${n}`, (n: number) => tactics[n % 3]!, 25],
  ])('[K-03] %s, and no step is lost', (_title, many, boundaryOf, tacticOf, expected) => {
    const steps = Array.from({ length: many }, (_, n) => step(n, boundaryOf(n), { tactic: tacticOf(n) }));
    const nodes = flowNodes(
      flow(
        steps,
        [...new Set(steps.map((one) => one.boundary))].map((id) => place(id)),
      ),
    );
    expect(nodes).toHaveLength(expected);
    expect(nodes.flatMap((node) => node.steps.map((one) => one.id)).sort()).toEqual(steps.map((one) => one.id).sort());
  });

  it('[K-03] draws one edge between folded nodes and none from a node to itself', () => {
    const steps = Array.from({ length: 20 }, (_, n) => step(n, n < 10 ? 'B1' : 'B2', { tactic: 'discovery' }));
    const drawn = renderFlow(flow(steps, [place('B1'), place('B2')]));
    expect(drawn.match(/-->/g)).toHaveLength(1);
    expect(drawn).toContain('S0 -->|"12:00:10"| S10');
    expect(drawn).toContain('12:00:00 to 12:00:09 B1 - Discovery, 10 actions, first action 0');
  });
});
