import type { LoggedAction, RemediationLog } from '../model/remediation.ts';
import { plainText, withoutStop } from './plainText.ts';

/** Whether an action had an effect, or may have. */
export function hasRun({ status, run }: LoggedAction): boolean {
  return run !== undefined && status !== 'pending' && status !== 'skipped';
}

/** How a remediation ended, as a few sentences of plain text: the watch's own last words, and what its silence proves. */
export function outcomeSentences(log: Pick<RemediationLog, 'watch' | 'actions'>): string {
  const { watch } = log;
  if (!log.actions.some(hasRun)) return 'Nothing was run, so the threat is as it was.';
  if (watch === undefined) return 'Whether the rule fires again was not watched.';
  const last = watch.timeline.at(-1)?.text;
  const said = last === undefined || watch.state === 'watching' ? `After ${watch.polls} of ${watch.of} looks: no re-fire so far` : last;
  // What fired again, or is gone, was not silent.
  const honest = watch.state === 'still_active' || watch.state === 'inconclusive' ? undefined : watch.honest;
  return [`${withoutStop(plainText(said))}.`, ...(honest === undefined ? [] : [plainText(honest)])].join(' ');
}
