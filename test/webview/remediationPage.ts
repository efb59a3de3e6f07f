import type { Browser } from 'playwright-core';
import type { RemediationView } from '../../src/webview/protocol/remediationPanel.ts';
import { openPanelPage, type PanelPage } from './casePage.ts';
import { checklist } from './remediationExample.ts';

export type ChecklistPage = PanelPage<RemediationView>;

/** A page that shows that checklist. */
export async function openChecklist(
  browser: Browser,
  address: string,
  view: RemediationView = checklist,
  size = { width: 1000, height: 800 },
): Promise<ChecklistPage> {
  const opened = await openPanelPage<RemediationView>(browser, address, 'remediation', size);
  await opened.show(view);
  await opened.page.waitForSelector('main');
  return opened;
}

/** The row of an action, by its id. */
export function rowOf({ page }: ChecklistPage, id: string) {
  return page.locator(`li[data-action="${id}"]`);
}

const words = new Set(['status', 'state', 'kind', 'match', 'grant', 'surface', 'stage', 'met', 'may', 'decision', 'id']);

/** The same view with that text in every field but the protocol's own words and the ids. */
export function withText(view: RemediationView, text: string): RemediationView {
  return JSON.parse(JSON.stringify(view), (key, value: unknown) => (typeof value !== 'string' || words.has(key) ? value : text));
}
