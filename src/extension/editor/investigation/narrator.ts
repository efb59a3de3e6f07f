import type * as vscode from 'vscode';
import type { Log, Narrator } from '../../core/model/ports.ts';

/** Status lines into the progress notification, whose text is the last one, and into the log, which keeps all (I-31, V-10). */
export function createNarrator(progress: vscode.Progress<{ message?: string }>, log: Log): Narrator {
  return {
    say: (line) => {
      log.write('info', line);
      progress.report({ message: line.replaceAll('](', '] (') });
    },
  };
}
