import type { ActingCommands, Command, CommandOutcome, Commands, RunOptions } from '../../src/extension/core/model/command.ts';
import { type ActionRequest, Confirmation, type Shown, type Yes } from '../../src/extension/core/model/confirmation.ts';
import { allow } from '../../src/extension/core/remediate/surfaces/allow.ts';

/** What a person who says yes to everything would leave behind: the one way to a yes is the real one. */
export async function confirmed(request: ActionRequest): Promise<Yes> {
  const shown: Shown = { request, place: 'here', title: 'Run it?', lines: [] };
  const confirmation = await Confirmation.ask(shown, async () => 'run');
  if (typeof confirmation === 'string') throw new Error('nobody said yes');
  return confirmation.spend(shown);
}

/** A command through the door that it belongs to, confirmed where it changes something. */
export async function runConfirmed(commands: Commands & ActingCommands, command: Command, options: RunOptions): Promise<CommandOutcome> {
  if (command.access === 'read') return commands.run(allow(command), options);
  return commands.act(allow(command), await confirmed({ surface: 'command', command }), options);
}
