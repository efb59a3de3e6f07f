import * as vscode from 'vscode';
import type { Seed } from './seeds.ts';

/** What a checklist does not rest on that was begun without a case. */
export function bannerOf({ depth }: Pick<Seed, 'depth'>): string | undefined {
  switch (depth) {
    case 'case':
      return undefined;
    case 'lightweight':
      return vscode.l10n.t(
        'Lightweight: the process tree and the place of the event alone; nothing else was looked at, and no case was written.',
      );
    case 'raw':
      return vscode.l10n.t('Without an investigation: consequences are best effort, and much of them will say unknown.');
  }
}
