import { describe, expect, it } from 'vitest';
import type { Exhibit } from '../../../../src/extension/core/model/evidence.ts';
import { toEvidenceJson } from '../../../../src/extension/core/report/export/evidenceJson.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';

const read = (exhibits: readonly Exhibit[] | undefined) => JSON.parse(toEvidenceJson(storefrontCase, exhibits));

describe('evidence as JSON', () => {
  it('[K-08] holds each piece of evidence with its source, digest and answer, digits of large integers intact', () => {
    const json = read(storefrontCase.evidence);
    expect(json.evidence.map(({ id }: { id: string }) => id)).toEqual(storefrontCase.evidence.map(({ id }) => id));
    expect(json.evidence[2]).toMatchObject({
      source: { kind: 'mcp', tool: 'get_event_info', args: { eventId: storefrontCase.trigger.eventId } },
      at: storefrontCase.evidence[2]?.at,
      digest: storefrontCase.evidence[2]?.digest,
      answer: { timestampNs: '1781082763123456789' },
    });
    expect(json.evidence[6]).toMatchObject({ truncated: { shown: 214, total: 3112 } });
    expect(json.evidence[10]).toMatchObject({ failure: 'HTTP 500: `upstream` | closed' });
    expect(json.evidence[10]).not.toHaveProperty('answer');
  });

  it('[K-08] says which sentences cite it', () => {
    const json = read(storefrontCase.evidence);
    expect(json.evidence[5].citedBy).toEqual([
      { part: 'Trigger', sentence: 'It fired 3 times within 40 s.' },
      { part: 'Next checks', sentence: 'Isolate shop/storefront before killing the miner, which its parent starts again.' },
      { part: 'Coverage', sentence: 'priorEvents: events of storefront in 7 days.' },
    ]);
    const cited = json.evidence.flatMap(({ citedBy }: { citedBy: readonly { sentence: string }[] }) => citedBy);
    for (const { phrase } of storefrontCase.summary)
      expect(cited.some(({ sentence }: { sentence: string }) => sentence.startsWith(String(phrase[0])))).toBe(true);
  });

  it('[K-10] tells the sources alone where the answers are not known any more, even where they are at hand', () => {
    expect(read([]).answers).toBe(false);
    const json = read(undefined);
    expect(json.answers).toBe(false);
    expect(json.evidence).toHaveLength(storefrontCase.evidence.length);
    expect(json.evidence.some((one: object) => 'answer' in one || 'raw' in one)).toBe(false);
    expect(json.evidence[6]).toMatchObject({ truncated: { shown: 214, total: 3112 }, digest: storefrontCase.evidence[6]?.digest });
  });

  it('[K-11] masks secrets in answers, arguments and sentences', () => {
    const [first, ...rest] = storefrontCase.evidence;
    const raw = JSON.stringify({ cmd: 'mysql --password=hunter2', env: { DB_PASSWORD: 'hunter2' }, url: 'http://u:hunter2@db.example/' });
    const exhibits = [
      { ...first!, raw, source: { ...first!.source, args: { filter: 'x', api_key: 'hunter2' } } as Exhibit['source'] },
      ...rest,
    ];
    const text = toEvidenceJson({ ...storefrontCase, evidence: exhibits }, exhibits);
    expect(text).not.toContain('hunter2');
    expect(text).toContain('‹masked›');
  });

  it('[K-08] is the same every time and ends in a line break', () => {
    expect(toEvidenceJson(structuredClone(storefrontCase), structuredClone(storefrontCase.evidence))).toBe(
      toEvidenceJson(storefrontCase, storefrontCase.evidence),
    );
    expect(toEvidenceJson(storefrontCase, undefined)).toMatch(/\}\n$/);
  });
});
