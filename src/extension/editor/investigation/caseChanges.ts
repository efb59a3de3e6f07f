import { basename } from 'node:path';
import * as vscode from 'vscode';
import { type ClaimsDiff, countsOf } from '../../core/report/claimsDiff.ts';
import { clockTime } from '../relativeTime.ts';
import { createTextsInMemory } from '../textsInMemory.ts';

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
  const uris = new Map<string, vscode.Uri>();
  const texts = createTextsInMemory(scheme, most, () =>
    vscode.l10n.t('The text before the refresh is kept as long as the window lives. It is gone now.'),
  );
  return {
    keep: (file, before) => {
      uris.set(file, texts.keep(basename(file), before));
    },
    show: async (file) => {
      const before = uris.get(file);
      if (before === undefined) return;
      const title = vscode.l10n.t('{0}: before and after the refresh', basename(file));
      await vscode.commands.executeCommand('vscode.diff', before, vscode.Uri.file(file), title);
    },
    dispose: () => texts.dispose(),
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
