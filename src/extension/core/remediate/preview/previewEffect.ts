import type { ActionRequest } from '../../model/confirmation.ts';
import { Failure } from '../../model/failure.ts';
import type { CaptureAsking } from '../undo/capture.ts';
import { changeOf } from '../undo/change.ts';
import type { EffectPreview } from './effectPreview.ts';
import { isolatedPods } from './isolatedPods.ts';
import { tryOut } from './tryOut.ts';

/** Only reads and what the server tries out; rejects only where `signal` fires. A preview that fails is none, and says why. */
export async function previewEffect(request: ActionRequest, asking: CaptureAsking): Promise<EffectPreview> {
  try {
    return await preview(request, asking);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { kind: 'none', why: error.why };
  }
}

async function preview(request: ActionRequest, asking: CaptureAsking): Promise<EffectPreview> {
  if (request.surface !== 'command') {
    if (request.surface === 'sysdig' && request.type === 'ISOLATE_NETWORK') return isolatedPods(request.parameters, asking);
    return { kind: 'none', why: 'the tenant has no dry run' };
  }
  const change = changeOf(request.command);
  if (change === undefined) return { kind: 'none', why: 'it only reads' };
  return change.program === 'kubectl' ? tryOut(change, asking) : { kind: 'none', why: 'IAM has no dry run for this call' };
}
