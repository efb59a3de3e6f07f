import * as vscode from 'vscode';
import { Failure, isAbort } from '../core/model/failure.ts';
import type { Log } from '../core/model/ports.ts';

export type CommandId = `runtimeThreats.${string}`;

type FailureLines = Pick<Failure, 'what' | 'why' | 'fix'>;

/** Tree items and deep links hand their argument through; a handler parses it, whatever it is. */
export type CommandHandler = (argument?: unknown) => unknown;

/** The one way to register a command: what a handler throws is told to the user and logged, never lost. */
export type Commands = {
  register(id: CommandId, handler: CommandHandler): vscode.Disposable;
  /** Tells a fault that did not come out of a command: a webview's intent, work in the background that the user waits for. */
  report(error: unknown, during: string): void;
};

/** @param showLog brings the log channel to the front */
export function createCommands(log: Log, showLog: () => void): Commands {
  const report = (error: unknown, during: string): void => {
    if (isAbort(error)) {
      log.write('debug', `${during}: cancelled`);
      return;
    }
    const lines = Failure.is(error) ? error : unexpected(error);
    log.write('error', `${during}: ${failureText(lines)}`, Failure.is(error) ? { reason: error.reason } : stackOf(error));
    void offerLog(lines, showLog);
  };
  return {
    report,
    register: (id, handler) =>
      vscode.commands.registerCommand(id, async (argument?: unknown) => {
        try {
          return await handler(argument);
        } catch (error) {
          report(error, id);
          return undefined;
        }
      }),
  };
}

/**
 * What, why and the fix as three sentences. Notifications fold line breaks and turn `[text](command:…)` into links; the lines may quote
 * a server, so no link survives.
 */
function failureText(lines: FailureLines): string {
  return [lines.what, lines.why, lines.fix].map(sentence).join(' ').replaceAll('](', '] (');
}

function sentence(line: string): string {
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

async function offerLog(lines: FailureLines, showLog: () => void): Promise<void> {
  const button = vscode.l10n.t('Show Log');
  if ((await vscode.window.showErrorMessage(failureText(lines), button)) === button) showLog();
}

function unexpected(error: unknown): FailureLines {
  return {
    what: vscode.l10n.t('Something in Runtime Threats went wrong'),
    why: firstLine(error),
    fix: vscode.l10n.t('Try again. If it comes back, report it with the log'),
  };
}

function firstLine(error: unknown): string {
  return (String(error).split('\n', 1)[0] ?? '').slice(0, 200);
}

function stackOf(error: unknown): { stack: string } {
  return { stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
