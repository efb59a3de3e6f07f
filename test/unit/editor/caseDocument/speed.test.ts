import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../../../src/extension/core/model/case.ts';
import type { Claim, EvidenceId, Exhibit } from '../../../../src/extension/core/model/evidence.ts';
import { code, phrase } from '../../../../src/extension/core/model/phrase.ts';
import { renderCase } from '../../../../src/extension/core/report/caseFile.ts';
import { editor, type FakeDocument } from '../../../fakes/vscode.ts';
import { at, openCase, openWorld, type SampleCase, sampleCase, type World } from './caseWorld.ts';
import { digestOf } from './digest.ts';

const pieces = 500;
/** What the eye takes for at once. */
const mostMs = 50;

let sample: SampleCase;
let big: Case;
let world: World;
let document: FakeDocument;

/** The case with more sightings of its second event, each told in a sentence of its own. */
function grown(found: Case): Case {
  const [, seen] = found.evidence;
  if (seen === undefined) throw new Error('the sample has evidence');
  const more = Array.from({ length: pieces - found.evidence.length }, (_, index): Exhibit => {
    const raw = seen.raw.replace('sh', `tool-${index}`);
    const source = { kind: 'mcp', tool: 'get_event_info', args: { event_id: `${index}`.padStart(32, '0') } } as const;
    return { ...seen, id: `E${found.evidence.length + index + 1}` as EvidenceId, source, raw, digest: digestOf(raw) };
  });
  const told = more.map(({ id }): Claim => ({ phrase: phrase`${code('runc')} was there`, cites: [id] }));
  return { ...found, evidence: [...found.evidence, ...more], triggerFacts: [...found.triggerFacts, ...told] };
}

beforeAll(async () => {
  editor.reset();
  sample = await sampleCase();
  big = grown(sample.found);
  world = openWorld({ tools: sample.tools, exhibits: big.evidence });
  document = await openCase(renderCase(big));
});
afterAll(async () => {
  world.documents.dispose();
  await sample.close();
});

/** The best of some tries, in the thread's own time: what the code takes, not what else the machine did. */
async function took(work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const start = process.threadCpuUsage();
    await work();
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const token = { isCancellationRequested: false, onCancellationRequested: () => undefined };
const provided = (kind: string) => editor.providers.get(kind);

describe(`[V-12] a case of ${pieces} pieces of evidence`, () => {
  it('is verified', async () => {
    expect(await world.documents.verdictOf(document as never)).toEqual({ standing: 'verified', findings: [] });
  });

  const position = () => at(document, `[E${pieces}]`, 2);
  it.each<[string, () => unknown]>([
    ['lenses', () => provided('lenses').provideCodeLenses(document)],
    ['a hover', () => provided('hover').provideHover(document, position())],
    ['a definition', () => provided('definition').provideDefinition(document, position(), token)],
    ['references', () => provided('references').provideReferences(document, position(), { includeDeclaration: true }, token)],
    ['symbols', () => provided('symbols').provideDocumentSymbols(document)],
    ['folding', () => provided('folding').provideFoldingRanges(document)],
    ['actions', () => provided('actions').provideCodeActions(document, { start: position() }, { diagnostics: [] })],
  ])(`answers with %s within ${mostMs} ms`, async (kind, work) => {
    const ms = await took(work);
    expect(ms, `${kind} took ${ms.toFixed(1)} ms`).toBeLessThan(mostMs);
  });

  it(`answers with lenses within ${mostMs} ms after an edit, with the verdict of before until the typing pauses`, async () => {
    const text = document.getText();
    let edits = 0;
    const ms = await took(() => {
      document.type(`${text}${' '.repeat(++edits)}`);
      return provided('lenses').provideCodeLenses(document);
    });
    expect(ms, `lenses took ${ms.toFixed(1)} ms`).toBeLessThan(mostMs);
  });

  it(`is verified again within ${mostMs} ms after an edit`, async () => {
    const text = document.getText();
    let edits = 0;
    const ms = await took(() => {
      document.type(text.replace('### Limitations', `It was ${++edits} times.\n\n### Limitations`));
      return world.documents.verdictOf(document as never);
    });
    expect(ms, `verifying took ${ms.toFixed(1)} ms`).toBeLessThan(mostMs);
    document.type(text);
  });
});
