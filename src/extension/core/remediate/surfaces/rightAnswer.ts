import type { CommandOutcome } from '../../model/command.ts';
import { commandFailure } from './commandFailure.ts';

/** What `auth can-i` said. Its `no` has exit code 1, as has a call that failed, so the word decides. Throws Failure. */
export function rightAnswer(outcome: CommandOutcome): 'yes' | 'no' {
  const word = outcome.kind === 'ended' ? /^(yes|no)\b/.exec(outcome.stdout)?.[1] : undefined;
  if (word === 'yes' || word === 'no') return word;
  throw commandFailure('It could not be asked what this user may do', { program: 'kubectl' }, outcome);
}
