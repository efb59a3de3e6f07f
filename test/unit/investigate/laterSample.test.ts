import { afterEach, expect, it } from 'vitest';
import { createIntel } from '../../../src/extension/core/intel/intel.ts';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { Clock, Log } from '../../../src/extension/core/model/ports.ts';
import { renderCase } from '../../../src/extension/core/report/caseFile.ts';
import { verifyCase } from '../../../src/extension/core/report/verify/verifyCase.ts';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { connect } from '../../../src/extension/core/tools/connection.ts';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { samplePublicSources } from '../../../src/extension/sample/publicSources.ts';
import { createSampleTenant } from '../../../src/extension/sample/tenant.ts';
import { standingClock } from '../../fakes/standingClock.ts';
import { everySource } from '../intel/ask.ts';
import { words } from './read.ts';

const begin = Date.UTC(2026, 5, 10, 9, 41);
const log: Log = { write: () => undefined };
const label = { name: 'sample', sample: true } as const;
const { signal } = new AbortController();
const close: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(close.splice(0).map((one) => one()));
});

/** Cases of the sample tenant's groups as a window makes them so many minutes after it was opened, its public sources asked as well. */
async function casesAfter(minutes: number, title: RegExp): Promise<readonly Case[]> {
  const now = () => begin + minutes * 60_000;
  const clock: Clock = { now, sleep: async () => undefined };
  const open = () => connectInMemory(createSampleTenant({ now, begin }));
  const reached = await connect({ label, address: 'sample', open }, { clock, log, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  close.push(() => reached.connection.close());
  const tools = createReadTools(reached.connection, clock, log);
  const intel = createIntel({
    fetch: samplePublicSources(),
    clock: standingClock(),
    log,
    keys: { virusTotal: 'sample' },
    enabled: new Set(everySource),
  });
  const { value } = await tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, signal);
  const groups = value.groups.filter((one) => title.test(one.title ?? ''));
  const narrator = { say: () => undefined };
  return Promise.all(groups.map(({ id }) => investigate(id, { tools, intel, clock, narrator, log, signal, tenant: label })));
}

it('[X-01] a fresh case of each sample incident has no finding, its public sources included', async () => {
  const cases = await casesAfter(0, /./);
  expect(cases.length).toBeGreaterThan(6);
  for (const of of cases) {
    const answers = new Map(of.evidence.map(({ id, raw }) => [id, raw]));
    expect([of.trigger.title, verifyCase(renderCase(of), answers)]).toEqual([of.trigger.title, { standing: 'verified', findings: [] }]);
  }
});

it('[K-02] a trigger that keeps firing pushes nothing that happened in between out of the summary', async () => {
  const [first] = await casesAfter(0, /^Cryptominer/);
  const [later] = await casesAfter(6, /^Cryptominer/);
  if (first === undefined || later === undefined) throw new Error('the incident is gone');
  expect(later.chain.steps.some(({ times }) => times > 1) || later.evidence.length > first.evidence.length).toBe(true);
  const told = (of: Case) =>
    of.summary
      .slice(0, -1)
      .map(({ phrase }) => words(phrase))
      .join(' ');
  for (const deed of ['StopLogging', 'PutBucketPolicy', 'CreateAccessKey']) expect(told(later)).toContain(deed);
  expect(told(later).match(/kdevtmpfsi -o/g)).toHaveLength(1);
});
