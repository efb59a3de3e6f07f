import { basename } from 'node:path';
import * as vscode from 'vscode';
import { type ClaimsDiff, countsOf } from '../../core/report/claimsDiff.ts';
import { clockTime } from '../relativeTime.ts';

/** What the last refresh did to a case, for VS Code's own diff: the text before it, as a read-only document that is never on the disk. */
export type CaseChanges = {
  keep(file: string, before: string): void;
  /** beside the case as it stands now */
  show(file: string): Promise<void>;
  dispose(): void;
};

const scheme = 'runtime-threats-before';

/** A refresh of an older case is shown by its own text, which says so. */
const most = 10;

export function createCaseChanges(): CaseChanges {
  const texts = new Map<string, string>();
  let kept = 0;
  const uris = new Map<string, vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ path }) =>
      texts.get(path) ?? vscode.l10n.t('The text before the refresh is kept as long as the window lives. It is gone now.'),
  });
  return {
    keep: (file, before) => {
      kept += 1;
      // A path of its own for each refresh: VS Code asks for the text of a path once.
      const uri = vscode.Uri.from({ scheme, path: `/${kept}/${basename(file)}` });
      uris.set(file, uri);
      texts.set(uri.path, before);
      for (const oldest of [...texts.keys()].slice(0, -most)) texts.delete(oldest);
    },
    show: async (file) => {
      const before = uris.get(file);
      if (before === undefined) return;
      const title = vscode.l10n.t('{0}: before and after the refresh', basename(file));
      await vscode.commands.executeCommand('vscode.diff', before, vscode.Uri.file(file), title);
    },
    dispose: () => provider.dispose(),
  };
}

/** "2 new, 1 changed, 1 gone since 09:41 UTC." @param now milliseconds since the epoch */
export function changesSentence(changes: ClaimsDiff, now: number): string {
  const since = clockTime(Date.parse(changes.since), now).slice(0, -3);
  const counts = countsOf(changes).map(([count, what]) => {
    if (what === 'new') return vscode.l10n.t('{0} new', count);
    return what === 'changed' ? vscode.l10n.t('{0} changed', count) : vscode.l10n.t('{0} gone', count);
  });
  if (counts.length === 0) return vscode.l10n.t('Nothing is told otherwise than at {0} UTC.', since);
  return vscode.l10n.t('{0} since {1} UTC.', counts.join(', '), since);
}
