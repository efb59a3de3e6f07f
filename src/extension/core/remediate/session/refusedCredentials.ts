import type { Commands, Program } from '../../model/command.ts';
import { Failure } from '../../model/failure.ts';
import { commandFailure } from '../surfaces/commandFailure.ts';

/** What the reads of a probe met: credentials that a tool's server did not accept, by tool. */
export type RefusedCredentials = Map<Program, Pick<Failure, 'why' | 'fix'>>;

/** The same reads, of which those that were refused for their credentials are kept: such a tool is as good as not there until they are renewed. */
export function keepingRefused(commands: Commands, refused: RefusedCredentials): Commands {
  return {
    find: (program, signal) => commands.find(program, signal),
    run: async (command, options) => {
      const outcome = await commands.run(command, options);
      if (outcome.kind === 'ended' && outcome.exitCode !== 0) {
        const failure = commandFailure('It could not be read', command, outcome);
        if (Failure.is(failure, 'unauthenticated')) refused.set(command.program, failure);
      }
      return outcome;
    },
  };
}
