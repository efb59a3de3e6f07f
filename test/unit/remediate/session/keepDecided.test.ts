import { describe, expect, it } from 'vitest';
import type { Run } from '../../../../src/extension/core/model/remediation.ts';
import { proposeActions } from '../../../../src/extension/core/remediate/propose/proposeActions.ts';
import { keepDecided } from '../../../../src/extension/core/remediate/session/keepDecided.ts';
import * as shop from '../probe/storefront.ts';
import { actionNamed, given, miner, probed, reachOf, sampleThreat } from '../propose/given.ts';

const threat = sampleThreat(...miner);
const [deployment] = shop.objects['deployments.apps'];
const atZero = { objects: { 'deployments.apps': [{ ...deployment, spec: { ...deployment.spec, replicas: 0 } }] } };

async function lists() {
  const earlier = proposeActions(given(threat, await probed()));
  const made = proposeActions(given(threat, await probed(atZero)));
  const scale = actionNamed(earlier.actions, 'kubectl scale');
  if (scale.request === undefined) throw new Error('it can not be run');
  const run: Run = {
    ...{ actionId: scale.id, attempt: 'a', request: scale.request, startedAt: 1, status: 'done' },
    undo: { kind: 'manual', recovery: 'scale it up' },
  };
  return { earlier, made, scale, runs: new Map([[scale.id, run]]) };
}

describe('a list that is made anew', () => {
  it('[R-22] keeps in its stage what ran, which nothing asks for any more, and does not offer to run it again', async () => {
    const { earlier, made, scale, runs } = await lists();
    expect(made.actions.map(({ id }) => id)).not.toContain(scale.id);
    const { actions } = keepDecided(made, { proposals: earlier, runs, decisions: new Map() }, reachOf());
    expect(actions.find(({ id }) => id === scale.id)).toEqual({
      ...scale,
      availability: {
        ...{ state: 'unavailable', reason: 'what was probed last does not ask for it any more', fix: 'Take it back, or probe again' },
      },
    });
    const stages = actions.map(({ stage }) => stage);
    expect(stages).toEqual(['evidence', 'containment', 'destruction'].flatMap((stage) => stages.filter((one) => one === stage)));
    expect(actions).toHaveLength(made.actions.length + 1);
  });

  it('[R-10] says of it first what its tool can not do', async () => {
    const { earlier, made, scale, runs } = await lists();
    const reach = reachOf({ kubectl: { usable: false, reason: 'it points elsewhere', fix: 'Switch' } });
    const { actions } = keepDecided(made, { proposals: earlier, runs, decisions: new Map() }, reach);
    expect(actions.find(({ id }) => id === scale.id)?.availability).toMatchObject({ reason: 'it points elsewhere', fix: 'Switch' });
  });

  it('[R-11] lets go what nobody decided anything about', async () => {
    const { earlier, made } = await lists();
    expect(keepDecided(made, { proposals: earlier, runs: new Map(), decisions: new Map() }, reachOf())).toBe(made);
  });
});
