import * as vscode from 'vscode';
import type { Narrator } from '../core/model/ports.ts';

/** What an investigation reads, and what it will not do; the answers' tools are named, since that is what the tenant's own log shows. */
function preambleText(): string {
  return vscode.l10n.t(
    'Reads threats, events and process trees of the tenant with its read-only tools, and asks nothing of your machine. It changes nothing but one case file and the shared list of recent cases.',
  );
}
