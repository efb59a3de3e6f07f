import type { Yes } from '../model/confirmation.ts';
import type { Evidence } from '../model/evidence.ts';
import type { ActionExecution, ActionParameters, CaptureStorage, ResponseAction } from '../model/responseAction.ts';

/** What may be asked about response actions: reads alone. All throw Failure and reject with AbortError when the signal fires. */
export type ResponseReads = {
  /** With an event only what is possible for it; nothing is inconclusive (contract §3.15). */
  catalogue(eventId: string | undefined, signal: AbortSignal): Promise<Evidence<readonly ResponseAction[]>>;
  status(executionId: string, signal: AbortSignal): Promise<Evidence<ActionExecution>>;
  /** newest first as far as the tenant tells; all pages up to a cap, which then stands in `truncated` */
  executions(signal: AbortSignal): Promise<Evidence<readonly ActionExecution[]>>;
  storage(signal: AbortSignal): Promise<Evidence<CaptureStorage>>;
};

/** What changes something. Each takes the yes that was given for exactly it, uses it up right before it sends, and sends once whatever happens. */
export type ResponseActs = {
  submit(action: { readonly type: string; readonly parameters: ActionParameters }, yes: Yes, signal: AbortSignal): Promise<ActionExecution>;
  /** @returns the execution that takes the other one back */
  undo(executionId: string, yes: Yes, signal: AbortSignal): Promise<ActionExecution>;
};
