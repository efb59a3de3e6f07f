import * as vscode from 'vscode';
import type { Log } from '../core/model/ports.ts';

/** The marker on this machine that the notice was shown; sessions of the Sysdig skills in other tools keep the same one. */
export type FirstRunMarker = { exists(): Promise<boolean>; create(): Promise<void> };

/**
 * The public-beta notice, once a machine and before any other work (C-08). A notification and no modal, because a modal shows the link to the
 * terms as text. It does not wait to be dismissed.
 */
export async function showFirstRunNotice(marker: FirstRunMarker, log: Log): Promise<void> {
  if (await marker.exists()) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Runtime Threats is a public beta release, provided "as is" and "as available", without warranty of any kind. By installing it you agree to the [Public Beta Terms](https://github.com/sysdig/skills#public-beta-terms).',
    ),
  );
  try {
    await marker.create();
  } catch (error) {
    log.write('warn', 'the first-run marker could not be written; the notice will show again', { error: String(error) });
  }
}
