import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentSymbol, editor, type FakeDocument, type FoldingRange } from '../../../fakes/vscode.ts';
import { openCase, openWorld, type SampleCase, sampleCase, type World } from './caseWorld.ts';

let sample: SampleCase;
let world: World;
let document: FakeDocument;

beforeAll(async () => {
  editor.reset();
  sample = await sampleCase();
  world = openWorld({ tools: sample.tools });
  document = await openCase(sample.markdown);
});
afterAll(async () => {
  world.documents.dispose();
  await sample.close();
});

describe('[V-12] the outline of a case', () => {
  const symbols = () => editor.providers.get('symbols').provideDocumentSymbols(document) as DocumentSymbol[];

  it('has the steps with time and action, and the evidence with what it is', () => {
    const [steps, evidence] = symbols();
    expect(steps?.children.map(({ name }) => name)).toEqual([
      'S1 06:20:00Z Entry: dana@acme.example opened a shell in pod ledger-0',
      'S2 06:20:02Z runc started sh',
      'S3 06:21:50Z Malicious: cat read serviceaccount/token',
    ]);
    expect(evidence?.children).toHaveLength(sample.found.evidence.length);
    expect(evidence?.children[5]?.name).toBe('E6 The process tree of an event');
  });

  it('holds each entry in its parent and its name in its line, as the editor demands', () => {
    const inside = (inner: DocumentSymbol['range'], outer: DocumentSymbol['range']) =>
      document.offsetAt(inner.start) >= document.offsetAt(outer.start) && document.offsetAt(inner.end) <= document.offsetAt(outer.end);
    for (const group of symbols()) {
      expect(inside(group.selectionRange, group.range)).toBe(true);
      for (const one of group.children) {
        expect(inside(one.range, group.range) && inside(one.selectionRange, one.range)).toBe(true);
        expect(document.getText(one.selectionRange as never)).toBe(one.name.split(' ')[0]);
      }
    }
  });

  it('is not made up for other documents', () => {
    expect(editor.providers.get('symbols').provideDocumentSymbols(editor.open(document.uri, '| E1 | x |'))).toBeUndefined();
  });
});

it('[V-12] the coverage and the Sources fold, and no short table does', () => {
  const lines = sample.markdown.split('\n');
  const folded = editor.providers.get('folding').provideFoldingRanges(document) as FoldingRange[];
  expect(folded.map(({ start, end }) => [lines[start]?.slice(0, 14), lines[end + 1]])).toEqual([
    ['| Asked for | ', ''],
    ['| Id | Source ', ''],
  ]);
});
