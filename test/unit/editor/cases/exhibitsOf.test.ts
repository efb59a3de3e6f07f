import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import { Failure } from '../../../../src/extension/core/model/failure.ts';
import type { ReadTools } from '../../../../src/extension/core/tools/readTools.ts';
import { editor, type FakeDocument } from '../../../fakes/vscode.ts';
import { openCase, openWorld, type SampleCase, sampleCase, type World } from '../caseDocument/caseWorld.ts';

let sample: SampleCase;
let world: World | undefined;

beforeAll(async () => {
  sample = await sampleCase();
});
afterAll(() => sample.close());
beforeEach(() => editor.reset());
afterEach(() => world?.documents.dispose());

const never = new AbortController().signal;
const exhibitsOf = (of: World, document: FakeDocument, signal = never) =>
  of.documents.exhibitsOf(document as unknown as vscode.TextDocument, signal);
const answers = () => new Map(sample.found.evidence.map(({ id, raw }) => [id, raw]));
const toolOf = ({ source }: { readonly source: { readonly kind: string; readonly tool?: string } }) => source.tool ?? source.kind;

describe('[K-10] the answers that a case rests on', () => {
  it('are those of this window, and nobody is asked', async () => {
    world = openWorld({ tools: sample.tools, exhibits: sample.found.evidence });
    const exhibits = await exhibitsOf(world, await openCase(sample.markdown));
    expect(new Map(exhibits.map(({ id, raw }) => [id, raw]))).toEqual(answers());
    expect(world.asked).toEqual([]);
  });

  it('are asked for again after a reload, and are the same', async () => {
    world = openWorld({ tools: sample.tools, connected: false });
    const exhibits = await exhibitsOf(world, await openCase(sample.markdown));
    expect(exhibits.length).toBeGreaterThan(10);
    for (const { id, raw } of exhibits) expect(raw, id).toBe(answers().get(id));
    expect(world.connections()).toBe(1);
  });

  it('are left out where another answer comes now, and where none does', async () => {
    const { tools } = sample;
    const changed: ReadTools = {
      offers: (tool) => tools.offers(tool),
      read: async (tool, args, signal) => {
        if (tool === 'get_event_process_tree') throw new Failure('notFound', { what: 'x', why: 'status code: 404', fix: 'x' });
        const answer = await tools.read(tool, args, signal);
        return tool === 'get_event_info' ? { ...answer, raw: `${answer.raw} `, digest: '0'.repeat(64) } : answer;
      },
    };
    const lost = ['get_event_process_tree', 'get_event_info'];
    expect(sample.found.evidence.map(toolOf)).toEqual(expect.arrayContaining(lost));
    world = openWorld({ tools: changed });
    const exhibits = await exhibitsOf(world, await openCase(sample.markdown));
    expect(exhibits.length).toBeGreaterThan(5);
    expect(exhibits.map(toolOf).filter((tool) => lost.includes(tool))).toEqual([]);
  });

  it('are not asked of another tenant', async () => {
    world = openWorld({ tools: sample.tools, tenant: { name: 'acme', sample: false } });
    await expect(exhibitsOf(world, await openCase(sample.markdown))).rejects.toMatchObject({ reason: 'refused' });
    expect(world.asked).toEqual([]);
  });

  it('[V-10] are waited for until the user has enough', async () => {
    const cancel = new AbortController();
    const held: ReadTools = {
      offers: () => true,
      read: (_tool, _args, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          cancel.abort();
        }),
    };
    world = openWorld({ tools: held });
    await expect(exhibitsOf(world, await openCase(sample.markdown), cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('can not be had where the Sources were changed, and that is said', async () => {
    world = openWorld({ tools: sample.tools });
    const document = await openCase(sample.markdown.replace('| E2 |', '| E2x |'));
    await expect(exhibitsOf(world, document)).rejects.toMatchObject({ what: 'The sources of this case can not be read' });
    expect(world.asked).toEqual([]);
  });
});
