import { openCasePage, startBrowser } from '../webview/casePage.ts';
import { largeFlow, viewOf } from '../webview/largeFlow.ts';
import { median } from './investigation.ts';

const nodes = 25;

/**
 * An attack flow of 25 nodes on the screen, from the message with the view until every node stands there, Mermaid loaded by it: the median of
 * five fresh pages of the packaged panel, in milliseconds.
 */
export async function measureDrawing(): Promise<number> {
  const view = viewOf(largeFlow(nodes, true));
  if (view.flow.steps.length !== nodes) throw new Error(`The flow folds to ${view.flow.steps.length} nodes.`);
  const { browser, address, stop } = await startBrowser();
  const figures: number[] = [];
  for (let page = 0; page < 5; page += 1) {
    const opened = await openCasePage(browser, address, { width: 900, height: 900 });
    const began = performance.now();
    await opened.show(view);
    await opened.page.waitForFunction((count) => document.querySelectorAll('.stage g.node[data-step]').length === count, nodes);
    figures.push(performance.now() - began);
    await opened.page.close();
  }
  await stop();
  return median(figures);
}
