import * as vscode from 'vscode';
import type { Log } from '../../core/model/ports.ts';
import { betaNotice } from '../../core/tools/preamble.ts';

/** The marker on this machine that the notice was shown; the Sysdig skills in other tools keep the same one. Both throw Failure. */
export type FirstRunMarker = { exists(): Promise<boolean>; create(): Promise<void> };

/**
 * The public-beta notice, once a machine and before any other work (C-08). A notification and no modal, because a modal shows the link to the
 * terms as text. It does not wait to be dismissed, and a marker that can not be read or written costs no more than showing it again.
 */
export async function showFirstRunNotice(marker: FirstRunMarker, log: Log): Promise<void> {
  const unusable = (error: unknown): void => log.write('warn', 'the first-run marker can not be used', { error: String(error) });
  if ((await marker.exists().catch(unusable)) === true) return;
  void vscode.window.showInformationMessage(vscode.l10n.t(betaNotice));
  await marker.create().catch(unusable);
}
