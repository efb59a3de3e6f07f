import type * as vscode from 'vscode';
import type { Log } from '../core/model/ports.ts';

/** The log channel, with the editor's own levels (V-11). The detail goes on one line, so a tenant's text can not fake an entry. */
export function createLog(channel: Pick<vscode.LogOutputChannel, 'trace' | 'debug' | 'info' | 'warn' | 'error'>): Log {
  return {
    write: (level, message, detail = {}) => {
      const line = message.replaceAll(/[\r\n]+/g, ' ');
      channel[level](Object.keys(detail).length === 0 ? line : `${line} ${JSON.stringify(detail)}`);
    },
  };
}
