import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { Case } from '../../../src/extension/core/model/case.ts';
import type { SysqlRow } from '../../../src/extension/core/model/inventory.ts';
import type { ReadTools } from '../../../src/extension/core/tools/readTools.ts';
import { failure } from '../../fakes/readTools.ts';
import { words } from './read.ts';
import { event, ids, prepare, run, storefront } from './scenario.ts';

const said = (investigated: Case): readonly string[] =>
  investigated.resource.status === 'done' ? investigated.resource.value.map((one) => words(one.phrase)) : [];
const covered = (investigated: Case, name: string) => investigated.coverage.find((one) => one.name === name);

/** A tenant that takes the queries which a pattern fits, and refuses all others as a schema does. */
const answering =
  (...answers: readonly (readonly [RegExp, readonly SysqlRow[]])[]) =>
  (query: string): readonly SysqlRow[] => {
    const found = answers.find(([pattern]) => pattern.test(query));
    if (found === undefined) throw failure('invalid', 'unknown entity, relation or field');
    return found[1];
  };

const neighbours = ['cart', 'checkout', 'mail', 'search', 'stock', 'storefront', 'tax'].map((name) => ({ namespace: 'shop', name }));
const everything = answering(
  [/KubeWorkload AS wl WHERE/, neighbours],
  [/RETURN it\.isExposed/, [{ exposed: true }]],
  [
    /VIOLATES Control/,
    [
      { name: 'Privileged container', severity: 'High' },
      { name: 'Memory limit not set', severity: 'Medium' },
    ],
  ],
  [
    /KubeRoleBinding/,
    [
      { account: 'storefront', role: 'view' },
      { account: 'storefront', role: 'edit' },
    ],
  ],
);

describe('siblings, posture and role bindings', () => {
  it('[I-14] are told with number and names, from the place that the trigger names', async () => {
    const investigated = await run(ids.drop, { ...storefront(), sysql: everything });
    expect(said(investigated)).toEqual(
      expect.arrayContaining([
        'In prod-eu-1/shop there are 6 other workloads: cart, checkout, mail, search, stock and 1 more.',
        'The inventory counts storefront as exposed to the outside.',
        'storefront violates 2 controls: Privileged container and Memory limit not set.',
        'The service account storefront of shop is bound to edit and view.',
      ]),
    );
    expect(covered(investigated, 'siblings')).toMatchObject({ status: 'done', found: 6 });
    expect(covered(investigated, 'posture')).toMatchObject({ status: 'done', found: 2 });
  });

  it('[I-14] what the inventory does not say of the exposure is told as not said', async () => {
    const sysql = answering([/RETURN it\.isExposed/, [{ exposed: null }]]);
    const told = said(await run(ids.drop, { ...storefront(), sysql }));
    expect(told).toContain('The inventory does not say whether storefront is exposed to the outside.');
  });

  it('[I-14] each query names its place in quotes and a limit', async () => {
    const { ctx, tools } = prepare({ ...storefront(), sysql: everything });
    await investigate(ids.drop, ctx);
    const queries = tools.asked.filter(({ tool }) => tool === 'run_sysql').map(({ args }) => String(args['query']));
    expect(queries).toHaveLength(4);
    for (const query of queries) expect(query).toMatch(/= 'shop'.* LIMIT \d+;$/);
  });

  it('[I-14] a schema that refuses the first shape is asked in the other spelling', async () => {
    const sysql = answering(
      [/wl\.cluster = 'prod-eu-1' AND wl\.namespace = 'shop'/, neighbours],
      [/it\.namespace = 'shop'/, [{ exposed: false }]],
      [/MATCH Resource VIOLATES Control WHERE Resource\.name = 'storefront'/, [{ 'Control.name': 'Privileged container' }]],
      [/KubeServiceAccount AS sa BINDS_TO/, [{ account: 'storefront', role: 'view' }]],
    );
    const told = said(await run(ids.drop, { ...storefront(), sysql }));
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringContaining('6 other workloads'),
        'The inventory counts storefront as not exposed to the outside.',
        'storefront violates 1 control: Privileged container.',
        'The service account storefront of shop is bound to view.',
      ]),
    );
  });

  it('[I-14] a schema that refuses every shape is a failed part with that reason, citing a refused call, and the case goes on', async () => {
    const investigated = await run(ids.drop, { ...storefront(), sysql: answering() });
    for (const name of ['siblings', 'exposure', 'posture', 'role bindings']) {
      const coverage = covered(investigated, name);
      expect(coverage).toMatchObject({ status: 'failed', reason: 'schema mismatch' });
      const cited = investigated.evidence.find((one) => one.id === coverage?.cites?.[0]);
      expect(cited).toMatchObject({ source: { tool: 'run_sysql' }, failure: 'unknown entity, relation or field' });
    }
    expect(investigated.status).toBe('partial');
    expect(investigated.flow.status).toBe('done');
    expect(words(investigated.summary.at(-1)!.phrase)).toContain('posture failed');
  });

  it('[I-14] as many rows as the limit are told as cut', async () => {
    const many = Array.from({ length: 50 }, (_one, index) => ({ namespace: 'shop', name: `workload-${index}` }));
    const { ctx, tools } = prepare({ ...storefront(), sysql: answering([/KubeWorkload AS wl/, many]) });
    const cut: ReadTools['read'] = async (tool, args, signal) => {
      const answer = await tools.read(tool, args, signal);
      return tool === 'run_sysql' ? { ...answer, truncated: { shown: 50 } } : answer;
    };
    const investigated = await investigate(ids.drop, { ...ctx, tools: { ...tools, read: cut } });
    expect(covered(investigated, 'siblings')?.truncated).toEqual({ shown: 50 });
    expect(said(investigated).join('\n')).toContain('at least 50 other workloads');
  });

  it('[I-14] a label with a line break is never sent as part of a query', async () => {
    const hostile = event({
      id: 'b'.repeat(32),
      ago: 5,
      rule: 'Run shell untrusted',
      scope: { cluster: 'prod-eu-1', namespace: "shop'\nRETURN Secret", workload: 'web' },
    });
    const { ctx, tools } = prepare({ events: [hostile], groups: [], threats: [], sysql: everything });
    const investigated = await investigate(hostile.id, ctx);
    expect(tools.asked.filter(({ tool }) => tool === 'run_sysql')).toEqual([]);
    expect(covered(investigated, 'siblings')).toMatchObject({ status: 'failed', reason: expect.stringContaining('line break') });
  });

  it('[I-14] on a host its own controls are read, and what only a cluster has is skipped with the reason', async () => {
    const sysql = answering([/MATCH Host VIOLATES Control WHERE Host\.hostname = 'gcp-node-7'/, [{ name: 'Audit logging disabled' }]]);
    const investigated = await run(ids.other, { ...storefront(), sysql });
    expect(said(investigated)).toContain('gcp-node-7 violates 1 control: Audit logging disabled.');
    expect(covered(investigated, 'siblings')).toMatchObject({ status: 'skipped', reason: 'the trigger names no Kubernetes cluster' });
    expect(covered(investigated, 'role bindings')).toMatchObject({ status: 'skipped' });
  });

  it('[I-25] violated controls are correlated with the trigger, and what the gate holds back is said', async () => {
    const left = event({
      id: 'c'.repeat(32),
      ago: 5,
      rule: 'Change thread namespace',
      tags: ['mitre_privilege_escalation'],
      scope: storefront().events[0]!.scope,
      fields: { 'proc.name': 'nsenter', 'container.privileged': 'true' },
    });
    const investigated = await run(left.id, { events: [left], groups: [], threats: [], sysql: everything });
    if (investigated.correlation.status !== 'done') throw new Error(investigated.correlation.reason);
    const { rows, refused } = investigated.correlation.value;
    expect(rows.map(({ finding, score, tactic }) => [finding.text, score, tactic])).toEqual([
      ['Privileged container', 5, 'privilege_escalation'],
    ]);
    expect(refused.map((one) => words(one.phrase)).join()).toContain('Memory limit not set is good for impact');
  });
});
