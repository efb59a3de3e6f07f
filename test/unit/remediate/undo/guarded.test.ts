import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../src/extension/core/model/command.ts';
import * as writes from '../../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import { shown } from '../../../../src/extension/core/remediate/surfaces/shown.ts';
import { changeOf } from '../../../../src/extension/core/remediate/undo/change.ts';
import { guarded } from '../../../../src/extension/core/remediate/undo/guarded.ts';
import { requireAsCaptured } from '../../../../src/extension/core/remediate/undo/stillAsCaptured.ts';
import { everyAws, everyKubectl } from '../everyCommand.ts';
import { asRequest, captureWorld, deployment, pod, scope, storefront } from './world.ts';

async function bound(command: Command) {
  const captured = await captureWorld().capture(command);
  const request = guarded(asRequest(command), captured);
  return { request, captured, line: request.surface === 'command' ? shown(request.command) : '' };
}

describe('[R-22] a request with what was captured as its condition', () => {
  it.each([
    ['a label', writes.labelObject(scope, pod, { app: null }), '--resource-version=41'],
    ['an annotation', writes.annotateObject(scope, storefront, { held: 'yes' }), '--resource-version=42'],
    ['a number of replicas', writes.scaleObject(scope, storefront, { to: 0 }), '--current-replicas=3'],
    [
      'a merge patch',
      writes.patchObject(scope, storefront, { type: 'merge', body: { metadata: { labels: { q: 'y' } } } }),
      `'--patch={"metadata":{"labels":{"q":"y"},"resourceVersion":"42"}}'`,
    ],
    [
      'a patch by steps',
      writes.patchObject(scope, storefront, { type: 'json', body: [{ op: 'replace', path: '/spec/replicas', value: 0 }] }),
      `'--patch=[{"op":"replace","path":"/metadata/resourceVersion","value":"42"},{"op":"replace","path":"/spec/replicas","value":0}]'`,
    ],
  ])('carries it for %s, once', async (_what, command, condition) => {
    const { request, captured, line } = await bound(command);
    expect(line).toContain(` ${condition} `);
    expect(guarded(request, captured)).toEqual(request);
    // The undo of both is the same: the condition is nothing that is changed.
    expect((await captureWorld().capture(request.surface === 'command' ? request.command : command)).value).toEqual(captured.value);
  });

  it('keeps a condition that the proposal came with', async () => {
    const stated = writes.scaleObject(scope, storefront, { to: 0, from: 5 });
    expect((await bound(stated)).request).toEqual(asRequest(stated));
    const versioned = writes.labelObject(scope, pod, { app: null }, { ifVersion: '7' });
    expect((await bound(versioned)).request).toEqual(asRequest(versioned));
  });

  it('is as it was where no command can carry it', async () => {
    for (const command of [writes.rolloutPause(scope, storefront), writes.rolloutUndo(scope, storefront, 1)]) {
      expect((await bound(command)).request).toEqual(asRequest(command));
    }
    const sysdig = { surface: 'sysdig', type: 'DELETE_POD', parameters: {} } as const;
    expect(guarded(sysdig, undefined)).toBe(sysdig);
  });

  it('[R-22] is read again where no command can carry it, and a status that moved on is no change', async () => {
    const request = asRequest(writes.rolloutPause(scope, storefront));
    const { captured } = await bound(writes.rolloutPause(scope, storefront));
    const over = (object: object) => captureWorld(() => ({ json: object })).asking;
    const moved = { ...deployment, metadata: { ...deployment.metadata, resourceVersion: '99' } };
    await requireAsCaptured(request, captured, over(moved));
    const paused = { ...moved, spec: { ...moved.spec, paused: true } };
    await expect(requireAsCaptured(request, captured, over(paused))).rejects.toMatchObject({ reason: 'conflict' });
  });
});

describe('[R-13] a command read back from its words', () => {
  it('is the same command when it is built again, for all that carry their condition already', () => {
    const commands = { ...everyKubectl(scope), ...everyAws({ region: 'eu-west-1', profile: 'prod' }) };
    for (const [name, command] of Object.entries(commands)) {
      const change = changeOf(command);
      expect([name, change?.program]).toEqual([name, command.access === 'write' ? command.program : undefined]);
    }
    const marked = changeOf(writes.annotateObject(scope, storefront, { 'acme.com/case': 'a=b --c=d', gone: null }, { ifVersion: '4' }));
    expect(marked).toEqual({
      ...{ program: 'kubectl', does: 'annotate', object: storefront, scope: { ...scope, requestSeconds: 15 } },
      ...{ marks: { 'acme.com/case': 'a=b --c=d', gone: null }, ifVersion: '4' },
    });
  });

  it('is refused where the allow-list does not have it', () => {
    expect(() => changeOf({ program: 'kubectl', argv: ['delete', 'pods', 'x'], access: 'write' })).toThrow('not on the list');
  });
});
