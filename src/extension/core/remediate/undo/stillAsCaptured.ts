import type { ActionRequest } from '../../model/confirmation.ts';
import { canonical } from '../../model/evidence.ts';
import { Failure } from '../../model/failure.ts';
import { type CaptureAsking, type Captured, captureBefore } from './capture.ts';
import { changeOf } from './change.ts';
import type { Earlier } from './earlier.ts';

/**
 * Reads again what no command can carry as its condition (a rollout, a deletion, IAM), right before the run: what changed since the dialog was made
 * would be undone by a plan that no longer fits. Throws Failure 'conflict' where it did. A moment remains that nothing can close.
 */
export async function requireAsCaptured(request: ActionRequest, captured: Captured | undefined, asking: CaptureAsking): Promise<void> {
  const change = request.surface === 'command' ? changeOf(request.command) : undefined;
  if (captured === undefined || change === undefined || carriesCondition(change.does)) return;
  const now = await captureBefore(request, asking);
  if (now !== undefined && canonical(withoutVersion(now.value)) === canonical(withoutVersion(captured.value))) return;
  throw new Failure('conflict', {
    what: 'The step was not run',
    why: 'What it would change is no longer as it was looked at',
    fix: 'Probe again and decide anew',
  });
}

function carriesCondition(does: string): boolean {
  return ['label', 'annotate', 'patch', 'scale'].includes(does);
}

/** Controllers write the status of a workload all the time: that alone is no change of what is put back. */
function withoutVersion(earlier: Earlier): object {
  const { about, ...rest } = earlier;
  return about === 'attached' || about === 'key' ? earlier : { about, ...rest, version: '' };
}
