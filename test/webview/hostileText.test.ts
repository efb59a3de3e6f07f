import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttackFlow, BoundaryKind, Step } from '../../src/extension/core/model/case.ts';
import type { Cites } from '../../src/extension/core/model/evidence.ts';
import { code, phrase, text as textDatum } from '../../src/extension/core/model/phrase.ts';
import { safeSvg } from '../../src/extension/core/report/export/safeSvg.ts';
import { flowNodes } from '../../src/extension/core/report/flowNodes.ts';
import { markdownPhrase } from '../../src/extension/core/report/markdown.ts';
import { mermaidLabel } from '../../src/extension/core/report/mermaidText.ts';
import { plainText } from '../../src/extension/core/report/plainText.ts';
import type { CaseView } from '../../src/webview/protocol/casePanel.ts';
import { hostile as corpus } from '../unit/report/hostile.ts';
import { type CasePage, openCasePage, openDrawnCase, startBrowser } from './casePage.ts';
import { viewOf } from './largeFlow.ts';
import { storefrontView } from './storefrontView.ts';

const hostile = [
  ...corpus,
  '![x](https://attacker.example/pixel.png)',
  'S1"] --> X["y\nclick S1 href "javascript:window.owned=1"',
  '`</code><a href="command:evil">x</a>`',
  '#quot;]; end; subgraph evil',
  '$$\\href{javascript:window.owned=1}{x}$$',
  '@{ shape: image, img: "https://attacker.example/p.png" }',
  ':::malicious fa:fa-bomb @{icon: "x"}',
  'S1@{ shape: manual-file, label: "x" }',
  'style S1 fill:url(https://attacker.example/p)',
  '---\nconfig:\n  securityLevel: loose\n---',
  '🔥👩‍👩‍👧‍👦 🇪🇺 e\u0301 \u{1F468}\u200D\u{1F4BB}',
  '"'.repeat(100_000),
  '-->|x|'.repeat(20_000),
];

/** What Mermaid loads something for that scripts/build.mjs leaves out: formulas, other diagrams, other layouts, looks and icons. */
const leftOut = [
  '$$x$$',
  '$$\\frac{a}{b}$$ and $$c$$',
  'sequenceDiagram',
  'flowchart-elk LR',
  '\nsequenceDiagram\n  A->>B: x',
  '"]\npie\n  "a": 1\n',
  'architecture-beta\ngroup api(cloud)[API]',
  '%%{init: {"layout": "elk"}}%%',
  '%%{init}%%',
  '---\nconfig:\n  layout: elk\n  look: handDrawn\n---',
  'S1@{ icon: "logos:aws", form: "square" }',
];

const cites = ['E1'] as unknown as Cites;

const step = (index: number, boundary: string, action: Step['action'], role: Step['role']): Step => ({
  ...{ id: `S${index}`, at: Date.UTC(2026, 5, 10, 9, index), action, boundary, role, times: 1, eventIds: [], cites },
});

/** Four steps, two of them in a frame, with that text in every field that a tenant fills. */
function flowWith(text: string): AttackFlow {
  const place = (id: string, kind: BoundaryKind) => ({ id, kind, label: text });
  const steps = [
    step(1, 'B1', phrase`${textDatum(text)}`, 'entry'),
    step(2, 'B2', phrase`${code(text)} ran`, 'malicious'),
    step(3, 'B2', phrase`read ${textDatum(text)}`, 'step'),
    step(4, 'B3', phrase`${code(text)}`, 'malicious'),
  ];
  const links = [1, 2, 3].map((from) => ({
    ...{ from: `S${from}`, to: `S${from + 1}`, inferred: from === 2 },
    reason: { phrase: phrase`same ${textDatum(text)}`, cites },
  }));
  return { boundaries: [place('B1', 'external'), place('B2', 'container'), place('B3', 'cloud')], steps, links, unlinked: [] };
}

/** As the host makes it, and with the raw text wherever the protocol lets a string through. */
function viewWith(text: string): CaseView {
  const escaped = markdownPhrase([textDatum(text)]);
  const { flow } = viewOf(flowWith(text));
  return {
    ...storefrontView,
    title: text,
    tactic: text,
    tenant: { name: text, region: text, sample: false },
    summary: [
      { markdown: escaped, cites: ['E1'] },
      { markdown: text, cites: ['E1'] },
    ],
    notLookedAt: [{ markdown: text, cites: [] }],
    lookedAt: [{ markdown: text, cites: [] }],
    indicators: [{ kind: text, value: text, seen: text, role: text, known: text, cites: ['E1'] }],
    changes: { since: '2026-06-10T09:41:00.000Z', fresh: [text], changed: [{ before: text, after: text }], gone: [text] },
    flow,
  };
}

const ours = '#root :is(img, image, script, style, a, iframe, foreignObject, object, embed, form, input, video, math, use)';
/** Letters alone: where lines are broken, and how look-alikes are spaced, is not what is told here. */
const letters = (words: string | null) => (words ?? '').replaceAll(/\s+/g, '');

let browser: Browser;
let address: string;
let stop: () => Promise<void>;

/** One page for the whole corpus: what one text left behind would spoil the next. */
let panel: CasePage;

beforeAll(async () => {
  ({ browser, address, stop } = await startBrowser());
  panel = await openCasePage(browser, address);
});
afterAll(() => stop());

/** The panel's drawing of the view with that text, told from the one before by its number. */
async function drawnWith(text: string, number: number): Promise<string> {
  await panel.show({ ...viewWith(text), confidence: number });
  await panel.page.getByText(`confidence ${number}/5`).waitFor();
  await panel.page.waitForFunction(
    (wanted) =>
      document.querySelector('.stage svg')?.getAttribute('data-number') !== wanted && document.querySelector('.stage g.node') !== null,
    String(number - 1),
  );
  await panel.page.locator('.stage svg').evaluate((svg, mark) => svg.setAttribute('data-number', mark), String(number));
  await panel.post({ type: 'requestDrawing', request: number });
  await expect.poll(async () => (await panel.intents()).at(-1)?.['request'], { timeout: 10_000 }).toBe(number);
  return String((await panel.intents()).at(-1)?.['svg']);
}

describe("attacker's text in the case panel", () => {
  it.each(hostile.map((text, index) => [text.slice(0, 40), text, index + 1] as const))(
    '[K-07] shows %j as text in every field: no element, link, load or script comes of it',
    async (_title, text, number) => {
      const flow = flowWith(text);
      const drawing = await drawnWith(text, number);
      const { page, faults } = panel;
      expect(await page.locator(ours).count()).toBe(0);
      expect(await page.evaluate(() => 'owned' in window)).toBe(false);
      expect(await page.locator('.stage g.node').count()).toBe(flowNodes(flow).length);
      expect(await page.locator('.stage g.cluster').count()).toBe(1);
      expect(await page.locator('.stage path.flowchart-link').count()).toBe(flow.links.length);
      const label = mermaidLabel(plainText(text)).slice(1, -1);
      expect(letters(await page.locator('.cluster-label > title').textContent())).toBe(letters(label));
      expect(letters(await page.locator('.timeline .place').first().textContent())).toBe(letters(plainText(text)));
      expect(safeSvg(drawing)).toMatchObject({ ok: true });
      expect(faults).toEqual([]);
    },
  );

  const { flow } = storefrontView;
  const text = flow.status === 'done' ? flow.mermaid : '';
  it.each([
    ['a link', `${text}\n  click S1 href "https://attacker.example/x" _blank\n`],
    ['a command link', `${text}\n  click S1 href "command:evil"\n`],
    ['a callback', `${text}\n  click S1 call alert()\n`],
    ['a style', `${text}\n  style S1 fill:#f00,background:#0f0\n`],
    ['a node that is no step', `${text}\n  X["more"]\n  S1 --> X\n`],
    [
      'a directive',
      `%%{init: {"securityLevel":"loose","htmlLabels":true,"themeCSS":".node{background:url(https://attacker.example/p)}"}}%%\n${text}`,
    ],
  ])('[K-07] takes no %s from the diagram, were one to come through', async (_title, mermaid) => {
    const { page, faults } = await openDrawnCase(browser, address, { ...storefrontView, flow: { ...flow, mermaid } as typeof flow });
    expect(await page.locator(ours).count()).toBe(0);
    expect(await page.locator('.stage g.node').count()).toBe(7);
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each(leftOut)(
    '[K-07] of Mermaid, %j as a label reaches nothing that the package has left out: it is drawn, and nothing is asked for',
    async (words) => {
      const asked: string[] = [];
      const { page, show, faults } = await openCasePage(browser, address);
      await show(viewWith('harmless'));
      await page.locator('.stage g.node').first().waitFor();
      page.on('request', (request) => asked.push(request.url()));
      await show({ ...viewWith(words), confidence: 1 });
      await page.getByText('confidence 1/5').waitFor();
      const label = letters(mermaidLabel(plainText(words)).slice(1, -1));
      await expect.poll(async () => letters(await page.locator('.cluster-label > title').textContent())).toBe(label);
      expect(await page.locator('.stage g.node').count()).toBe(flowNodes(flowWith(words)).length);
      expect(asked).toEqual([]);
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  it.each([
    'sequenceDiagram\n  A->>B: x',
    'pie\n  "a": 1',
    'mindmap\n  root',
    `%%{init: {"flowchart": {"defaultRenderer": "elk"}}}%%\n${text}`,
  ])('[K-07] a text that is another diagram, %j, or asks for another layout, is not drawn by what was left out', async (mermaid) => {
    const { page, show, intents, faults } = await openCasePage(browser, address);
    await show({ ...storefrontView, flow: { ...flow, mermaid } as typeof flow });
    await expect
      .poll(async () => (await page.getByRole('alert').count()) + (await page.locator('.stage g.node[data-step]').count()))
      .toBeGreaterThan(0);
    const failed = (await intents()).find(({ type }) => type === 'drawFailed');
    // A directive may not change the layout, so that one is drawn as ever; the others end where they were left out.
    if (mermaid.includes('elk')) expect(await page.locator('.stage g.node[data-step]').count()).toBe(7);
    else expect(String(failed?.['reason'])).toContain('flowcharts alone');
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each([
    ['picture', '  X@{ img: "https://attacker.example/p.png", label: "x" }\n  S1 --> X\n'],
    ['style', '  style S1 fill:url(https://attacker.example/p)\n'],
  ])(
    '[K-07] loads no remote %s from the diagram, were one to come through: nothing is drawn, and the timeline stays',
    async (_title, line) => {
      const { page } = await openCasePage(browser, address);
      const answered: string[] = [];
      page.on('response', (response) => answered.push(response.url()));
      await page.evaluate((view) => window.postMessage({ type: 'view', view }, '*'), {
        ...storefrontView,
        flow: { ...flow, mermaid: `${text}\n${line}` },
      });
      await page.getByRole('alert').waitFor();
      expect(await page.locator('.timeline li').count()).toBe(7);
      expect(answered.filter((url) => !url.startsWith(address))).toEqual([]);
    },
  );
});
