import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { type Connection, connect } from '../../../src/extension/core/tools/connection.ts';
import type { ReadTools } from '../../../src/extension/core/tools/readTools.ts';
import { httpTransport } from '../../../src/extension/node/transports.ts';
import { hasSecondTenant, type SecondTenant, startSecondTenant, whySkipped } from '../../fakes/secondTenant.ts';
import { words } from './read.ts';

const g1 = '019eb0ce-2f6e-7a1c-9b52-3d4e5f607182';
const g2 = '019eb0d4-0a11-7b2c-8c63-4e5f60718293';
const g3 = '019eb0d8-1b22-7c3d-9d74-5f60718293a4';
const threat = '019eb0ce-c8e2-74af-82bd-4703fd04f4a2';

const { signal } = new AbortController();
const clock = { now: () => Date.now(), sleep: async () => undefined };
const log = { write: () => undefined };
const label = { name: 'second', sample: false } as const;

/** What the tenant's own authors say about their incident, at the bottom of scenarios/storefront.mjs. */
describe.skipIf(!hasSecondTenant)(hasSecondTenant ? 'the truth of a tenant that we did not write' : whySkipped, () => {
  let server: SecondTenant;
  let connection: Connection;
  let tools: ReadTools;

  beforeAll(async () => {
    server = await startSecondTenant({ token: 't' });
    const open = async () => httpTransport({ url: server.url, token: 't', fetch });
    const reached = await connect({ label, address: server.url, open }, { clock, log, signal });
    if (reached.state !== 'reachable') throw reached.failure;
    connection = reached.connection;
    tools = createReadTools(connection, clock, log);
  });
  afterAll(async () => {
    await connection?.close();
    await server?.stop();
  });

  async function idOf(trigger: string): Promise<string> {
    if (trigger !== 'its event') return trigger;
    const { value } = await tools.read('get_threats_engine_threat', { threatId: threat }, signal);
    return value.eventIds[0] ?? '';
  }

  it.each([g1, threat, 'its event'])('[I-05] [I-06] [K-03] from %s: its chain, its groups, its tactic, its way in', async (trigger) => {
    const id = await idOf(trigger);
    const found = await investigate(id, { tools, clock, narrator: { say: () => undefined }, log, signal, tenant: label });
    if (found.flow.status !== 'done' || found.incident.status !== 'done') throw new Error('no flow or no incident');

    const events = found.flow.value.steps.flatMap((step) => step.eventIds);
    const answers = await Promise.all(events.map((eventId) => tools.read('get_event_info', { eventId }, signal)));
    expect(answers.map(({ value }) => value.rule)).toEqual([
      'Run shell untrusted',
      'Execution from /dev/shm',
      'Contact EC2 Instance Metadata Service From Container',
      'Create Access Key for User',
      'CloudTrail Logging Disabled',
      'Delete Bucket Public Access Block',
    ]);
    const { groupId } = found.trigger;
    const folded = found.incident.value.groups.map((group) => group.id);
    expect(new Set([...folded, groupId].filter((one) => one !== undefined))).toEqual(new Set([g1, g2, g3]));
    expect(found.tactic.tactic).toBe('execution');
    expect(found.flow.value.steps[0]!.role).toBe('entry');
    expect(found.rationale.map((one) => words(one.phrase)).join(' ')).toContain('It came in through the server process java');
  });
});
