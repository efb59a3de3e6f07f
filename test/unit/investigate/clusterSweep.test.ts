import { describe, expect, it } from 'vitest';
import { investigate } from '../../../src/extension/core/investigate/investigate.ts';
import type { ReadTool } from '../../../src/extension/core/tools/readTools.ts';
import { failure } from '../../fakes/readTools.ts';
import { ids, prepare, run, storefront } from './scenario.ts';

type Args = Readonly<Record<string, unknown>>;

const sourceOf = (tool: ReadTool, args: Args): string | undefined => {
  const filter = String(args['filter'] ?? '');
  if (tool !== 'count_runtime_events' || !filter.includes('kubernetes.cluster.name = "prod-eu-1" and source in')) return undefined;
  return ['syscall', 'k8s_audit', 'awscloudtrail'].find((source) => filter.includes(`"${source}"`));
};

const sweepsOf = (coverage: readonly { name: string; status: string; found?: number }[]) =>
  coverage.filter(({ name }) => name.endsWith('events of the cluster')).map(({ name, status, found }) => [name, status, found]);

describe('the rest of the cluster', () => {
  it('[I-11] is looked at for syscall, k8s_audit and CloudTrail, two hours round the trigger', async () => {
    const { coverage } = await run(ids.drop, storefront());
    expect(sweepsOf(coverage)).toEqual([
      ['syscall events of the cluster', 'done', 2],
      ['k8s_audit events of the cluster', 'done', 1],
      ['cloudtrail events of the cluster', 'done', 0],
    ]);
  });

  it('[I-11] is asked for all three at once: none waits for the answer of another', async () => {
    const waiting = new Set<string>();
    let release = (): void => undefined;
    const all = new Promise<void>((resolve) => {
      release = resolve;
    });
    const before = async (tool: ReadTool, args: Args): Promise<void> => {
      const source = sourceOf(tool, args);
      if (source === undefined) return;
      waiting.add(source);
      if (waiting.size === 3) release();
      await all;
    };
    const { ctx } = prepare(storefront(), { before });
    await investigate(ids.drop, ctx);
    expect([...waiting].sort()).toEqual(['awscloudtrail', 'k8s_audit', 'syscall']);
  });

  it('[I-11] [I-28] one source that can not be read does not take the others along', async () => {
    const fail = (tool: ReadTool, args: Args) =>
      String(args['filter'] ?? '').includes('"k8s_audit"') && tool !== 'get_event_info' ? failure('server', 'HTTP 500') : undefined;
    const { coverage, status } = await run(ids.drop, storefront(), { fail });
    expect(sweepsOf(coverage)).toEqual([
      ['syscall events of the cluster', 'done', 2],
      ['k8s_audit events of the cluster', 'failed', undefined],
      ['cloudtrail events of the cluster', 'done', 0],
    ]);
    expect(status).toBe('partial');
  });
});
