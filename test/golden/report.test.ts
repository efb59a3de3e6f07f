import { describe, expect, it } from 'vitest';
import { renderFlow } from '../../src/extension/core/report/attackFlow.ts';
import { renderCase } from '../../src/extension/core/report/caseFile.ts';
import { bareGroupCase } from '../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../fixtures/cases/storefront.ts';

describe('case files as a person reads them', () => {
  it('[K-02] renders a complete multi-stage case', async () => {
    await expect(renderCase(storefrontCase)).toMatchFileSnapshot('case-storefront.md');
  });

  it('[K-02] gives each section of a bare case one sentence that says why it is empty', async () => {
    await expect(renderCase(bareGroupCase)).toMatchFileSnapshot('case-bare-group.md');
  });

  it('[K-03] draws the multi-stage flow', async () => {
    if (storefrontCase.flow.status !== 'done') throw new Error('the fixture has a flow');
    await expect(renderFlow(storefrontCase.flow.value)).toMatchFileSnapshot('flow-storefront.mmd');
  });
});
