import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../src/extension/core/model/command.ts';
import type { ActionRequest } from '../../../../src/extension/core/model/confirmation.ts';
import { allow } from '../../../../src/extension/core/remediate/surfaces/allow.ts';
import * as writes from '../../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { shown } from '../../../../src/extension/core/remediate/surfaces/shown.ts';
import type { Captured } from '../../../../src/extension/core/remediate/undo/capture.ts';
import { planUndo } from '../../../../src/extension/core/remediate/undo/planUndo.ts';
import { undoText } from '../../../../src/extension/core/remediate/undo/undoText.ts';
import { actionKinds } from '../../../../src/extension/sample/actionCatalogue.ts';
import { everyAws, everyKubectl } from '../everyCommand.ts';
import { asRequest, captureWorld, pod, scope, storefront } from './world.ts';

const place = '--context=prod-eu-1 --kubeconfig=/home/u/.kube/config --request-timeout=15s';

async function plan(command: Command) {
  const captured = await captureWorld().capture(command);
  return planUndo(asRequest(command), captured, { undoable: false });
}

describe('[R-22] the undo of a command', () => {
  it.each([
    [
      'the earlier labels',
      writes.labelObject(scope, pod, { app: null, q: 'yes' }),
      `label pods storefront-1 app=storefront q- --namespace=shop --overwrite=true --output=json ${place}`,
    ],
    [
      'the earlier annotation',
      writes.annotateObject(scope, storefront, { note: 'other' }),
      `annotate deployments.apps storefront 'note=as it was' --namespace=shop --overwrite=true --output=json ${place}`,
    ],
    [
      'the earlier replicas, from the ones that were set',
      writes.scaleObject(scope, storefront, { to: 0, from: 3 }),
      `scale deployments.apps storefront --namespace=shop --replicas=3 --current-replicas=0 ${place}`,
    ],
    ['the other way', writes.rolloutPause(scope, storefront), `rollout resume deployments.apps storefront --namespace=shop ${place}`],
    [
      'the earlier revision',
      writes.rolloutUndo(scope, storefront, 1),
      `rollout undo deployments.apps storefront --namespace=shop --to-revision=2 ${place}`,
    ],
    [
      'the earlier fields, absent ones taken away',
      writes.patchObject(scope, storefront, {
        type: 'json',
        body: [
          { op: 'replace', path: '/spec/replicas', value: 0 },
          { op: 'add', path: '/spec/paused', value: true },
        ],
      }),
      `patch deployments.apps storefront --namespace=shop --type=merge '--patch={"spec":{"replicas":3,"paused":null}}' --output=json ${place}`,
    ],
  ])('is %s, in the context of the command', async (_what, command, line) => {
    const undo = await plan(command);
    expect(undoText(undo, asRequest(command))).toBe(`kubectl ${line}`);
  });

  it("[R-06] is for every command that changes something on the allow-list too, or is said to be a person's", () => {
    const about: Readonly<Record<string, Captured['value']>> = {
      ...{ patchObject: { about: 'fields', version: '1', fields: [{ path: ['spec', 'paused'] }] } },
      ...{ labelObject: { about: 'marks', version: '1', values: { quarantine: null, app: 'x' } } },
      ...{ annotateObject: { about: 'marks', version: '1', values: { 'acme.com/case': 'before' } } },
      ...{ scaleObject: { about: 'replicas', version: '1', replicas: 3 }, rolloutPause: { about: 'paused', version: '1', paused: false } },
      ...{ rolloutResume: { about: 'paused', version: '1', paused: true }, rolloutUndo: { about: 'revision', version: '1', revision: 4 } },
      ...{ attachRolePolicy: { about: 'attached', attached: false }, detachRolePolicy: { about: 'attached', attached: true } },
      ...{ deactivateKey: { about: 'key', status: 'Active' }, activateKey: { about: 'key', status: 'Inactive' } },
      ...{ rolloutRestart: { about: 'object', version: '1' }, deleteKey: { about: 'key', status: 'Active' } },
      ...{ deleteNetworkPolicy: { about: 'manifest', version: '1', manifest: { kind: 'NetworkPolicy' } } },
    };
    const commands = { ...everyKubectl(scope), ...everyAws({ region: 'eu-west-1' }) };
    const changing = Object.entries(commands).filter(([, { access }]) => access === 'write');
    const kinds = changing.map(([name, command]) => {
      const value = about[name];
      if (value === undefined) throw new Error(`${name} has no earlier state here`);
      const undo = planUndo(asRequest(command), { digest: '', at: 0, value }, { undoable: false });
      if (undo.kind === 'command') expect(allow(undo.command).access).toBe('write');
      return [name, undo.kind];
    });
    expect(Object.fromEntries(kinds)).toEqual({
      ...{ patchObject: 'command', labelObject: 'command', annotateObject: 'command', scaleObject: 'command' },
      ...{
        rolloutPause: 'command',
        rolloutResume: 'command',
        rolloutUndo: 'command',
        rolloutRestart: 'manual',
        deleteNetworkPolicy: 'manual',
      },
      ...{
        attachRolePolicy: 'command',
        detachRolePolicy: 'command',
        deactivateKey: 'command',
        activateKey: 'command',
        deleteKey: 'manual',
      },
    });
  });

  it("is a person's where the earlier state could not be kept or fits into no command, and says so", async () => {
    const secret = await plan(writes.annotateObject(scope, storefront, { 'acme.com/token': 'x' }));
    expect(secret).toEqual({
      ...{
        kind: 'manual',
        recovery:
          'set deployments.apps shop/storefront by hand to what it was: it was not kept, since what was at acme.com/token may hold secrets',
      },
    });
    const command = writes.annotateObject(scope, storefront, { note: null });
    const lines: Captured = { digest: '', at: 0, value: { about: 'marks', version: '1', values: { note: 'two\nlines' } } };
    expect(planUndo(asRequest(command), lines, { undoable: false })).toMatchObject({ kind: 'manual' });
    expect(planUndo(asRequest(command), undefined, { undoable: false })).toMatchObject({ kind: 'manual' });
  });

  it('never takes the state before another kind of change for its own', () => {
    const foreign: Captured = { digest: '', at: 0, value: { about: 'attached', attached: false } };
    for (const [name, command] of Object.entries(everyKubectl(scope))) {
      if (command.access === 'write')
        expect([name, planUndo(asRequest(command), foreign, { undoable: false }).kind]).toEqual([name, 'manual']);
    }
  });

  it('creates a deleted policy from text in which a shell reads nothing', () => {
    const command = writes.deleteNetworkPolicy(scope, { namespace: 'shop', name: 'isolate' });
    const manifest = { metadata: { annotations: { note: `it's $(touch x) \`id\` \u202e` } } };
    const undo = planUndo(
      asRequest(command),
      { digest: '', at: 0, value: { about: 'manifest', version: '1', manifest } },
      { undoable: false },
    );
    const text = `'{"metadata":{"annotations":{"note":"it'\\''s $(touch x) \`id\` \\u202e"}}}'`;
    const create = 'kubectl create --filename=- --namespace=shop --context=prod-eu-1 --kubeconfig=/home/u/.kube/config';
    expect(undo).toEqual({ kind: 'manual', recovery: `create it again: printf %s ${text} | ${create}` });
    expect(shown(command)).not.toContain('touch');
  });
});

describe("[R-22] the undo of the tenant's actions", () => {
  const of = (type: string, undoable: boolean) => planUndo({ surface: 'sysdig', type, parameters: {} }, undefined, { undoable });

  it("is the tenant's own where it has one, nothing for evidence, and otherwise what a person would do", () => {
    const kinds = [...actionKinds].map(([type, { undo, action }]) => [type, of(type, undo !== undefined && action.isUndoable).kind]);
    const names = (kind: string) => kinds.filter(([, one]) => one === kind).map(([type]) => type);
    expect(names('nothing')).toEqual(['FILE_ACQUIRE', 'CAPTURE', 'GET_LOGS', 'FETCH_CLOUD_LOGS']);
    expect(names('manual')).toEqual(['KILL_PROCESS', 'KILL_CONTAINER', 'DELETE_POD', 'ROLLOUT_RESTART']);
    expect(names('undoAction')).toHaveLength(kinds.length - 8);
  });

  it('names a recovery of its own for each, also where the catalogue says that it has no undo', () => {
    const fallback = of('SOMETHING_NEW', false);
    expect(fallback).toMatchObject({ kind: 'manual', recovery: expect.stringContaining('the tenant has no undo for it') });
    const manual = [...actionKinds.keys()].map((type) => of(type, false)).filter(({ kind }) => kind === 'manual');
    expect(manual).not.toContainEqual(fallback);
    expect(new Set(manual.map((plan) => JSON.stringify(plan))).size).toBe(manual.length);
  });

  it('is in words for each kind of plan', () => {
    const request: ActionRequest = { surface: 'sysdig', type: 'GET_LOGS', parameters: {} };
    expect(undoText({ kind: 'undoAction' }, request)).toContain('undo_response_action');
    expect(undoText({ kind: 'nothing' }, request)).toContain('only gathers');
    expect(undoText({ kind: 'nothing' }, asRequest(writes.scaleObject(scope, storefront, { to: 3 })))).toContain('is so already');
  });
});
