import { beforeEach, expect, it } from 'vitest';
import { registerStatusBar } from '../../../../src/extension/editor/connection/statusBar.ts';
import type { SessionState, TenantSession } from '../../../../src/extension/editor/connection/tenantSession.ts';
import { failure } from '../../../fakes/readTools.ts';
import { EventEmitter, editor } from '../../../fakes/vscode.ts';

beforeEach(() => editor.reset());

function inState(state: SessionState) {
  const changed = new EventEmitter<SessionState>();
  registerStatusBar({ state: { kind: 'disconnected' }, onDidChange: changed.event } as unknown as TenantSession);
  changed.fire(state);
  return editor.statusBar[0];
}

it('[C-06] marks the sample tenant as such', () => {
  expect(inState({ kind: 'connected', tenant: { name: 'sample', sample: true } })).toMatchObject({
    visible: true,
    text: expect.stringContaining('sample'),
  });
});

it('[C-13] names tenant and region', () => {
  const item = inState({ kind: 'connected', tenant: { name: 'acme', region: 'eu1', sample: false } });
  expect(item).toMatchObject({ visible: true, text: '$(shield) acme · eu1' });
});

it('[C-04] tells a refused token from a tenant that is not reached, with what, why and the fix', () => {
  const refused = inState({ kind: 'unauthenticated', name: 'acme', failure: failure('unauthenticated', 'The token expired') });
  expect(refused).toMatchObject({ text: '$(key) acme: not authenticated', tooltip: expect.stringContaining('The token expired') });
  expect(refused?.tooltip.split('\n')).toHaveLength(3);
  editor.reset();
  expect(inState({ kind: 'unreachable', name: 'acme', failure: failure('unreachable', 'ECONNREFUSED') })?.text).toContain('not reachable');
});

it('is not there while nothing is connected', () => {
  expect(inState({ kind: 'disconnected' })?.visible).toBe(false);
});
