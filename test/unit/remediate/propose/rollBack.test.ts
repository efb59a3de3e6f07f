import { describe, expect, it } from 'vitest';
import { proposeActions } from '../../../../src/extension/core/remediate/propose/proposeActions.ts';
import * as shop from '../probe/storefront.ts';
import { actionNamed, breaksOf, given, miner, probed, sampleThreat } from './given.ts';

const threat = sampleThreat(...miner);
const name = 'kubectl rollout undo';

describe('rolling back', () => {
  it('[R-11] goes to the revision before by its number, and says which image comes back and what goes with the present one', async () => {
    const action = actionNamed(proposeActions(given(threat, await probed())).actions, name);
    expect(action.line).toMatch(/^kubectl rollout undo deployments\.apps storefront --namespace=shop --to-revision=3 /);
    expect(JSON.stringify(action.expected)).toContain('shop/storefront:1.9');
    expect(breaksOf(action)[0]).toMatch(/^What came with revision 4 \(.+\) is missing again$/);
    expect(action.reversibility.kind).toBe('inverse');
  });

  it('[R-11] is not proposed where the revision before ran the same image, or there is none', async () => {
    const [running, old] = shop.objects['replicasets.apps'];
    const same = { ...old, spec: running?.spec };
    for (const sets of [[running, same], [running]]) {
      const { actions } = proposeActions(given(threat, await probed({ objects: { 'replicasets.apps': sets } })));
      expect(actions.map((action) => action.name)).not.toContain(name);
    }
  });
});
