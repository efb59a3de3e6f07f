import { expect, it } from 'vitest';
import { renderRemediationLog } from '../../src/extension/core/report/remediationLog.ts';
import { remediationSummary } from '../../src/extension/core/report/remediationSummary.ts';
import { storefrontLog } from '../fixtures/remediation/storefrontLog.ts';

it('[R-21] tells a remediation from what was known to how each step is taken back', async () => {
  await expect(`${renderRemediationLog(storefrontLog)}\n`).toMatchFileSnapshot('remediation-log-storefront.md');
});

it('[R-21] sums it up in two plain paragraphs, the outcome first', async () => {
  await expect(`${remediationSummary(storefrontLog).join('\n\n')}\n`).toMatchFileSnapshot('remediation-summary-storefront.txt');
});
