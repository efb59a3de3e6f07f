import { expect, it } from 'vitest';
import { indicatorsOf } from '../../../../src/extension/core/report/indicators.ts';
import { renderIndicators } from '../../../../src/extension/core/report/indicatorTable.ts';
import { toCaseView } from '../../../../src/extension/editor/casePanel/caseView.ts';
import { caseView } from '../../../../src/webview/protocol/casePanel.ts';
import { bareGroupCase } from '../../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { largeFlow } from '../../../webview/largeFlow.ts';

it('is exactly what the protocol lets through, for a full case and a bare one', () => {
  for (const one of [storefrontCase, bareGroupCase]) {
    const view = toCaseView(one, '/tmp/case.md');
    expect(caseView.parse(JSON.parse(JSON.stringify(view)))).toEqual(view);
  }
});

it('[K-03] has one step for each drawn node, under the same id, with all its evidence', () => {
  const { flow } = toCaseView(storefrontCase);
  const steps = flow.status === 'done' ? flow.steps : [];
  expect(steps.length).toBeGreaterThan(2);
  for (const step of steps) {
    expect(flow.status === 'done' && flow.mermaid).toContain(`${step.id}[`);
    expect(step.cites.length).toBeGreaterThan(0);
  }
});

it('[K-05] tells the next checks and everything that was not looked at', () => {
  const view = toCaseView(storefrontCase);
  expect(view.summary.filter((one) => one.markdown.startsWith('Check next: ')).length).toBe(Math.min(3, storefrontCase.nextChecks.length));
  const undone = storefrontCase.coverage.filter((one) => one.status !== 'done');
  expect(view.notLookedAt.length).toBeGreaterThanOrEqual(undone.length);
});

it('a case without a chain says why there is no flow', () => {
  expect(toCaseView(bareGroupCase).flow).toMatchObject({ status: 'none', reason: expect.stringMatching(/\w/) });
});

it.each([26, 40, 120])('[K-03] of %i steps none is lost: each is a step or a member of one, with its own time and citation', (count) => {
  const chain = largeFlow(count);
  const { steps } = toCaseView({ ...storefrontCase, chain, flow: { status: 'done', value: chain } }).flow;
  expect(steps.length).toBeLessThanOrEqual(25);
  const told = steps.flatMap((step) => (step.members.length === 0 ? [step] : step.members));
  const inOrder = told.toSorted((a, b) => a.at.localeCompare(b.at)).map(({ id, at, cites }) => ({ id, at, cites }));
  expect(inOrder).toEqual(chain.steps.map(({ id, at, cites }) => ({ id, at: new Date(at).toISOString(), cites })));
});

it('[V-15] tells of each node what led to it, a certain link before an inferred one from the same node', () => {
  const chain = largeFlow(3);
  const [first, second] = chain.links;
  const twice = { ...chain, links: [{ ...first, inferred: true }, ...chain.links] as typeof chain.links };
  const { steps } = toCaseView({ ...storefrontCase, chain: twice, flow: { status: 'done', value: twice } }).flow;
  expect(steps.map(({ after }) => after)).toEqual([
    [],
    [{ from: first?.from, inferred: false, why: 'same process tree' }],
    [{ from: second?.from, inferred: second?.inferred, why: 'same process tree' }],
  ]);
});

it('[X-14] lists every indicator of the case, defanged', () => {
  const { indicators } = toCaseView(storefrontCase);
  expect(indicators).toHaveLength(indicatorsOf(storefrontCase).length);
  expect(indicators.map(({ value }) => value)).toContain('198[.]51[.]100[.]23');
  for (const { value, cites } of indicators) {
    expect(value).not.toMatch(/\d\.\d+\.\d|https?:/);
    expect(cites.length).toBeGreaterThan(0);
  }
});

it('[X-14] names an indicator in the words that the case file has for it', () => {
  const { indicators } = toCaseView(storefrontCase);
  const file = renderIndicators(storefrontCase);
  expect(indicators.length).toBeGreaterThan(1);
  for (const { kind, role } of indicators) expect(file).toMatch(new RegExp(`^\\| ${kind} \\|.*\\| ${role} \\|`, 'm'));
});

it('[X-07] passes on what a refresh found different', () => {
  const changes = { since: '2026-06-10T09:41:00.000Z', fresh: ['a'], changed: [{ before: 'b', after: 'c' }], gone: [] };
  expect(toCaseView(storefrontCase, undefined, changes)).toMatchObject({ changes });
  expect(toCaseView(storefrontCase)).not.toHaveProperty('changes');
});
