import type * as vscode from 'vscode';

/** What hand-offs keep in the workspace: which tickets were filed, and what was redacted last time. Neither holds a secret. */
export const keptHandOffs = { filings: 'handOffFilings', redaction: 'handOffRedaction' } as const;

export async function forgetHandOffs(memento: vscode.Memento): Promise<void> {
  for (const key of Object.values(keptHandOffs)) await memento.update(key, undefined);
}
