import { lexer, type Token, type Tokens } from 'marked';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeDraft } from '../../../src/extension/core/handoff/description.ts';
import { draftPage, pageBody } from '../../../src/extension/core/handoff/page.ts';
import { draftTicket } from '../../../src/extension/core/handoff/ticket.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import { renderFlow } from '../../../src/extension/core/report/attackFlow.ts';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { toAttackFlow } from '../../../src/extension/core/report/export/attackFlowStix.ts';
import { toEvidenceJson } from '../../../src/extension/core/report/export/evidenceJson.ts';
import { toHtml } from '../../../src/extension/core/report/export/html.ts';
import { indicatorsCsv } from '../../../src/extension/core/report/export/indicatorsCsv.ts';
import { toNavigatorLayer } from '../../../src/extension/core/report/export/navigator.ts';
import { toOcsf } from '../../../src/extension/core/report/export/ocsf.ts';
import { parseCaseFooter } from '../../../src/extension/core/report/parseCaseFooter.ts';
import { summarise } from '../../../src/extension/core/report/summary.ts';
import { caseToJson } from '../../../src/extension/core/report/toJson.ts';
import { handedCase } from '../../../src/extension/editor/handOff/handedCase.ts';
import { adfProblems } from '../../fakes/adfRules.ts';
import { bareGroupCase } from '../../fixtures/cases/bareGroup.ts';
import { longTexts } from '../../fixtures/hostileTenant.ts';
import { groups, hostileCase, readByEditor, texts, unseen } from './hostileCases.ts';

const harmless: { types: Set<string>; elements: Set<string> } = { types: new Set(), elements: new Set() };
const known = Object.entries(groups);

beforeAll(async () => {
  const plain = await Promise.all(known.map(([, group]) => hostileCase(group, ['harmless'], 0, 'beside')));
  // A partial case says so in a quote.
  for (const one of [...plain, bareGroupCase]) {
    const markdown = renderCase(one);
    for (const type of typesOf(markdown)) harmless.types.add(type);
    for (const name of elementsOf(toHtml({ markdown }))) harmless.elements.add(name);
  }
});

describe.each(['beside', 'instead'] as const)("[K-07] a tenant's hostile text %s its own", (way) => {
  // Each number moves every text one place on: after all of them, each field has had each text.
  it.each(texts.map((text, nth) => [nth, text.slice(0, 40)] as const))('%i, %j: every surface shows it as text', async (nth) => {
    const [, group = ''] = known[nth % known.length] ?? [];
    const found = await hostileCase(group, texts, nth, way);
    expect(found.chain.steps.length).toBeGreaterThan(1);
    expect(found.chain.links.length).toBeGreaterThan(0);
    everySurface(found);
  });
});

describe('[K-07] strings of a hundred thousand characters', () => {
  it.each(known)('in every field of %s make no case that nobody can open, and take no time', async (_name, group) => {
    const begin = process.cpuUsage();
    const found = await hostileCase(group, longTexts, 0, 'beside');
    const markdown = renderCase(found);
    everySurface(found);
    // Time of this process, since a wall clock would measure the machine's other work.
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1e6).toBeLessThan(5);
    expect(markdown.length).toBeLessThan(150_000);
    if (found.flow.status === 'done') expect(renderFlow(found.flow.value).length).toBeLessThan(40_000);
  });
});

function everySurface(found: Case): void {
  const markdown = renderCase(found);
  markdownIsText(markdown, found);
  htmlIsText(markdown, found);
  if (found.flow.status === 'done')
    expect(
      renderFlow(found.flow.value)
        .split('\n')
        .filter((line) => !mermaidLine.test(line)),
    ).toEqual([]);
  linesAreText(Object.values(summarise(found, '/tmp/case.md')));
  handOffIsText(found, markdown);
  exportsAreData(found);
}

function markdownIsText(markdown: string, found: Case): void {
  expect([...typesOf(markdown)].filter((type) => !harmless.types.has(type))).toEqual([]);
  const headings = lexer(markdown).filter((token): token is Tokens.Heading => token.type === 'heading');
  expect(headings.filter(({ depth }) => depth === 2)).toHaveLength(1);
  expect(headings.filter(({ depth }) => depth !== 2 && depth !== 3)).toEqual([]);
  for (const line of markdown.split('\n')) expect(line).not.toMatch(unseen);
  const parsed = parseCaseFooter(markdown);
  expect(parsed.status === 'ok' && [...parsed.footer.sources.map(({ id }) => id)]).toEqual(found.evidence.map(({ id }) => id));
}

/** The lines of a flowchart as we write it, no label with a character that Mermaid would read on. */
const label = String.raw`\["[^"#&<>%\u0060\\$*\p{Cc}]+"\]`;
const mermaidLine = new RegExp(
  String.raw`^(?:flowchart LR|\s+end|\s+subgraph \w+${label}|\s+\w+${label}|\s+\w+ -(?:\.-)?->?\|"[\d:]{8}"\| \w+|\s+classDef \w+ [\w:#,. -]+|\s+class [\w,]+ \w+|)$`,
  'u',
);

function htmlIsText(markdown: string, found: Case): void {
  const html = toHtml({ markdown, told: found });
  expect([...elementsOf(html)].filter((name) => !harmless.elements.has(name))).toEqual([]);
  const tags = [...bodyOf(html).matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag);
  expect(tags.filter((tag) => /\s(?:on\w+|src|srcset|srcdoc|action|formaction|xlink:href|style)=/i.test(tag))).toEqual([]);
  expect(tags.filter((tag) => /\shref="(?!#)/i.test(tag))).toEqual([]);
}

function handOffIsText(found: Case, markdown: string): void {
  const { of } = handedCase(found, { file: '/tmp/case.md', markdown, verified: true });
  const draft = draftTicket(of, { projectKey: 'SEC', redact: [] });
  const { adf, length } = describeDraft(draft);
  expect(adfProblems(adf)).toEqual([]);
  expect(length).toBeLessThanOrEqual(32_767);
  expect(JSON.stringify(adf)).not.toMatch(/"type":"(?:link|inlineCard|blockCard|media|mention|emoji)"/);
  expect(draft.summary.length).toBeLessThanOrEqual(200);
  const page = draftPage(of, { routingKey: 'R'.repeat(32), redact: [] });
  linesAreText([draft.summary, ...draft.labels, page.summary, page.source, page.class ?? '', String(page.details['summary'])]);
  const body = pageBody(page, 'R'.repeat(32));
  expect(JSON.parse(body)).toMatchObject({ event_action: 'trigger' });
  expect(Buffer.byteLength(body)).toBeLessThan(512_000);
}

function exportsAreData(found: Case): void {
  for (const text of [
    toAttackFlow(found),
    toNavigatorLayer(found),
    toOcsf(found),
    toEvidenceJson(found, found.evidence),
    caseToJson(found),
  ]) {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(text.isWellFormed()).toBe(true);
  }
  const cells = indicatorsCsv(found)
    .split('\r\n')
    .flatMap((row) => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
  expect(cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell))).toEqual([]);
}

function linesAreText(lines: readonly string[]): void {
  for (const line of lines) {
    expect(line).not.toMatch(unseen);
    expect(line).not.toMatch(readByEditor.link);
  }
}

function typesOf(markdown: string): ReadonlySet<string> {
  return new Set(lexer(markdown).flatMap(withInner).map(kindOf));
}

/** A fence counts by its language: a tenant must not make a diagram of its text. */
function kindOf(token: Token): string {
  return token.type === 'code' ? `code ${token['lang']}` : token.type;
}

function withInner(token: Token): readonly Token[] {
  const cells = token.type === 'table' ? [...(token as Tokens.Table).header, ...(token as Tokens.Table).rows.flat()] : [];
  const inner = [
    ...('tokens' in token ? (token.tokens ?? []) : []),
    ...('items' in token ? (token['items'] as Token[]) : []),
    ...cells.flatMap(({ tokens }) => tokens),
  ];
  return [token, ...inner.flatMap(withInner)];
}

function bodyOf(html: string): string {
  return html.slice(html.indexOf('<body>'));
}

function elementsOf(html: string): ReadonlySet<string> {
  return new Set([...bodyOf(html).matchAll(/<\/?([a-z][\w-]*)/gi)].map(([, name = '']) => name.toLowerCase()));
}
