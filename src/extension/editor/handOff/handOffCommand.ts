import * as vscode from 'vscode';
import { type FoundCase, findCase } from './findCase.ts';
import { handedCase } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import { recall } from './handOffMemory.ts';
import { handOut, leave } from './handOut.ts';
import { inTurn } from './inTurn.ts';
import { askUnverified } from './verification.ts';

/** @param argument a case's path, URI or row in the Cases view; nothing: the case in the active editor. Throws Failure for anything else. */
export async function handOffCommand(argument: unknown, ports: HandOffTools): Promise<void> {
  const found = await findCase(argument, ports);
  if (found === undefined) return tellNowhere(ports);
  const file = found.document.uri.fsPath;
  if (ports.underWay.has(file)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This case is being handed off already.'));
    return;
  }
  await inTurn(file, ports.underWay, () => handOff(found, ports));
}

/** The questions, one after the other (V-23). */
async function handOff({ document, told }: FoundCase, ports: HandOffTools): Promise<void> {
  const markdown = document.getText();
  const checked = await askUnverified(document, ports);
  const handed = handedCase(told, { file: document.uri.fsPath, markdown, verified: checked === 'verified' });
  const memory = await recall(handed, ports);
  await (checked === 'stop' ? leave({}, memory, handed, ports) : handOut(handed, memory, ports, () => undefined));
}

function tellNowhere({ log }: HandOffTools): void {
  const text = vscode.l10n.t('The case was not handed off; nothing was sent.');
  log.write('info', text);
  void vscode.window.showInformationMessage(text);
}
