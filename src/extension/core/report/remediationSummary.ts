import type { LoggedAction, RemediationLog } from '../model/remediation.ts';
import { visible } from './datumText.ts';
import { plainPhrase, plainText, withoutStop } from './plainText.ts';
import { hasRun, outcomeSentences } from './remediationOutcome.ts';
import { maskSecrets } from './secrets.ts';

/** What the user reads at the end: two paragraphs of plain text, the outcome first, then each action with the call that takes it back. */
export function remediationSummary(log: RemediationLog): readonly [string, string] {
  const sample = log.tenant.sample ? 'Sample tenant: none of this is real. ' : '';
  return [`${sample}${outcomeSentences(log)} The threat: ${withoutStop(plainText(log.title))}.`, done(log.actions)];
}

function done(actions: readonly LoggedAction[]): string {
  const told = [
    ...actions.filter(hasRun).map(ran),
    ...actions.filter(({ filed }) => filed !== undefined).map((one) => `${named(one)} was filed as ${plainText(one.filed ?? '')}.`),
    ...listed(
      'Declined',
      actions.filter(({ decision, filed }) => decision === 'declined' && filed === undefined),
    ),
  ];
  return told.length === 0 ? 'No action was decided.' : told.join(' ');
}

function ran(one: LoggedAction): string {
  const { status, run } = one;
  const how = { done: 'was done', failed: 'failed', in_progress: 'is still in progress', pending: 'is pending', skipped: 'was skipped' };
  const why = run?.failure === undefined ? '' : ` (${withoutStop(plainText(run.failure.why))})`;
  const execution = run?.executionId === undefined ? '' : ` as ${plainText(run.executionId)}`;
  return [`${named(one)} ${how[status]}${execution}${why}`, ...takenBack(one)].join('; ').concat('.');
}

function takenBack({ undo, run }: LoggedAction): readonly string[] {
  if (run?.undone?.status === 'done') return ['it was taken back'];
  if (undo === undefined || run?.failure !== undefined) return [];
  switch (undo.kind) {
    case 'call':
      // Between marks, so that the full stop behind it is not pasted with it.
      return [`undo: \`${visible(maskSecrets(undo.text))}\``];
    case 'manual':
      return [`it can not be undone, and recovery is by hand: ${withoutStop(plainText(undo.text))}`];
    case 'nothing':
      return [withoutStop(plainText(undo.text))];
  }
}

function listed(word: string, actions: readonly LoggedAction[]): readonly string[] {
  return actions.length === 0 ? [] : [`${word}: ${actions.map(named).join(', ')}.`];
}

function named({ action }: LoggedAction): string {
  return plainPhrase([{ kind: 'code', text: action.name }, ' on ', ...action.on]);
}
