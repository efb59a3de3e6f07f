import * as vscode from 'vscode';
import { mcpUrl } from '../../core/tools/regions.ts';
import type { Questions } from '../questions.ts';
import { isFreeName, type StoredConnection } from './connections.ts';
import { isSafeEndpoint } from './endpointUrl.ts';

/** The MCP endpoint; https, or plain http to this machine only, since the token travels with each request. Undefined on Escape. */
export async function askUrl(questions: Questions): Promise<string | undefined> {
  const address = await questions.ask(() =>
    vscode.window.showInputBox({
      title: vscode.l10n.t('URL of the MCP server'),
      prompt: vscode.l10n.t('For Sysdig Secure the host is enough; the path is then /mcp/secure'),
      ignoreFocusOut: true,
      validateInput: urlProblem,
    }),
  );
  return address === undefined ? undefined : mcpUrl(address.trim());
}

/** Typed into a password box and never shown again (C-02). `host` tells where it will be sent. */
export async function askToken(questions: Questions, host: string): Promise<string | undefined> {
  const token = await questions.ask(() =>
    vscode.window.showInputBox({
      title: vscode.l10n.t('Sysdig Secure API token'),
      prompt: vscode.l10n.t('Sent to {0} only; kept in the secret storage of VS Code', host),
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) => (/^[\x21-\x7e]+$/.test(value.trim()) ? undefined : vscode.l10n.t('Paste the API token, without spaces')),
    }),
  );
  return token?.trim();
}

/** What the connection will be called everywhere (C-13). */
export async function askName(questions: Questions, proposal: string, known: readonly StoredConnection[]): Promise<string | undefined> {
  const name = await questions.ask(() =>
    vscode.window.showInputBox({
      title: vscode.l10n.t('Name of the connection'),
      prompt: vscode.l10n.t('Stands in the view title, in each case and in each confirmation'),
      value: proposal,
      ignoreFocusOut: true,
      validateInput: (value) => nameProblem(value, known),
    }),
  );
  return name?.trim();
}

function urlProblem(value: string): string | undefined {
  const address = mcpUrl(value.trim());
  if (address === undefined) return vscode.l10n.t('This is no URL');
  const url = new URL(address);
  if (url.username !== '' || url.password !== '')
    return vscode.l10n.t('Leave user and password out of the URL; the token is asked for next');
  return isSafeEndpoint(url) ? undefined : vscode.l10n.t('Use https; plain http is for servers on this machine');
}

function nameProblem(value: string, known: readonly StoredConnection[]): string | vscode.InputBoxValidationMessage | undefined {
  if (!isFreeName(value)) return vscode.l10n.t('Choose another name');
  if (known.every((one) => one.name !== value.trim())) return undefined;
  return { message: vscode.l10n.t('Replaces the connection of that name'), severity: vscode.InputBoxValidationSeverity.Info };
}
