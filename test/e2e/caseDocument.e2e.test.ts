import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  caseFile,
  caseText,
  goToCitation,
  hoverAtCursor,
  lenses,
  lineAtCursor,
  placeOf,
  problemCount,
  problems,
  showCaseText,
  shownText,
  undoUntilNoProblem,
  wordsOf,
} from './caseInEditor.ts';
import { eventually } from './eventually.ts';
import { openFile } from './fileDialog.ts';
import { type Host, startHost } from './host.ts';
import { editorTab, goTo, investigateRow, notification, reloadWindow, runCommand, threatRow, useSampleTenant } from './workbench.ts';

/** Evidence of the trigger, which the summary and what happened both cite. */
const trigger = 'E2';
const section = '### What happened';

let host: Host;
let page: Page;
let text: string;
beforeAll(async () => {
  host = await startHost({ settings: { 'editor.minimap.enabled': false, 'files.autoSave': 'off' } });
  page = await host.open();
  await useSampleTenant(page);
  await investigateRow(page, threatRow(page, /Cryptominer/));
  text = caseText(host);
});
afterEach(() => expect(host.errors()).toEqual([]));
afterAll(() => host?.stop());

it('[V-12] above a case stand what can be done with it and how far it is verified', async () => {
  await showCaseText(page);
  await goTo(page, { line: 1 });
  await eventually(() => lenses(page)).toEqual(expect.arrayContaining(['Show attack flow', 'Hand off', 'Export', 'Re-check sources']));
  await eventually(async () => (await lenses(page)).at(0)).toMatch(/^Verified: \d+ sentences, \d+ sources$/);
});

it('[X-01] a case that nobody touched has no problem', async () => {
  await eventually(() => problemCount(page).getAttribute('aria-label')).toBe('No Problems');
});

describe('from a citation', () => {
  it('[V-12] the hover shows the evidence: its source, when it was read and what it says', async () => {
    await goToCitation(page, text, trigger, section);
    const hover = await hoverAtCursor(page);
    const told = await wordsOf(hover);
    expect(told).toMatch(new RegExp(`^\\s*${trigger} · .+ · read \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ`));
    expect(told).toContain('get_event_info');
    expect(told).toContain('kdevtmpfsi');
    await page.keyboard.press('Escape');
  });

  it('[V-12] going to the definition opens the raw evidence, read-only, at the value that the sentence names; going back leads to the case', async () => {
    await goToCitation(page, text, trigger, section);
    await page.keyboard.press('F12');
    await editorTab(page, /^E2 get_event_info/).waitFor();
    await eventually(() => lineAtCursor(page)).toMatch(/^ +"[\w.]+": ".*(Execution from \/dev\/shm|prod-eu-1|storefront|kdevtmpfsi)/);
    await page.keyboard.type('x');
    await page.locator('.monaco-editor-overlaymessage', { hasText: /read-only/ }).waitFor();
    await page.keyboard.press('Escape');
    await runCommand(page, 'Go Back');
    await editorTab(page, /^sysdig-runtime-investigate-.*\.md/)
      .and(page.locator('.active'))
      .first()
      .waitFor();
    const { line } = placeOf(text, `[${trigger}]`, section);
    await eventually(() => page.locator('.editor-group-container').first().locator('.active-line-number').first().textContent()).toBe(
      String(line),
    );
  });

  it('[V-12] the references are the sentences that rest on the evidence', async () => {
    await goToCitation(page, text, trigger, section);
    await runCommand(page, 'Go to References');
    const rows = page.locator('.reference-zone-widget .ref-tree').getByRole('treeitem');
    await rows.first().waitFor();
    const named = await rows.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
    const { line } = placeOf(text, `[${trigger}]`, section);
    expect(named).toContainEqual(expect.stringMatching(new RegExp(`fired at .* on line ${line} at column 3$`)));
    await page.keyboard.press('Escape');
  });
});

describe('a sentence that says what its evidence does not', () => {
  it('[X-01] becomes a problem while one types', async () => {
    await showCaseText(page);
    const process = placeOf(text, 'kdevtmpfsi', section);
    await goTo(page, process);
    for (const _letter of 'kdevtmpfsi') await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.type('xmrig');
    await runCommand(page, 'Problems: Focus on Problems View');
    const found = problems(page).filter({ hasText: /xmrig/ }).first();
    await found.waitFor();
    const told = await found.getAttribute('aria-label');
    expect(told).toMatch(/^Error: .*xmrig.* is not in E\d+/);
    expect(told).toContain(`at line ${process.line} and character`);
    await showCaseText(page);
    await goTo(page, { line: 1 });
    await eventually(async () => (await lenses(page)).at(0)).toMatch(/^\d+ findings?$/);
  });

  it('[X-01] is marked as a hypothesis by the quick fix, which settles it', async () => {
    await problems(page).filter({ hasText: /xmrig/ }).first().dblclick();
    await runCommand(page, 'Quick Fix...');
    await page
      .locator('.action-widget')
      .getByRole('option', { name: /^Mark as hypothesis/ })
      .click();
    await eventually(() => problemCount(page).getAttribute('aria-label')).toBe('Infos: 1');
    expect(await shownText(page)).toContain('**Hypothesis:**');
  });

  it('[X-01] is no problem any more once the edit is undone', async () => {
    await showCaseText(page);
    await undoUntilNoProblem(page);
    await runCommand(page, 'View: Toggle Panel Visibility');
  });
});

it('[X-02] sources that are asked again say same, changed or gone, in a sentence and behind their ids', async () => {
  await showCaseText(page);
  await runCommand(page, 'Threats: Re-check Sources');
  const told = notification(page, /Sources asked again: \d+ same/);
  await told.waitFor({ timeout: 60_000 });
  await goTo(page, placeOf(text, `| ${trigger} | `, '### Sources'));
  await eventually(() => marksShown(page)).toContain('same');
  await runCommand(page, 'Notifications: Clear All Notifications');
});

describe('after a reload of the window', () => {
  it('[K-10] a case that is opened without its panel has its lenses, which say that it is not checked against its evidence', async () => {
    await reloadWindow(page);
    await editorTab(page, /^sysdig-runtime-investigate-.*\.md/).waitFor({ timeout: 60_000 });
    await threatRow(page, /Cryptominer/).waitFor({ timeout: 60_000 });
    // Without its panel, as one opens a file that a colleague sent.
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, caseFile(host));
    await showCaseText(page);
    await goTo(page, { line: 1 });
    await eventually(() => lenses(page)).toEqual(expect.arrayContaining(['Show attack flow', 'Not checked against its evidence']));
  });

  it('[K-10] going to the definition asks the source again and shows its answer', async () => {
    await goToCitation(page, text, trigger, section);
    await page.keyboard.press('F12');
    await editorTab(page, /^E2 get_event_info/).waitFor();
    await goTo(page, { line: 1 });
    await eventually(() => shownText(page)).toContain('The answer that the case rests on');
    await showCaseText(page);
    await goToCitation(page, text, trigger, section);
    expect(await wordsOf(await hoverAtCursor(page))).toContain('kdevtmpfsi');
    await page.keyboard.press('Escape');
  });

  it('[K-10] a wrong citation is found without the answers, by the Sources of the file alone', async () => {
    await showCaseText(page);
    const { line, column } = placeOf(text, `[${trigger}]`, section);
    await goTo(page, { line, column: column + 2 });
    await page.keyboard.type('99');
    await eventually(() => problemCount(page).getAttribute('aria-label')).toMatch(/^Errors: \d/);
    await undoUntilNoProblem(page);
  });

  it('[K-10] asking all sources again checks the case anew, and its attack flow comes back from the lens', async () => {
    await runCommand(page, 'Threats: Re-check Sources');
    await notification(page, /Sources asked again: \d+ same/).waitFor({ timeout: 60_000 });
    await goTo(page, { line: 1 });
    await eventually(async () => (await lenses(page)).at(0)).toMatch(/^(Verified|Checked but for \d+ public|Not verified: \d)/);
    await page.locator('.codelens-decoration').getByText('Show attack flow').click();
    await editorTab(page, /^Cryptominer/).waitFor();
  });
});

/** The words that stand behind the ids of the Sources, which are drawn as content of a pseudo-element. */
function marksShown(of: Page): Promise<string> {
  return of.locator('.editor-group-container.active .editor-instance .view-line span').evaluateAll((all) =>
    all
      .map((one) => getComputedStyle(one, '::after').content)
      .filter((one) => one !== 'none')
      .join(' '),
  );
}
