import * as vscode from 'vscode';
import { evidenceAddress } from './evidenceUri.ts';
import type { RecheckArgument } from './recheckSources.ts';

/** Above an evidence document: asking its source again, which is how its answer comes back after a reload, and its secrets. */
export const evidenceLenses: vscode.CodeLensProvider = {
  provideCodeLenses({ uri }) {
    const address = evidenceAddress(uri);
    if (address === undefined) return [];
    const argument: RecheckArgument = { uri: address.caseUri, ids: [address.id] };
    const recheck = { title: `$(refresh) ${vscode.l10n.t('Re-check {0}', address.id)}`, command: 'runtimeThreats.recheckSources' };
    const secrets = { title: `$(eye) ${vscode.l10n.t('Show secrets')}`, command: 'runtimeThreats.showSecrets', arguments: [uri] };
    const top = new vscode.Range(0, 0, 0, 0);
    return [new vscode.CodeLens(top, { ...recheck, arguments: [argument] }), new vscode.CodeLens(top, secrets)];
  },
};
