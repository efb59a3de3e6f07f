import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/extension/core/model/evidence.ts';
import type { SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { words } from './read.ts';
import { event, groups, ids, pod, proc, run, storefront } from './scenario.ts';

const said = (claims: readonly Claim[]) => claims.map(({ phrase }) => words(phrase));
const id = (letter: string) => letter.repeat(32);
const host = { host: 'vm-1' };
const alone = (...events: readonly SecurityEvent[]) => ({ events, groups: [], threats: [] });

/** What a cited answer is of: the id of its event, else its tool. */
function citedBy({ cites }: Claim, found: Awaited<ReturnType<typeof run>>): readonly unknown[] {
  return cites.map((one) => {
    const source = found.evidence.find(({ id: known }) => known === one)?.source;
    return source?.kind === 'mcp' ? (source.args['event_id'] ?? source.args['eventId'] ?? source.row ?? source.tool) : source?.kind;
  });
}

describe('the summary', () => {
  it.each([groups.web, groups.key, groups.trail])(
    '[K-02] from %s is two sentences that can be read, the second in another place',
    async (group) => {
      const { summary } = await run(group, storefront());
      const story = said(summary.slice(0, -1));
      expect(story).toHaveLength(2);
      for (const sentence of story) expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(60);
      expect(story[0]).not.toContain('AWS account');
      expect(story[1]).toMatch(/^In AWS account 123456789012, /);
    },
  );

  it('[K-02] of a short story is one sentence, wherever it goes', async () => {
    const enter = event({
      id: id('a'),
      ago: 20,
      rule: 'Attach/Exec Pod',
      source: 'k8s_audit',
      scope: { cluster: 'prod-eu-1', namespace: 'shop', pod: 'storefront-x2k4q' },
      fields: {
        'ka.user.name': 'dana@acme.example',
        'ka.verb': 'create',
        'ka.target.resource': 'pods',
        'ka.target.subresource': 'exec',
        'ka.target.name': 'storefront-x2k4q',
        'ka.target.namespace': 'shop',
      },
    });
    const shell = event({ id: id('b'), ago: 19.9, rule: 'Terminal shell', scope: pod, fields: proc('sh', 'sh', 'runc', 90, 80) });
    const { summary } = await run(id('b'), alone(enter, shell));
    expect(said(summary)).toEqual([
      expect.stringMatching(/^dana@acme\.example .* at .*; then in prod-eu-1\/shop\/storefront, runc started sh, the last at .*\.$/),
      expect.stringMatching(/^Confidence/),
    ]);
  });
});

describe('the trigger', () => {
  const written = (raw: string) =>
    ({ ...event({ id: id('a'), ago: 9, rule: 'Drift', scope: host }), severity: { word: 'high', raw } }) as const;

  it.each([
    ['1', 'Its severity is high.'],
    ['HIGH', 'Its severity is high.'],
    ['error', 'Its severity is high (error as the tenant writes it).'],
  ])('[I-27] the severity %s is told as the tenant writes it where that is another word', async (raw, told) => {
    expect(said((await run(id('a'), alone(written(raw)))).triggerFacts)).toContain(told);
  });

  it('[K-02] is told in three sentences: what fired when what was done, how severe, and by whom with which file', async () => {
    expect(said((await run(ids.drop, storefront())).triggerFacts)).toEqual([
      expect.stringMatching(/^Execution from \/dev\/shm fired at .* in prod-eu-1\/shop\/storefront, when bash started kdevtmpfsi .*\.$/),
      'Its severity is critical.',
      `The process ran as user root and its file has SHA-256 ${'6f'.repeat(32)}.`,
    ]);
  });
});

describe('the confidence', () => {
  it('[I-26] cites the links that it names and not the whole chain', async () => {
    const found = await run(groups.web, storefront());
    const [, link, reach] = found.confidence.reasons;
    expect(said([link!, reach!])).toEqual([
      'A link of the trigger is proven: bash (process 48190) is the parent process.',
      'Proven links lead on to AWS account 123456789012.',
    ]);
    expect(citedBy(link!, found)).toEqual([ids.shell, ids.drop]);
    expect(citedBy(reach!, found)).toEqual([ids.imds, ids.access]);
  });

  it('[I-26] names each tactic that it counts, with an event of each', async () => {
    const tactics = ['execution', 'persistence', 'exfiltration', 'exfiltration'];
    const events = tactics.map((name, nth) =>
      event({
        id: id(`${nth}`),
        ago: 20 - nth,
        rule: `Rule ${nth}`,
        tags: [`mitre_${name}`],
        scope: host,
        fields: proc(`t${nth}`, `t${nth}`, 'sh', 100 + nth, 50),
      }),
    );
    const found = await run(id('0'), alone(...events));
    const reach = found.confidence.reasons.at(-1)!;
    expect(said([reach])).toEqual(['Proven links run through Execution, Persistence and Exfiltration.']);
    expect(citedBy(reach, found)).toEqual([id('0'), id('1'), id('2')]);
  });
});

describe('the next checks', () => {
  const plants = (letter: string, ago: number, path: string) =>
    event({
      id: id(letter),
      ago,
      rule: 'Start-up file written',
      tags: ['mitre_persistence'],
      scope: host,
      fields: { ...proc('tee', `tee ${path}`, 'sh', 100 + ago, 50), 'evt.type': 'write', 'fd.name': path },
    });

  it('[K-02] name the files that were planted, with the event of each', async () => {
    const found = await run(id('a'), alone(plants('a', 9, '/etc/cron.d/x'), plants('b', 8, '/etc/init.d/y')));
    const [first] = found.nextChecks;
    expect(said([first!])[0]).toMatch(/^Keep a copy of \/etc\/cron\.d\/x and \/etc\/init\.d\/y and read them: /);
    expect(citedBy(first!, found)).toEqual([id('a'), id('b')]);
  });

  it.each([groups.web, groups.key, 'threat-far', ids.other])('[K-02] from %s each says what it settles', async (trigger) => {
    const checks = said((await run(trigger, storefront())).nextChecks);
    expect(checks.length).toBeGreaterThan(0);
    for (const check of checks) expect(check).toMatch(/^[A-Z][^:]+: (that settles|if|as long as|until) .+\.$/);
  });
});
