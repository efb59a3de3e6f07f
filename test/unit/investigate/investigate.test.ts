import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import { failure } from '../../fakes/readTools.ts';
import { citing, unsupported, words } from './read.ts';
import { event, groups, ids, prepare, proc, run, storefront } from './scenario.ts';

const triggers = [groups.web, 'threat-web', ids.drop];

describe('one incident over three groups', () => {
  it.each([
    [groups.web, [groups.key, groups.trail]],
    ['threat-web', [groups.key, groups.trail]],
    [ids.drop, [groups.key, groups.trail, groups.web]],
  ])('[I-05] [I-13] from %s folds the other groups of the incident, not its own', async (trigger, expected) => {
    const investigated = await run(trigger, storefront());
    if (investigated.incident.status !== 'done') throw new Error('no incident');
    const { groups: folded, refused } = investigated.incident.value;
    expect(folded.map((one) => one.id).sort()).toEqual(expected);
    expect(refused.map((one) => one.id)).toEqual([groups.late]);
    expect(words(refused[0]!.why.phrase)).toContain('same cluster prod-eu-1, but');
  });

  it.each(triggers)('[K-03] from %s draws the chain by its causal links, entry first, without the unrelated events', async (trigger) => {
    const investigated = await run(trigger, storefront());
    if (investigated.flow.status !== 'done') throw new Error(investigated.flow.reason);
    const { steps, links, boundaries, unlinked } = investigated.flow.value;
    expect(steps.flatMap((step) => step.eventIds)).toEqual([ids.shell, ids.drop, ids.imds, ids.access, ids.trail, ids.bucket]);
    expect(steps.map((step) => step.role)[0]).toBe('entry');
    expect(boundaries.map((one) => one.kind)).toEqual(['container', 'cloud']);
    expect(links.map((link) => [link.from, link.to, words(link.reason.phrase)])).toEqual([
      ['S1', 'S2', 'bash (process 48190) is the parent process.'],
      ['S1', 'S3', 'bash (process 48190) is the parent process.'],
      ['S3', 'S4', expect.stringContaining('the metadata service gave out the credentials of i-0a1b2c3d4e5f60718')],
      ['S4', 'S5', expect.stringContaining('the call was made as backup-admin')],
      ['S4', 'S6', expect.stringContaining('the call was made as backup-admin')],
    ]);
    expect(unlinked).toEqual([]);
  });

  it('[I-06] [I-07] [I-08] tells tactic, process tree and what the description says', async () => {
    const investigated = await run('threat-web', storefront());
    expect(investigated.tactic).toMatchObject({ tactic: 'execution', technique: 'T1059.004', origin: 'tag', confidence: 5 });
    expect(investigated.processTree).toMatchObject({ status: 'done', value: { tree: { roots: [{ name: 'java' }] } } });
    if (investigated.processEvidence.status !== 'done') throw new Error('no process evidence');
    expect(investigated.processEvidence.value.map((one) => words(one.phrase))).toEqual([
      'The description says that java started bash.',
      'The description says that bash started kdevtmpfsi.',
      'The description says that bash started curl.',
      'The description names the address 198.51.100.23.',
    ]);
  });

  it('[K-02] the summary keeps the end of a chain, and the times of its first and last step', async () => {
    const { summary } = await run(groups.web, storefront());
    const [began, ended] = summary.map((one) => words(one.phrase));
    expect(began).toMatch(/ in prod-eu-1\/shop\/storefront at 2026-06-10T09:30:00\.000Z, /);
    expect(ended).toMatch(/backup-admin called StopLogging on org-trail and DeleteBucketPublicAccessBlock on acme-orders/);
    expect(ended).toMatch(/, the last at 2026-06-10T09:42:00\.000Z\.$/);
    expect(ended).toContain('In AWS account 123456789012, ec2-role called CreateAccessKey on backup-admin');
  });

  it('[K-02] a chain of more tactics than a sentence holds loses its middle, not its end', async () => {
    const names = [
      'initial_access',
      'execution',
      'discovery',
      'persistence',
      'c2',
      'credential_access',
      'collection',
      'exfiltration',
      'impact',
      'lateral_movement',
    ];
    const events = names.map((name, index) =>
      event({
        id: `${index}`.repeat(32),
        ago: 20 - index,
        rule: `Rule ${index}`,
        tags: [`mitre_${name}`],
        scope: { cluster: 'c', host: 'vm-1' },
        fields: proc(`tool${index}`, `tool${index}`, 'bash', 100 + index, 50),
      }),
    );
    const { summary } = await run('0'.repeat(32), { events, groups: [], threats: [] });
    const told = words(summary[0]!.phrase);
    expect(told).toMatch(/^bash started tool0 on host vm-1 at .* and started tool9, the last at 2026-06-10T09:49:00\.000Z\.$/);
    for (const middle of ['tool1,', 'tool2', 'tool6']) expect(told).not.toContain(middle);
  });

  it('[K-02] sums up in two sentences and the confidence, each citing what it tells alone', async () => {
    const investigated = await run(groups.web, storefront());
    expect(investigated.summary).toHaveLength(3);
    const [began, ended] = investigated.summary;
    expect(began!.cites.filter((one) => ended!.cites.includes(one))).toEqual([]);
    expect(words(investigated.summary[0]!.phrase)).toMatch(
      /^java started bash -c curl .* in prod-eu-1\/shop\/storefront at 2026-06-10T09:30:00/,
    );
    expect(words(investigated.summary[2]!.phrase)).toBe('Confidence that this is one attack: 5/5.');
    expect(investigated.status).toBe('done');
  });
});

describe('evidence', () => {
  it.each(triggers)('[I-26] from %s each citation resolves, and numbers run in reading order', async (trigger) => {
    const investigated = await run(trigger, storefront());
    const known = investigated.evidence.map((one) => one.id);
    expect(known).toEqual(known.map((_, index) => `E${index + 1}`));
    for (const { cites } of citing(investigated)) for (const id of cites) expect(known).toContain(id);
    expect(investigated.summary[0]!.cites[0]).toBe('E1');
  });

  it.each(triggers)('[I-27] from %s every identifier of a sentence occurs in what it cites', async (trigger) => {
    const investigated = await run(trigger, storefront());
    const byId = new Map(investigated.evidence.map((one) => [one.id as string, one]));
    const sentences = citing(investigated).filter((one) => one.phrase !== undefined);
    expect(sentences.length).toBeGreaterThan(20);
    for (const { phrase, cites } of sentences)
      expect({
        said: words(phrase!),
        missing: unsupported(
          phrase!,
          cites.map((id) => byId.get(id)!),
        ),
      }).toEqual({ said: words(phrase!), missing: [] });
  });

  it('[I-27] the same case comes out whatever the order of arrival', async () => {
    const expected = JSON.stringify(await run(groups.web, storefront()));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { ctx } = prepare(storefront(), { before: () => scheduler.schedule(Promise.resolve()) });
        const investigated = await scheduler.waitFor(investigate(groups.web, ctx));
        expect(JSON.stringify(investigated)).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('never makes the same call twice, nor any without need: no cursor, no more than 200 rows, no more than 336 hours', async () => {
    const { ctx, tools } = prepare(storefront());
    await investigate(ids.drop, ctx);
    const keys = tools.asked.map((call) => JSON.stringify([call.tool, call.args]));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { tool, args } of tools.asked.filter((one) => one.tool === 'list_runtime_events')) {
      expect(args).not.toHaveProperty('cursor');
      expect([tool, Number(args['limit']) <= 200, Number(args['scopeHours']) <= 336]).toEqual([tool, true, true]);
      expect(String(args['filter'] ?? '')).not.toMatch(/ or |^\(/);
    }
  });

  it('[I-28] what there is nothing about is said as skipped', async () => {
    const investigated = await run(groups.web, storefront());
    expect(investigated.vulnerabilities).toEqual({ status: 'skipped', reason: 'no scan data' });
    expect(investigated.limitations.map((one) => words(one.phrase))).toContain('Skipped: vulnerabilities (no scan data).');
  });
});

describe('trouble', () => {
  it('[I-28] what was skipped is one natural sentence a reason', async () => {
    const { limitations } = await run('threat-far', storefront());
    const told = limitations.map((one) => words(one.phrase));
    expect(told).toContain('Skipped: process tree (the tenant has no process tree for this event).');
    expect(told).toContain('Skipped: VirusTotal and geolocation (not offered by this host).');
    expect(told.filter((one) => !/^[A-Z]/.test(one))).toEqual([]);
  });

  it('[I-28] a failed direction is a failed part that cites the failed call, in the summary too, and the rest goes on', async () => {
    const fail = (tool: string) => (tool === 'get_event_process_tree' ? failure('server', 'status code: 500') : undefined);
    const investigated = await run(groups.web, storefront(), { fail });
    expect(investigated.processTree).toEqual({ status: 'failed', reason: 'status code: 500' });
    expect(investigated.status).toBe('partial');
    expect(words(investigated.summary.at(-1)!.phrase)).toContain('process tree failed');
    const limitation = investigated.limitations.find((one) => words(one.phrase).includes('status code: 500'))!;
    expect(investigated.evidence.find((one) => one.id === limitation.cites[0])).toMatchObject({
      failure: 'status code: 500',
      source: { tool: 'get_event_process_tree' },
    });
    expect(investigated.flow.status).toBe('done');
  });

  it('[V-10] cancelled after the trigger is known gives a partial case whose missing parts are pending, and makes no further call', async () => {
    const { ctx, tools, abort } = prepare(storefront(), {
      before: (tool) => {
        if (tool === 'get_event_process_tree') abort.abort();
        return Promise.resolve();
      },
    });
    const investigated = await investigate(ids.drop, ctx);
    expect(investigated.status).toBe('partial');
    expect(investigated.processTree).toEqual({ status: 'pending', reason: 'cancelled' });
    expect(investigated.incident).toEqual({ status: 'pending', reason: 'cancelled' });
    const after = tools.asked.length;
    await Promise.resolve();
    expect(tools.asked.length).toBe(after);
    expect(investigated.trigger.eventId).toBe(ids.drop);
  });

  it('[V-10] cancelled before the trigger is known rejects with AbortError', async () => {
    const { ctx, abort } = prepare(storefront(), { before: async () => abort.abort() });
    await expect(investigate(ids.drop, ctx)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('[I-28] a fault of our own loses its direction and not the case, and the log has its stack', async () => {
    const logged: { level: string; detail: unknown }[] = [];
    const { ctx, tools } = prepare(storefront());
    const read: typeof tools.read = (tool, args, signal) => {
      if (tool === 'get_event_process_tree') throw new TypeError('a bug of ours');
      return tools.read(tool, args, signal);
    };
    const log = { write: (level: string, _message: string, detail: unknown) => void logged.push({ level, detail }) };
    const investigated = await investigate(groups.web, { ...ctx, log, tools: { ...tools, read } });
    expect(investigated.processTree).toEqual({ status: 'failed', reason: 'internal error' });
    expect(investigated.status).toBe('partial');
    expect(investigated.flow.status).toBe('done');
    const faults = logged.filter((one) => one.level === 'error');
    expect(faults).toEqual([{ level: 'error', detail: { stack: expect.stringContaining('TypeError: a bug of ours') } }]);
  });

  it('[I-03] an id that is nothing is not found, and the fix offers the list', async () => {
    await expect(run('019eb0ce-0000', storefront())).rejects.toMatchObject({
      reason: 'notFound',
      fix: expect.stringContaining('list of open threats'),
    });
  });

  it('[I-03] only "not found" moves on to the next kind of id', async () => {
    const fail = (tool: string) => (tool === 'get_threats_engine_threat' ? failure('forbidden', 'status code: 403') : undefined);
    await expect(run(ids.drop, storefront(), { fail })).rejects.toMatchObject({ reason: 'forbidden' });
  });

  it('a tenant without the threats engine still gives a case for an event', async () => {
    const missing = [
      'get_threats_engine_threat',
      'get_threats_engine_group',
      'list_threats_engine_groups',
      'list_threats_engine_threats_by_group',
    ] as const;
    const investigated = await run(ids.drop, storefront(), { missing });
    expect(investigated.incident).toEqual({ status: 'skipped', reason: 'the tenant has no threats engine' });
    expect(investigated.trigger.kind).toBe('event');
    expect(investigated.status).toBe('done');
  });
});

describe('narration', () => {
  it('[I-31] says what was found and what comes next, one line each', async () => {
    const { ctx, lines } = prepare(storefront());
    await investigate(groups.web, ctx);
    expect(lines.some((line) => line.startsWith('Process tree: java → bash → kdevtmpfsi. '))).toBe(true);
    expect(lines.some((line) => line.includes('syscall events in cluster prod-eu-1, ±2 h'))).toBe(true);
    expect(lines.every((line) => !line.includes('\n'))).toBe(true);
  });
});

it('[K-02] outside of Kubernetes it is the container that runs an image, not its host', async () => {
  const image = { repository: 'docker.io/acme/proxy', tag: '1.4' };
  const lone = event({
    id: 'f'.repeat(32),
    ago: 10,
    rule: 'Run shell untrusted',
    scope: { host: 'vm-7', container: '3f2a9c81d7be', containerName: 'proxy', image },
    fields: proc('sh', 'sh', 'nginx', 90, 80),
  });
  const { resource, trigger } = await run(lone.id, { events: [lone], groups: [], threats: [] });
  if (resource.status !== 'done') throw new Error('no resource');
  const [runs] = resource.value.map((one) => words(one.phrase));
  expect(runs).toBe('Container proxy runs the image docker.io/acme/proxy, tag 1.4.');
  expect(trigger.scope).toMatchObject({ container: '3f2a9c81d7be', host: 'vm-7' });
});
