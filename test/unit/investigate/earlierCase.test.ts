import { describe, expect, it } from 'vitest';
import { openInvestigation } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { EarlierCase } from '../../../src/extension/core/model/earlierCase.ts';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { parseCaseFooter } from '../../../src/extension/core/report/parseCaseFooter.ts';
import { findSavedCase } from '../../../src/extension/core/report/savedCase.ts';
import type { ReadTool } from '../../../src/extension/core/tools/readTools.ts';
import { type FakeOptions, type FakeTenant, failure, fakeReadTools } from '../../fakes/readTools.ts';
import { words } from './read.ts';
import { groups, ids, minute, now, prepare, run, storefront } from './scenario.ts';

const completedAt = now - 21 * minute;

const earlierWith = (eventIds: readonly string[]): EarlierCase => ({
  file: '/tmp/sysdig-runtime-investigate-aaaaaaaaaaaa-20260610-0939.md',
  line: 120,
  raw: `- Completed: \`${new Date(completedAt).toISOString()}\``,
  completedAt,
  eventIds,
});

/** The key's group was closed since, and no list shows its event any more; the event itself is still there. */
function later(): FakeTenant {
  const all = storefront();
  return {
    ...all,
    events: all.events.filter((one) => one.id !== ids.access),
    groups: all.groups.filter((one) => one.id !== groups.key),
    threats: all.threats.filter((one) => one.groupId !== groups.key),
  };
}

type Again = { eventIds: readonly string[]; fail?: FakeOptions['fail']; before?: FakeOptions['before'] };

async function refresh({ eventIds, fail, before }: Again) {
  const listed = fakeReadTools(later(), { now, ...(fail && { fail }), ...(before && { before }) });
  const kept = fakeReadTools(storefront(), { now });
  const isKept = (tool: ReadTool, args: object): boolean =>
    tool === 'get_event_info' && 'eventId' in args && args.eventId === ids.access && fail?.(tool, { ...args }) === undefined;
  const { ctx } = prepare(later());
  const tools: typeof ctx.tools = {
    ...listed,
    read: (tool, args, signal) => (isKept(tool, args) ? kept : listed).read(tool, args, signal),
  };
  const opened = await openInvestigation(groups.trail, { ...ctx, tools });
  return { found: await opened.run(earlierWith(eventIds)), asked: [...listed.asked, ...kept.asked] };
}

const chainOf = ({ flow }: Case) => (flow.status === 'done' ? flow.value.steps.flatMap((step) => step.eventIds) : []);
const told = (of: Case) => (of.resource.status === 'done' ? of.resource.value : []).map((one) => words(one.phrase));
const limits = (of: Case) => of.limitations.map((one) => words(one.phrase)).filter((line) => line.includes('the case of'));
const coverage = (of: Case) => of.coverage.find((one) => one.name === 'earlier case');

describe('[I-04] a refresh', () => {
  it('keeps in the chain what no direction finds any more', async () => {
    const without = await run(groups.trail, later());
    expect(chainOf(without)).not.toContain(ids.access);
    const { found } = await refresh({ eventIds: [ids.trail, ids.access] });
    expect(chainOf(found)).toContain(ids.access);
    expect(coverage(found)).toMatchObject({ status: 'done', found: 2, asked: 'the events of the case of 2026-06-10 09:39 UTC' });
  });

  it('asks for no event that the new directions brought', async () => {
    const { asked } = await refresh({ eventIds: [ids.trail, ids.neighbour, ids.access] });
    const plain = prepare(later());
    await (await openInvestigation(groups.trail, plain.ctx)).run();
    const calls = (all: readonly { tool: string; args: object }[]) => all.map((one) => JSON.stringify(one)).sort();
    const access = JSON.stringify({ tool: 'get_event_info', args: { eventId: ids.access } });
    expect(calls(asked)).toEqual([...calls(plain.tools.asked), access].sort());
  });

  it('tells the events that the tenant no longer has, and cites the calls that say so', async () => {
    const { found } = await refresh({ eventIds: ['gone-1', 'gone-2', ids.access] });
    expect(limits(found)).toEqual(['About the events of the case of 2026-06-10 09:39 UTC: 2 events of it are gone from the tenant.']);
    const cited = found.evidence.filter((one) => coverage(found)?.cites?.includes(one.id) && one.failure !== undefined);
    expect(cited.map(({ source }) => source.kind === 'mcp' && source.args['eventId'])).toEqual(['gone-1', 'gone-2']);
    expect(found.status).toBe('done');
  });

  it('tells an event that could not be read apart from one that is gone, and loses no other for it', async () => {
    const broken = failure('server', 'status code: 500');
    const { found } = await refresh({
      eventIds: ['gone-1', 'broken-1', ids.access],
      fail: (_tool, args) => (args['eventId'] === 'broken-1' ? broken : undefined),
    });
    expect(chainOf(found)).toContain(ids.access);
    expect(limits(found).join()).toMatch(
      /1 of 3 were read: 1 event of it is gone from the tenant; 1 event could not be read again: status code: 500/,
    );
  });

  it('says how many events are new since the earlier case, and cites its line and them', async () => {
    const { found } = await refresh({ eventIds: [ids.access] });
    const sentence = told(found).find((line) => line.includes('new since'));
    expect(sentence).toBe(
      '2 events are new since the earlier case was completed at 2026-06-10T09:39:00.000Z, the last at 2026-06-10T09:42:00.000Z.',
    );
    const file = found.evidence.find(({ source }) => source.kind === 'file');
    expect(file).toMatchObject({ raw: expect.stringContaining('2026-06-10T09:39:00.000Z'), source: { line: 120 } });
  });

  it('says so where nothing is new', async () => {
    const opened = await openInvestigation(ids.drop, prepare(storefront()).ctx);
    const found = await opened.run({ ...earlierWith([]), completedAt: now });
    expect(told(found)).toContain(
      'None of the events that were read has happened since the earlier case was completed at 2026-06-10T10:00:00.000Z.',
    );
  });

  it('is the same case in whatever order the answers come', async () => {
    const eventIds = ['gone-1', ids.access, ids.bucket, 'gone-2'];
    const first = await refresh({ eventIds });
    const turned = await refresh({ eventIds, before: (_tool, args) => wait(String(args['eventId'] ?? '').length % 3) });
    expect(renderCase(turned.found)).toBe(renderCase(first.found));
  });

  it('of a case that was written and read back finds every event that the chain had', async () => {
    const text = renderCase(await run(groups.trail, storefront()));
    const named = { eventId: ids.trail, caseFile: 'sysdig-runtime-investigate-aaaaaaaaaaaa-20260610-1000.md' };
    const saved = await findSavedCase(
      named,
      (name) => `/tmp/${name}`,
      async () => ({ status: 'own', text }),
    );
    if (saved.status !== 'own') throw new Error(saved.why);
    expect(saved.earlier.eventIds).toEqual(expect.arrayContaining([ids.shell, ids.drop, ids.imds, ids.access, ids.trail, ids.bucket]));
    const { found } = await refresh({ eventIds: saved.earlier.eventIds });
    expect(chainOf(found)).toEqual([ids.shell, ids.drop, ids.imds, ids.access, ids.trail, ids.bucket]);
  });

  it('[K-10] writes a footer that is read back, the line of the earlier file in it', async () => {
    const { found } = await refresh({ eventIds: ['gone-1', ids.access] });
    const parsed = parseCaseFooter(renderCase(found));
    const sources = parsed.status === 'ok' ? parsed.footer.sources : [];
    expect(sources.filter(({ source }) => source.kind === 'file')).toMatchObject([{ source: { path: earlierWith([]).file, line: 120 } }]);
  });
});

async function wait(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
}
