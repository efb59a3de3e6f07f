import { homedir } from 'node:os';
import { isAbsolute, parse } from 'node:path';
import type { ActingCommands, AllowedCommand, Command, CommandOutcome, Commands, Program, RunOptions } from '../core/model/command.ts';
import type { Yes } from '../core/model/confirmation.ts';
import { Failure } from '../core/model/failure.ts';
import { codeOf } from './caseFiles.ts';
import { commandEnvironment } from './commandEnvironment.ts';
import { findProgram } from './commandPath.ts';
import { startCommand } from './commandProcess.ts';
import type { Environment } from './environment.ts';

export type CommandOptions = {
  /** core/remediate's `allow`: each command is read once more, right before its start */
  readonly allow: (command: Command) => AllowedCommand;
  readonly environment: Environment;
  /** becomes KUBECONFIG; a file that a command names by `--kubeconfig` counts before it */
  readonly kubeconfig?: string;
  /** full paths that the user configured, instead of looking on PATH */
  readonly programs?: Partial<Readonly<Record<Program, string>>>;
  /** most bytes kept of each stream, 16 MiB if absent */
  readonly mostBytes?: number;
};

const usualMostBytes = 16 * 1024 * 1024;

/** The user's own kubectl and aws, started without a shell. */
export function machineCommands(options: CommandOptions): Commands & ActingCommands {
  return {
    find: async (program, signal) => {
      signal.throwIfAborted();
      return pathOf(program, options);
    },
    run: (command, runOptions) => runCommand({ command, confirm: readsOnly }, runOptions, options),
    act: (command, yes, runOptions) => runCommand({ command, confirm: confirmedBy(yes) }, runOptions, options),
  };
}

/** Throws Failure 'refused' where the command may not go through this door. */
type Confirm = (command: Command) => void;

const readsOnly: Confirm = ({ program, access }) => {
  if (access !== 'read') throw unconfirmed(program);
};

function confirmedBy(yes: Yes): Confirm {
  return ({ program, argv, access }) => yes.use({ surface: 'command', command: { program, argv, access } });
}

async function pathOf(program: Program, { programs = {}, environment }: CommandOptions): Promise<string | undefined> {
  const configured = programs[program];
  if (configured === undefined) return findProgram(program, environment);
  return isAbsolute(configured) ? configured : undefined;
}

type Passing = { readonly command: AllowedCommand; readonly confirm: Confirm };

async function runCommand(
  { command, confirm }: Passing,
  { timeoutMs, signal }: RunOptions,
  options: CommandOptions,
): Promise<CommandOutcome> {
  // What is read here is what is confirmed and run: a copy that nobody else holds.
  const read = options.allow(command);
  const path = await pathOf(read.program, options);
  if (path === undefined) throw notFound(read.program);
  signal.throwIfAborted();
  // Last: what was not started has used no yes up.
  confirm(read);
  try {
    return await startCommand(path, read.argv, {
      ...{ timeoutMs, signal, mostBytes: options.mostBytes ?? usualMostBytes },
      env: commandEnvironment(options.environment, options.kubeconfig),
      // Not the workspace, where a tool could pick up a file of someone else's.
      cwd: parse(homedir()).root,
    });
  } catch (error) {
    throw notStarted(read.program, path, error);
  }
}

function unconfirmed(program: Program): Failure {
  return new Failure('refused', {
    what: `${program} was not run`,
    why: 'The command changes something, and nobody confirmed it',
    fix: 'Choose the step in the checklist and confirm it there',
  });
}

function notFound(program: Program): Failure {
  return new Failure('notFound', {
    what: `${program} was not run`,
    why: `There is no ${program} in the folders of PATH, or the path that the settings name is not absolute`,
    fix: `Install ${program} or correct its path, then probe again`,
  });
}

function notStarted(program: Program, path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return new Failure(code === 'ENOENT' ? 'notFound' : 'refused', {
    what: `${program} was not run`,
    why: `The system answered ${code} for ${path}`,
    fix:
      code === 'E2BIG'
        ? 'Take the step by hand: its arguments are too long'
        : `Install ${program} anew or correct its path, then probe again`,
    cause: error,
  });
}
