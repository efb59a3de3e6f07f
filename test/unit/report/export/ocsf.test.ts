import { beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../../../src/extension/core/model/case.ts';
import { toOcsf } from '../../../../src/extension/core/report/export/ocsf.ts';
import { storefrontCase } from '../../../fixtures/cases/storefront.ts';
import { hostile } from '../hostile.ts';
import { everyCase, type NamedCase } from './everyCase.ts';
import { infected } from './infected.ts';

type Attributes = Readonly<Record<string, unknown>>;

const list = (value: unknown): readonly Attributes[] => (Array.isArray(value) ? value : []);
const has = (one: unknown, ...names: readonly string[]) => names.filter((name) => (one as Attributes | undefined)?.[name] === undefined);

/** What OCSF 1.3 to 1.5 require of a Detection Finding and of the objects that we put into it, as their documentation lists them. */
function missing(finding: Attributes): readonly string[] {
  const info = finding['finding_info'] as Attributes;
  const metadata = finding['metadata'] as Attributes;
  return [
    ...has(finding, 'activity_id', 'category_uid', 'class_uid', 'finding_info', 'metadata', 'severity_id', 'time', 'type_uid'),
    ...has(info, 'uid', 'title'),
    ...has(metadata, 'product', 'version'),
    ...has(metadata['product'], 'name', 'vendor_name'),
    ...(info['analytic'] === undefined ? [] : has(info['analytic'], 'type_id')),
    ...list(info['related_events']).flatMap((one) => has(one, 'uid')),
    ...list(info['attacks']).flatMap((one) =>
      has(one, 'tactic').length + has(one, 'technique').length < 2 ? [] : ['tactic or technique'],
    ),
    ...list(finding['observables']).flatMap((one) => has(one, 'name', 'type_id')),
    ...list(finding['resources']).flatMap((one) => has(one, 'name')),
    ...list(finding['evidences']).flatMap((one) => (Object.keys(one).some((key) => evidenceObjects.has(key)) ? [] : ['evidence'])),
  ];
}

/** Of these an evidence needs one. */
const evidenceObjects = new Set(['data', 'dst_endpoint', 'src_endpoint', 'url']);

const read = (of: Case): Attributes => JSON.parse(toOcsf(of));

/** `evidences[1].url.url_string` */
function pointedAt(finding: Attributes, name: string): unknown {
  const [, index = '', path = ''] = /^evidences\[(\d+)\]\.(.+)$/.exec(name) ?? [];
  return path.split('.').reduce<unknown>((one, key) => (one as Attributes | undefined)?.[key], list(finding['evidences'])[Number(index)]);
}

describe('OCSF Detection Finding', () => {
  let cases: readonly NamedCase[];
  beforeAll(async () => {
    cases = await everyCase();
  }, 120_000);

  it('[K-08] has every attribute that the class requires, for every case', () => {
    for (const { name, of } of cases) {
      expect(missing(read(of)), name).toEqual([]);
      expect(read(of), name).toMatchObject({ class_uid: 2004, category_uid: 2, type_uid: 200401, time: Date.parse(of.completedAt) });
    }
  });

  it('[K-08] lasts until the last of what was folded into one step', () => {
    const [first, ...rest] = storefrontCase.chain.steps;
    if (first === undefined) throw new Error('the case has no step');
    const until = Math.max(...rest.map(({ at }) => at)) + 60_000;
    const finding = read({ ...storefrontCase, chain: { ...storefrontCase.chain, steps: [{ ...first, until, times: 9 }, ...rest] } });
    expect(finding['finding_info']).toMatchObject({ last_seen_time: until });
  });

  it('[K-08] points from each observable to the place where its value stands', () => {
    for (const { name, of } of cases) {
      const finding = read(of);
      for (const one of list(finding['observables'])) expect(pointedAt(finding, String(one['name'])), name).toBe(one['value']);
    }
  });

  it('[K-08] tells severity, tactics and confidence as the case does', () => {
    const finding = read(storefrontCase);
    expect(finding).toMatchObject({
      severity_id: 4,
      severity: 'High',
      confidence_id: 99,
      confidence: '5 of 5',
      status_id: 99,
      status: 'open',
    });
    expect(list((finding['finding_info'] as Attributes)['attacks'])).toContainEqual({
      version: '19',
      tactic: { uid: 'TA0002', name: 'Execution' },
      technique: { uid: 'T1059' },
      sub_technique: { uid: 'T1059.004' },
    });
    const { severity: _none, ...trigger } = storefrontCase.trigger;
    expect(read({ ...storefrontCase, trigger })).toMatchObject({ severity_id: 0, severity: 'Unknown' });
  });

  it('[H-07] [C-06] has the event id whole and marks the sample tenant', () => {
    expect(read(storefrontCase)['finding_info']).toMatchObject({
      uid: storefrontCase.trigger.eventId,
      title: expect.stringMatching(/^Sample: /),
    });
  });

  it('[K-07] [K-11] stays whole when all data is hostile, with no control character and no secret', () => {
    for (const value of [...hostile, 'mysql --password=hunter2']) {
      const text = toOcsf(infected(storefrontCase, value));
      expect(missing(JSON.parse(text)), value.slice(0, 60)).toEqual([]);
      expect(text, value.slice(0, 60)).not.toMatch(/\\u00[01]|\\ud[89a-f]|hunter2/i);
    }
  });
});
