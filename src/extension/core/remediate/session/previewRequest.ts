import type { ActionRequest } from '../../model/confirmation.ts';
import type { EffectPreview } from '../preview/effectPreview.ts';
import { previewEffect } from '../preview/previewEffect.ts';
import { kubectlReach } from './gather.ts';
import type { Road } from './road.ts';
import type { RemediationState } from './state.ts';

/** Tries a request out within the read grant; where kubectl may not read, what needs it says so. */
export async function previewRequest(
  request: ActionRequest,
  state: RemediationState,
  road: Road,
  signal: AbortSignal,
): Promise<EffectPreview> {
  const { machine, clock, grants } = road;
  if (machine === undefined) return { kind: 'none', why: 'the tenant has no dry run' };
  const reach = kubectlReach(state, grants);
  return previewEffect(request, { commands: machine, clock, signal, ...(reach.usable && { scope: reach.scope }) });
}
