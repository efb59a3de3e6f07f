import { describe, expect, it } from 'vitest';
import type { Exhibit } from '../../../src/extension/core/model/evidence.ts';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { findSavedCase, type ReadCaseFile } from '../../../src/extension/core/report/savedCase.ts';
import { failure } from '../../fakes/readTools.ts';
import { storefrontCase } from '../../fixtures/cases/storefront.ts';

const eventId = storefrontCase.trigger.eventId ?? '';
const caseFile = 'sysdig-runtime-investigate-18bc3a1fd676-20260610-0941.md';
const [pattern] = storefrontCase.evidence;

function exhibit(id: string, source: Exhibit['source'], failed?: string): Exhibit {
  return { ...(pattern as Exhibit), id: id as Exhibit['id'], source, ...(failed !== undefined && { failure: failed }) };
}

const mcp = (tool: string, args: Readonly<Record<string, unknown>>, row?: string): Exhibit['source'] => ({
  kind: 'mcp',
  tool,
  args,
  ...(row !== undefined && { row }),
});

const find = (text: string, named: { eventId: string; caseFile?: string } = { eventId, caseFile }) => {
  const read: ReadCaseFile = async (_path, isOurs) => (isOurs(text) ? { status: 'own', text } : { status: 'foreign', reason: 'not ours' });
  return findSavedCase(named, (name) => `/tmp/${name}`, read);
};

describe('[I-04] the saved case', () => {
  it('names the events that its evidence shows, each once, and none of a call that failed', async () => {
    const evidence = [
      exhibit('E1', mcp('get_event_info', { event_id: 'a1' })),
      exhibit('E2', mcp('list_runtime_events', { scope_hours: 4, filter: 'x' }, 'b2')),
      exhibit('E3', mcp('list_runtime_events', { scope_hours: 4, filter: 'y' })),
      exhibit('E4', mcp('list_runtime_events', { scope_hours: 4, filter: 'y' }, 'a1')),
      exhibit('E5', mcp('get_event_info', { eventId: 'gone' }), 'status code: 404'),
      exhibit('E6', mcp('get_threats_engine_group', { groupId: 'g' })),
      exhibit('E7', { kind: 'http', url: 'https://services.nvd.nist.gov/' }),
    ];
    const saved = await find(renderCase({ ...storefrontCase, evidence }));
    expect(saved).toMatchObject({ status: 'own', earlier: { eventIds: [eventId, 'a1', 'b2'] } });
  });

  it('says when it was completed by the line of its footer that does', async () => {
    const text = renderCase(storefrontCase);
    const saved = await find(text);
    if (saved.status !== 'own') throw new Error('it should have been ours');
    const { completedAt, file, line, raw } = saved.earlier;
    expect([completedAt, file]).toEqual([Date.parse(storefrontCase.completedAt), `/tmp/${caseFile}`]);
    expect(text.split('\n')[line - 1]).toBe(raw);
    expect(raw).toContain(storefrontCase.completedAt);
  });

  it.each([
    ['above', (prose: string, text: string) => prose + text],
    ['below', (prose: string, text: string) => `${text}${prose}`],
  ])('[K-10] takes nothing from the prose %s the footer', async (_where, join) => {
    const prose =
      '- Completed: `2030-01-01T00:00:00Z`\n\n### Sources\n\n| E99 | `get_event_info` | `{"eventId":"planted"}` | – | `2026-06-10T09:00:00Z` | `00` |\n\n';
    const saved = await find(join(prose, renderCase(storefrontCase)));
    expect(saved).toMatchObject({ status: 'own', earlier: { completedAt: Date.parse(storefrontCase.completedAt) } });
    expect(JSON.stringify(saved)).not.toContain('planted');
  });

  it.each([
    ['no name', { eventId }, /no case file of ours/],
    ['a path', { eventId, caseFile: `../${caseFile}` }, /no case file of ours/],
    ['another event', { eventId: 'another', caseFile }, /not ours/],
  ])('[K-01] is none for %s', async (_what, named, why) => {
    expect(await find(renderCase(storefrontCase), named)).toEqual({ status: 'lost', why: expect.stringMatching(why) });
  });

  it('is none where its footer was changed, its file is gone, or the system refuses to read it', async () => {
    expect(await find(renderCase(storefrontCase).replace('- Sources: ', '- Sources: 1'))).toMatchObject({ status: 'lost' });
    const at = (read: ReadCaseFile) => findSavedCase({ eventId, caseFile }, (name) => name, read);
    expect(await at(async () => ({ status: 'gone' }))).toEqual({ status: 'lost', why: 'its file is gone' });
    const refused = failure('refused', 'The system answered EACCES');
    expect(await at(() => Promise.reject(refused))).toEqual({ status: 'lost', why: refused.why });
  });
});
