import { vi } from 'vitest';
import type { RemediationState } from '../../../../src/extension/core/remediate/session/state.ts';
import { play, type Setting, type SpawnBoundary } from './play.ts';
import type { Script } from './script.ts';
import { violationsOf } from './violations.ts';

/**
 * What stands around the product in every sequence. Real are the editor's side of the remediation, the session below it and the process port up to the
 * start of a process; the start itself comes to the play, which answers itself or goes on to a real process. The page's view is only told the ids of
 * its rows where the sequences are many. A test file has the product from here alone: what it had before would be without all this.
 */
const staged = vi.hoisted((): { boundary: SpawnBoundary; isShort: boolean } => ({
  boundary: { start: () => Promise.reject(new Error('nothing is played')) },
  isShort: true,
}));

// A sequence makes hundreds of failures, and nobody reads where: a fault is looked into by playing its sequence alone.
Error.stackTraceLimit = 0;

vi.mock('../../../../src/extension/node/commandProcess.ts', async (original) => {
  const real = await original<typeof import('../../../../src/extension/node/commandProcess.ts')>();
  const startCommand: typeof real.startCommand = (path, argv, start) => {
    const { env, signal } = start;
    return staged.boundary.start({
      path,
      argv,
      window: env['XDG_SESSION_ID'] ?? '',
      signal,
      goOn: () => real.startCommand(path, argv, start),
    });
  };
  return { ...real, startCommand };
});

vi.mock('../../../../src/extension/core/tools/responseTools.ts', async (original) => {
  const real = await original<typeof import('../../../../src/extension/core/tools/responseTools.ts')>();
  const { knockedOnTools } = await import('./doors.ts');
  const createResponseTools: typeof real.createResponseTools = (...given) => knockedOnTools(real.createResponseTools(...given));
  return { ...real, createResponseTools };
});

vi.mock('../../../../src/extension/core/remediate/propose/proposeActions.ts', async (original) => {
  const real = await original<typeof import('../../../../src/extension/core/remediate/propose/proposeActions.ts')>();
  const { remembered } = await import('./doors.ts');
  return { ...real, proposeActions: remembered(real.proposeActions) };
});

vi.mock('../../../../src/extension/editor/remediation/remediationView.ts', async (original) => {
  const real = await original<typeof import('../../../../src/extension/editor/remediation/remediationView.ts')>();
  const rows = ({ proposals: { actions } }: RemediationState) => actions.map(({ id, surface }) => ({ id, surface }));
  const toRemediationView = (...given: Parameters<typeof real.toRemediationView>) =>
    staged.isShort ? { stages: [{ actions: rows(given[0]) }] } : real.toRemediationView(...given);
  return { ...real, toRemediationView };
});

/** Plays a sequence. @returns what it did that it never may */
export async function violationsIn(script: Script, setting: Omit<Setting, 'boundary'> = {}): Promise<readonly string[]> {
  return violationsOf(await played(script, setting));
}

export async function played(script: Script, setting: Omit<Setting, 'boundary'> = {}): Promise<Awaited<ReturnType<typeof play>>> {
  staged.isShort = setting.programs === undefined;
  return play(script, { ...setting, boundary: staged.boundary });
}
