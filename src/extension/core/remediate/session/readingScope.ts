import type { ActionRequest } from '../../model/confirmation.ts';
import type { KubectlScope } from '../surfaces/kubectl.ts';
import type { CaptureAsking } from '../undo/capture.ts';
import { refused } from './gates.ts';
import type { Road } from './road.ts';

/** How to read the object that a command is about to change; undefined for what reads nothing. Throws Failure where reading was not allowed. */
export function readingScope(
  request: ActionRequest,
  { machine, grants, live, clock }: Road,
  signal: AbortSignal,
): CaptureAsking | undefined {
  if (request.surface !== 'command') return undefined;
  const { program } = request.command;
  if (machine === undefined || !grants.mayRead(program)) {
    throw refused(`reading with ${program} was not allowed`, `Allow reading with ${program} in the checklist`);
  }
  const { kubectl } = live();
  return { commands: machine, clock, signal, ...(kubectl?.state === 'found' && { scope: kubectlScope(kubectl.at) }) };
}

export function kubectlScope({ context, kubeconfig }: { readonly context: string; readonly kubeconfig?: string }): KubectlScope {
  return { context, ...(kubeconfig !== undefined && { kubeconfig }) };
}
