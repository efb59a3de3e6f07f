import type { ActingCommands, Command, Commands } from '../../model/command.ts';
import type { Grants } from '../places/grants.ts';
import { refused } from './gates.ts';

type Machine = Commands & ActingCommands;

/**
 * The machine's tools as far as they are allowed at the moment of each start: a probe or a dialog that is under way when a grant is
 * taken back starts nothing more. Looking where a tool points needs no grant. Throws Failure 'refused'.
 */
export function withinGrants(machine: Machine, grants: Grants): Machine {
  return {
    find: (program, signal) => machine.find(program, signal),
    run: async (command, options) => {
      const { program } = command;
      if (!looksWhere(command) && !grants.mayRead(program)) throw refused(`reading with ${program} is not allowed`, fix(program));
      return machine.run(command, options);
    },
    act: async (command, yes, options) => {
      const { program } = command;
      if (!grants.mayAskWrite(program)) throw refused(`changing something with ${program} is not allowed`, fix(program));
      return machine.act(command, yes, options);
    },
  };
}

function looksWhere({ program, argv: [first] }: Command): boolean {
  return first === (program === 'kubectl' ? 'config' : 'sts');
}

function fix(program: string): string {
  return `Revoke the grants, then allow ${program} in the checklist`;
}
