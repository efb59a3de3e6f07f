import { homedir } from 'node:os';
import { isAbsolute, parse } from 'node:path';
import type { AllowedCommand, Command, CommandOutcome, Commands, Program, RunOptions } from '../core/model/command.ts';
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
export function machineCommands(options: CommandOptions): Commands {
  return {
    find: async (program, signal) => {
      signal.throwIfAborted();
      return pathOf(program, options);
    },
    run: (command, runOptions) => runCommand(command, runOptions, options),
  };
}

async function pathOf(program: Program, { programs = {}, environment }: CommandOptions): Promise<string | undefined> {
  const configured = programs[program];
  if (configured === undefined) return findProgram(program, environment);
  return isAbsolute(configured) ? configured : undefined;
}

async function runCommand(command: AllowedCommand, { timeoutMs, signal }: RunOptions, options: CommandOptions): Promise<CommandOutcome> {
  // What is read here is what is run: a copy that nobody else holds.
  const { program, argv } = options.allow(command);
  const path = await pathOf(program, options);
  if (path === undefined) throw notFound(program);
  signal.throwIfAborted();
  try {
    return await startCommand(path, argv, {
      ...{ timeoutMs, signal, mostBytes: options.mostBytes ?? usualMostBytes },
      env: commandEnvironment(options.environment, options.kubeconfig),
      // Not the workspace, where a tool could pick up a file of someone else's.
      cwd: parse(homedir()).root,
    });
  } catch (error) {
    throw notStarted(program, path, error);
  }
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
