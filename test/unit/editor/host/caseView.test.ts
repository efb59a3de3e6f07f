import { expect, it } from 'vitest';
import { toCaseView } from '../../../../src/extension/editor/caseView.ts';
import { caseView } from '../../../../src/webview/protocol/casePanel.ts';
import { bareGroupCase } from '../../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

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
