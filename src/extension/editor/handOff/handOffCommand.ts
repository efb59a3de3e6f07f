import * as vscode from 'vscode';
import type { Handoff } from '../../core/tools/skillState.ts';
import { tellPath } from './announcing.ts';
import { askDestination, type Destinations, detectDestinations } from './destinations.ts';
import { type FoundCase, findCase } from './findCase.ts';
import { type Handed, handedCase } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import { type Memory, recall, type Settled, settle } from './handOffMemory.ts';
import { handToEach } from './handToEach.ts';
import { inTurn } from './inTurn.ts';
import { askRedaction } from './redactionQuestion.ts';
import { setUpJira } from './setUpJira.ts';
import { setUpPagerDuty } from './setUpPagerDuty.ts';
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

/** The questions, one after the other (V-23). Whatever the user does, the state is saved (H-06). */
async function handOff({ document, told }: FoundCase, ports: HandOffTools): Promise<void> {
  const markdown = document.getText();
  const checked = await askUnverified(document, ports);
  const handed = handedCase(told, { file: document.uri.fsPath, markdown, verified: checked === 'verified' });
  const memory = await recall(handed, ports);
  const chosen = checked === 'stop' ? undefined : await chooseDestination(handed, memory, ports);
  if (chosen === undefined) return leave({}, memory, handed, ports);
  const preferred = chosen.choice;
  if (preferred === 'skip') {
    tellPath(handed, ports);
    await settle(memory, { preferred }, handed, ports);
    return;
  }
  const redact = await askRedaction(handed, ports);
  if (redact === undefined) return leave({ preferred }, memory, handed, ports);
  const ways = preferred === 'both' ? (['jira', 'pagerduty'] as const) : [preferred];
  await handToEach(ways, { handed, there: chosen.there, redact, preferred }, memory, ports);
}

type Chosen = { readonly choice: Handoff; readonly there: Destinations };

/** Setting one up comes back to the question, with it among the answers. Undefined on Escape. */
async function chooseDestination(handed: Handed, before: Memory, ports: HandOffTools): Promise<Chosen | undefined> {
  for (;;) {
    const there = await detectDestinations(handed.told.tenant.sample, ports);
    const choice = await askDestination(there, before, ports);
    if (choice === undefined) return undefined;
    if (choice !== 'setUpJira' && choice !== 'setUpPagerDuty') return { choice, there };
    const setUp = choice === 'setUpJira' ? setUpJira(ports) : setUpPagerDuty(ports);
    await setUp.catch((error: unknown) => ports.commands.report(error, choice));
  }
}

async function leave(settled: Settled, memory: Memory, handed: Handed, ports: HandOffTools): Promise<void> {
  tellNowhere(ports);
  await settle(memory, settled, handed, ports);
}

function tellNowhere({ log }: HandOffTools): void {
  const text = vscode.l10n.t('The case was not handed off; nothing was sent.');
  log.write('info', text);
  void vscode.window.showInformationMessage(text);
}
