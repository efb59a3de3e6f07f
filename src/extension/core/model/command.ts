import type { Yes } from './confirmation.ts';

/** What may be started at all. */
export type Program = 'kubectl' | 'aws';

/**
 * One call of a program as data: what a dialog shows is what runs is what a ticket says. Never a shell's string. A call that the server only
 * tries out (`--dry-run=server`) changes nothing and is a read.
 */
export type Command = {
  readonly program: Program;
  readonly argv: readonly string[];
  readonly access: 'read' | 'write';
};

declare const allowed: unique symbol;

/** A command that the allow-list has read: `allow` of core/remediate is the only place that makes one. */
export type AllowedCommand = Command & { readonly [allowed]: true };

/** What a program printed, decoded as UTF-8. `cut` tells that there was more than is kept. */
export type Printed = { readonly stdout: string; readonly stderr: string; readonly cut: boolean };

/**
 * How a started program came to its end. Whatever is not `ended` may have had its effect all the same: the program was ended, with everything
 * that it started, while the server may have gone on.
 */
export type CommandOutcome =
  | (Printed & { readonly kind: 'ended'; readonly exitCode: number })
  | (Printed & { readonly kind: 'timedOut'; readonly afterMs: number })
  | (Printed & { readonly kind: 'cancelled' })
  | (Printed & { readonly kind: 'killed'; readonly by: string });

export type RunOptions = { readonly timeoutMs: number; readonly signal: AbortSignal };

/** The door to the user's own command line tools: reads alone. */
export type Commands = {
  /** The full path of a program, undefined where the machine has none. Starts nothing. */
  find(program: Program, signal: AbortSignal): Promise<string | undefined>;
  /**
   * Runs exactly this argv, without a shell, a terminal or anything to read from; the exit code decides what it means. Rejects with AbortError
   * where the signal fired before the start, throws Failure where nothing was started: 'refused' for a command that writes.
   */
  run(command: AllowedCommand, options: RunOptions): Promise<CommandOutcome>;
};

/** The door for what changes something. */
export type ActingCommands = {
  /** As `run`. The yes is used right before the start: it has to be for exactly this command, and opens once. */
  act(command: AllowedCommand, yes: Yes, options: RunOptions): Promise<CommandOutcome>;
};
