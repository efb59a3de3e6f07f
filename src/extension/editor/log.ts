import type * as vscode from 'vscode';
import type { Log } from '../core/model/ports.ts';
import { visible } from '../core/report/datumText.ts';

/**
 * The log channel, with the editor's own levels (V-11). An entry is one line in which every character shows, so a tenant's text can neither fake an
 * entry nor turn one round.
 */
export function createLog(channel: Pick<vscode.LogOutputChannel, 'trace' | 'debug' | 'info' | 'warn' | 'error'>): Log {
  return {
    write: (level, message, detail = {}) => {
      const line = message.replaceAll(/[\r\n]+/g, ' ');
      channel[level](visible(Object.keys(detail).length === 0 ? line : `${line} ${JSON.stringify(detail)}`));
    },
  };
}
