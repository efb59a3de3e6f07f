import { lexer, type Token } from 'marked';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { pickThreat } from '../../../src/extension/editor/investigation/pickThreat.ts';
import { createLog } from '../../../src/extension/editor/log.ts';
import { createQuestions } from '../../../src/extension/editor/questions.ts';
import type { FakeTenant } from '../../fakes/readTools.ts';
import { editor, type Hover } from '../../fakes/vscode.ts';
import { hostileWorld } from '../../fixtures/hostileTenant.ts';
import { now, openWorld } from '../../fixtures/incidents/measure.ts';
import { openCase, openWorld as openWindow } from '../editor/caseDocument/caseWorld.ts';
import { acme, caseFile, openCases, path, read as settledCases } from '../editor/cases/casesWorld.ts';
import { openSidebar, type Row, type Sidebar } from '../editor/tree/sidebar.ts';
import { groups, hostileCase, readByEditor, texts, unseen } from './hostileCases.ts';

/** Every fourth place of the texts: with each, all of them stand somewhere in the tenant. */
const places = texts.map((_, nth) => nth).filter((nth) => nth % 4 === 0);
const never = new AbortController().signal;
const token = { isCancellationRequested: false, onCancellationRequested: () => undefined };

beforeEach(() => editor.reset());
let window: ReturnType<typeof openWindow> | undefined;
afterEach(() => window?.documents.dispose());

describe("a hostile tenant in the editor's own surfaces", () => {
  it.each(places)('[K-07] %i: rows and tooltips of the tree', async (nth) => {
    const sidebar = await openSidebar(await tenant(nth), { seen: { [groups.webShell]: now } });
    const rows = await everyRow(sidebar);
    expect(rows.length).toBeGreaterThan(25);
    for (const { node, item } of rows) {
      linesAreText([item.label, item.description, item.accessibilityInformation?.label]);
      const shown = await sidebar.provider.resolveTreeItem?.(item, node, token as unknown as vscode.CancellationToken);
      if (typeof shown?.tooltip === 'object') markdownIsText(shown.tooltip);
    }
  });

  it.each(places)('[K-07] %i: rows of the quick pick, without their icons', async (nth) => {
    const { context, close } = await openWorld(hostileWorld(now, texts, nth, 'instead'));
    await pickThreat({ ...context, signal: never, questions: createQuestions(), seen: { seenAt: () => undefined } });
    await close();
    const rows = (editor.shown[0]?.items ?? []) as readonly vscode.QuickPickItem[];
    expect(rows.length).toBeGreaterThan(4);
    for (const { label, description, detail } of rows) {
      linesAreText([label, description, detail]);
      expect([label, description].join(' ')).not.toMatch(readByEditor.icon);
    }
  });

  it.each(places)('[V-12] [K-07] %i: hovers, evidence documents, problems, lenses and symbols of the case', async (nth) => {
    const found = await hostileCase(groups.webShell, texts, nth, 'beside');
    const markdown = renderCase(found);
    const { context, close } = await openWorld(hostileWorld(now, texts, nth, 'beside'));
    window = openWindow({ tools: context.tools, exhibits: found.evidence, tenant: found.tenant });
    const document = await openCase(markdown);
    const cited = [...markdown.matchAll(/\[(E\d+)\]/g)].filter((_, index) => index % 9 === 0);
    let shown = 0;
    for (const { index } of cited) {
      const place = document.positionAt(index + 1);
      const hover = editor.providers.get('hover').provideHover(document, place) as Hover | undefined;
      // What a tenant wrote in code may look like a citation, and is none.
      if (hover === undefined) continue;
      shown += 1;
      markdownIsText(hover.contents as unknown as vscode.MarkdownString, ['code json', 'code text']);
      const [link] = await editor.providers.get('definition').provideDefinition(document, place, token);
      evidenceIsJson(String(await editor.contentProviders.get(link.targetUri.scheme)?.provideTextDocumentContent(link.targetUri)));
    }
    expect(shown).toBeGreaterThan(5);
    // The editor reads no link in a problem's message.
    for (const { message } of editor.problems.get(document.uri.toString()) ?? []) expect(message).not.toMatch(unseen);
    const [title] = await editor.providers.get('symbols').provideDocumentSymbols(document, token);
    linesAreText([title.name, title.detail]);
    await close();
  });

  it.each(places)('[V-13] [K-07] %i: the Cases view', async (nth) => {
    const found = await hostileCase(groups.podExec, texts, nth, 'instead');
    const of = { ...found, tenant: acme };
    editor.files.set(path, renderCase(of));
    const text = texts[nth] ?? '';
    const handoff = { destination: text, ticket_key: text, ticket_url: text };
    const noted = { event_id: of.trigger.eventId, cluster: text, tactic: text, case_file: caseFile, completed: found.completedAt, handoff };
    const gone = { ...noted, event_id: `gone ${text}`, case_file: text };
    const cases = await openCases(() => [noted, gone], { known: [{ file: path, told: of }] });
    await settledCases(cases);
    const rows = await cases.rows();
    expect(rows).toHaveLength(2);
    for (const { node, item } of rows) {
      linesAreText([String(item.label), item.description, item.accessibilityInformation?.label]);
      expect([item.label, item.description].join(' ')).not.toMatch(readByEditor.icon);
      const shown = await cases.provider.resolveTreeItem?.(item, node, token as unknown as vscode.CancellationToken);
      markdownIsText(shown?.tooltip as vscode.MarkdownString);
    }
  });

  it('[V-11] [K-07] an entry of the log is one line', () => {
    const lines: string[] = [];
    const write = (line: string) => void lines.push(line);
    const log = createLog({ trace: write, debug: write, info: write, warn: write, error: write });
    for (const text of texts) log.write('info', `A call failed: ${text}`, { [text]: text, args: [text] });
    expect(lines.filter((line) => unseen.test(line))).toEqual([]);
  });
});

/** What the tenant's records are once they were read, for the tree. */
async function tenant(nth: number): Promise<FakeTenant> {
  const { context, close } = await openWorld(hostileWorld(now, texts, nth, 'instead'));
  const { tools, signal } = context;
  const { value: page } = await tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, signal);
  const threats = await Promise.all(
    page.groups.map(({ id: groupId }) => tools.read('list_threats_engine_threats_by_group', { groupId }, signal)),
  );
  const { value: listed } = await tools.read('list_runtime_events', { scopeHours: 24, limit: 200 }, signal);
  await close();
  return { groups: page.groups, threats: threats.flatMap(({ value }) => value), events: listed.events };
}

async function everyRow(sidebar: Sidebar, parent?: Row['node']): Promise<readonly Row[]> {
  const rows = await sidebar.rows(parent);
  const below = await Promise.all(rows.filter(({ item }) => item.collapsibleState !== 0).map(({ node }) => everyRow(sidebar, node)));
  return [...rows, ...below.flat()];
}

function linesAreText(lines: readonly unknown[]): void {
  for (const line of lines.filter((one) => one !== undefined)) {
    expect(String(line)).not.toMatch(unseen);
    expect(String(line)).not.toMatch(readByEditor.link);
  }
}

function markdownIsText({ value, isTrusted, supportHtml }: vscode.MarkdownString, also: readonly string[] = []): void {
  expect([isTrusted, supportHtml]).toEqual([false, false]);
  const known = ['paragraph', 'strong', 'text', 'escape', 'codespan', 'br', 'space', ...also];
  const types = lexer(value)
    .flatMap(withInner)
    .map((token) => (token.type === 'code' ? `code ${token['lang']}` : token.type));
  expect(types.filter((type) => !known.includes(type))).toEqual([]);
}

function evidenceIsJson(text: string): void {
  expect(Object.keys(JSON.parse(text))).toEqual(['source', 'answer']);
  for (const line of text.split('\n')) expect(line).not.toMatch(unseen);
}

function withInner(token: Token): readonly Token[] {
  return [token, ...('tokens' in token ? (token.tokens ?? []) : []).flatMap(withInner)];
}
