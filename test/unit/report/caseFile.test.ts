import { lexer, Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../src/extension/core/model/case.ts';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { parseCaseFooter } from '../../../src/extension/core/report/parseCaseFooter.ts';
import { summarise } from '../../../src/extension/core/report/summary.ts';
import { caseToJson } from '../../../src/extension/core/report/toJson.ts';
import { sealOf } from '../../../src/extension/core/report/verify/seal.ts';
import { bareGroupCase } from '../../fixtures/cases/bareGroup.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';
import { hostile } from './hostile.ts';

const sections = [
  'Summary',
  'What happened',
  'Attack flow',
  'Resource context',
  'Incident scope',
  'Vulnerability surface',
  'Correlation & confidence',
  'Recommended next checks',
  'Limitations',
  'Sources',
  'Audit',
];

const headings = (markdown: string) =>
  lexer(markdown)
    .filter((token) => token.type === 'heading' && token.depth === 3)
    .map((token) => ('text' in token ? String(token.text) : ''));

/** The type of every token, those in table cells and list items too. */
function typesOf(markdown: string): ReadonlySet<string> {
  const types = new Set<string>();
  void new Marked({ walkTokens: (token) => void types.add(token.type) }).parse(markdown);
  return types;
}

/** The same case with every string of the tenant's replaced. */
function infected(of: Case, value: string): Case {
  const ours = new Set(['kind', 'status', 'origin', 'tactic', 'secondary', 'role', 'id', 'from', 'to', 'boundary', 'at', 'digest', 'word']);
  const replaced = JSON.parse(JSON.stringify(of), (key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && 'kind' in inner && 'text' in inner && inner.kind !== 'time'
      ? { ...inner, text: value }
      : typeof inner === 'string' &&
          ['label', 'title', 'rule', 'type', 'cmdline', 'asked', 'reason', 'resource', 'name', 'pod'].includes(key) &&
          !ours.has(key)
        ? value
        : inner,
  );
  return replaced as Case;
}

describe('case file', () => {
  it.each([
    ['a complete case', storefrontCase],
    ['a bare case', bareGroupCase],
  ])('[K-02] has all sections in order, none empty, in %s', (_title, of) => {
    const markdown = renderCase(of);
    expect(headings(markdown)).toEqual(sections);
    const bodies = markdown.split(/^### .*$/m).slice(1);
    expect(bodies.filter((body) => body.trim() === '')).toEqual([]);
  });

  it('[K-07] keeps its structure and gains no link, image or HTML when all data is hostile', () => {
    for (const value of hostile) {
      const markdown = renderCase(infected(storefrontCase, value));
      expect(headings(markdown), value.slice(0, 60)).toEqual(sections);
      for (const type of typesOf(markdown)) expect(['html', 'link', 'image', 'def', 'em', 'del'], value.slice(0, 60)).not.toContain(type);
    }
  });

  it('[C-06] marks the sample tenant in the file and outside it', () => {
    expect(renderCase(storefrontCase)).toContain('**Sample tenant.**');
    expect(renderCase(bareGroupCase)).not.toContain('Sample');
    expect(summarise(storefrontCase).first).toMatch(/^Sample: /);
  });

  it('[I-28] tells what was truncated, skipped and failed in the summary too, not only under limitations', () => {
    const [, summary = ''] = renderCase(storefrontCase).split(/^### .*$/m);
    for (const told of ['214 of 3,112 read [E7]', 'Azure and GCP: skipped', 'failed, the tenant answered 500 [E11]']) {
      expect(summary).toContain(told);
      expect(summarise(storefrontCase).happened).toContain(told);
    }
  });

  it('[I-26] ends every sentence of the story in its citations', () => {
    const told = renderCase(storefrontCase).split('### Attack flow')[0]?.split('### What happened')[1] ?? '';
    const bullets = told.split('\n').filter((line) => line.startsWith('- '));
    expect(bullets).toHaveLength(5);
    for (const bullet of bullets) expect(bullet).toMatch(/\[E\d+\][.:]$/);
  });
});

describe('summary', () => {
  it('[K-05] names the next checks and the file, in plain text', () => {
    const { next } = summarise(storefrontCase, '/tmp/case.md');
    expect(next).toContain('(1) Isolate shop/storefront');
    expect(next).toContain('(3) Start org-trail');
    expect(next).toMatch(/Case file: \/tmp\/case\.md$/);
  });

  it('[K-05] falls back to the title where the evidence tells no story', () => {
    expect(summarise(bareGroupCase).first).toBe('Suspicious activity.');
    expect(summarise(bareGroupCase).happened).toContain('This case is partial.');
  });
});

describe('footer', () => {
  it.each([
    ['a complete case', storefrontCase],
    ['a bare case', bareGroupCase],
  ])('[K-10] is read back exactly from %s, also after a formatter aligned the table', (_title, of) => {
    const markdown = renderCase(of);
    const parsed = parseCaseFooter(markdown.replaceAll(' | ', '   |  ').replaceAll('\n', '\r\n'));
    if (parsed.status !== 'ok') throw new Error(parsed.reason);
    expect(parsed).toEqual(parseCaseFooter(markdown));
    const { trigger } = of;
    expect(parsed.footer).toEqual({
      trigger: { kind: trigger.kind, id: trigger.id },
      ...(trigger.eventId ? { eventId: trigger.eventId } : {}),
      ...(trigger.threatId ? { threatId: trigger.threatId } : {}),
      ...(trigger.groupId ? { groupId: trigger.groupId } : {}),
      tenant: of.tenant,
      startedAt: of.startedAt,
      completedAt: of.completedAt,
      status: of.status,
      sources: of.evidence.map(({ raw: _raw, ...row }) => row),
      seal: sealOf(markdown),
    });
  });

  it.each(['\nClosed as RUNTIME-12.\n', '- Status: closed\n', '\n### Sources\n\nMine.\n'])(
    '[K-10] is read the same where a person wrote below it: %j',
    (note) => {
      const markdown = renderCase(storefrontCase);
      expect(parseCaseFooter(markdown + note)).toEqual(parseCaseFooter(markdown));
      expect(parseCaseFooter(markdown.replace(/^- Seal: .*\n/m, note)).status).toBe('malformed');
    },
  );

  it('[K-10] survives hostile arguments of every kind of source', () => {
    for (const value of hostile.filter((one) => !/password|eyJ/.test(one))) {
      const [first] = bareGroupCase.evidence;
      const evidence = [
        { ...first!, source: { kind: 'mcp', tool: 'get_event_info', args: { eventId: value }, row: value } },
        { ...first!, source: { kind: 'http', url: value }, failure: value },
        { ...first!, source: { kind: 'command', line: value }, truncated: { shown: 3 } },
        { ...first!, source: { kind: 'file', path: value, line: 7 } },
      ] as const;
      const parsed = parseCaseFooter(renderCase({ ...bareGroupCase, evidence, tenant: { name: value, region: value, sample: true } }));
      if (parsed.status !== 'ok') throw new Error(`${parsed.reason}: ${value.slice(0, 60)}`);
      expect(parsed.footer.sources).toEqual(evidence.map(({ raw: _raw, ...row }) => row));
      expect(parsed.footer.tenant).toEqual({ name: value, region: value, sample: true });
    }
  });

  it.each([
    ['no sections', () => 'text'],
    ['a changed heading', (md: string) => md.replace('| Id | Source |', '| Id | Tool |')],
    ['a removed row', (md: string) => md.replace(/^\| E3 .*\n/m, '')],
    ['a row that is not JSON', (md: string) => md.replace('`{"eventId"', '`{eventId')],
    ['a removed audit line', (md: string) => md.replace(/^- Threat: .*\n/m, '')],
    ['another format', (md: string) => md.replace('runtime-threats-case/1', 'runtime-threats-case/2')],
    ['a status of its own', (md: string) => md.replace('- Status: done', '- Status: fine')],
  ])('[K-10] is refused with %s', (_title, change) => {
    expect(parseCaseFooter(change(renderCase(storefrontCase))).status).toBe('malformed');
  });
});

describe('JSON', () => {
  it('[X-15] holds the whole case with parsed answers, digits of large integers intact, and masks secrets', () => {
    const json = JSON.parse(caseToJson(storefrontCase));
    expect(Object.keys(json)).toEqual(Object.keys(storefrontCase));
    expect(json.evidence[2].answer).toEqual({
      id: '18bc3a1fd67663c74df811d3543b5a73',
      timestampNs: '1781082763123456789',
      proc: 'kdevtmpfsi',
    });
    expect(json.evidence[10]).toMatchObject({ failure: 'HTTP 500: `upstream` | closed' });
    expect(json.evidence[10]).not.toHaveProperty('answer');
    expect(json.calls[1]).toMatchObject({ took: 200, outcome: 'failed' });
    expect(caseToJson(storefrontCase)).not.toContain('--password=x');
  });
});
