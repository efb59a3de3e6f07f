import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mermaidLabel } from '../../src/extension/core/report/mermaidText.ts';
import { openCasePage, startBrowser } from './casePage.ts';
import { storefrontView } from './storefrontView.ts';

const hostile = [
  '<img src=x onerror="window.owned=1">',
  '<script>window.owned=1</script>',
  '[click](command:workbench.action.terminal.new)',
  '![x](https://attacker.example/pixel.png)',
  'S1"] --> X["y\nclick S1 href "javascript:window.owned=1"',
  '%%{init: {"securityLevel":"loose"}}%%',
  '`</code><a href="command:evil">x</a>`',
  '#quot;]; end; subgraph evil',
  '\u202Egnp.exe\u200B\u001b[31m',
  '$$\\href{javascript:window.owned=1}{x}$$',
  'A'.repeat(2000),
];

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
});
afterAll(() => stop());

describe("attacker's text in the case panel", () => {
  it.each(hostile.map((text) => [text.slice(0, 40), text]))(
    '[K-07] shows %j as text: no element, link, load or script comes of it',
    async (_title, text) => {
      const { page, faults, show } = await openCasePage(browser, address);
      const step = { id: 'S1', at: '2026-06-10T09:12:31.000Z', boundary: text, action: text, role: 'malicious' as const, cites: ['E1'] };
      await show({
        ...storefrontView,
        title: text,
        tactic: text,
        tenant: { name: text, sample: false },
        summary: [{ markdown: text, cites: ['E1'] }],
        notLookedAt: [{ markdown: text, cites: [] }],
        flow: { status: 'done', mermaid: `flowchart LR\n  S1[${mermaidLabel(text)}]\n`, steps: [step] },
      });
      await page.waitForSelector('.stage g.node[data-step="S1"]');
      expect(await page.locator('#root :is(img, script, a, iframe, foreignObject, object, embed, form)').count()).toBe(0);
      expect(await page.evaluate(() => 'owned' in window)).toBe(false);
      expect(await page.locator('.stage g.node[data-step]').count()).toBe(1);
      expect(faults).toEqual([]);
    },
  );

  const { flow } = storefrontView;
  const text = flow.status === 'done' ? flow.mermaid : '';
  it.each([
    ['a link', `${text}\n  click S1 href "https://attacker.example/x" _blank\n`],
    ['a command link', `${text}\n  click S1 href "command:evil"\n`],
    ['a callback', `${text}\n  click S1 call alert()\n`],
    [
      'a directive',
      `%%{init: {"securityLevel":"loose","htmlLabels":true,"themeCSS":".node{background:url(https://attacker.example/p)}"}}%%\n${text}`,
    ],
  ])('[K-07] takes no %s from the diagram, were one to come through', async (_title, mermaid) => {
    const { page, faults, show } = await openCasePage(browser, address);
    await show({ ...storefrontView, flow: { ...flow, mermaid } as typeof flow });
    await page.waitForSelector('.stage g.node[data-step="S1"]');
    expect(await page.locator('#root :is(img, image, script, style, a, iframe, foreignObject)').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
