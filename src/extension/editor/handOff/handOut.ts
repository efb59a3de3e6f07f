import * as vscode from 'vscode';
import type { Handoff } from '../../core/tools/skillState.ts';
import { tellPath, tellText } from './announcing.ts';
import { askDestination, type Destinations, detectDestinations } from './destinations.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import { type Memory, recall, type Settled, settle } from './handOffMemory.ts';
import { handToEach, type Later } from './handToEach.ts';
import { documentKey, inTurn } from './inTurn.ts';
import type { Outcome } from './outcome.ts';
import { askRedaction } from './redactionQuestion.ts';
import { setUpJira } from './setUpJira.ts';
import { setUpPagerDuty } from './setUpPagerDuty.ts';

/**
 * Asks where a document goes and what is taken out of it, then hands it to each. Whatever the user does, the state is saved (H-06).
 * @param later what comes of a retry, after this is done
 * @returns what became of each destination, nothing where none was chosen
 */
export async function handOut(handed: Handed, memory: Memory, ports: HandOffTools, later: Later): Promise<readonly Outcome[]> {
  const chosen = await chooseDestination(handed, memory, ports);
  if (chosen === undefined) return leave({}, memory, handed, ports);
  const preferred = chosen.choice;
  if (preferred === 'skip') {
    await show(handed, ports);
    await settle(memory, { preferred }, handed, ports);
    return [];
  }
  const redact = await askRedaction(handed, ports);
  if (redact === undefined) return leave({ preferred }, memory, handed, ports);
  const ways = preferred === 'both' ? (['jira', 'pagerduty'] as const) : [preferred];
  const elsewhere = () => goElsewhere(handed, ports, later);
  return handToEach(ways, { handed, there: chosen.there, redact, preferred, elsewhere, later }, memory, ports);
}

/** Nothing is sent, which is told and noted. */
export async function leave(settled: Settled, memory: Memory, handed: Handed, ports: HandOffTools): Promise<readonly Outcome[]> {
  tellNowhere(handed, ports);
  await settle(memory, settled, handed, ports);
  return [];
}

function tellNowhere({ of }: Handed, { log }: HandOffTools): void {
  const text = {
    case: vscode.l10n.t('The case was not handed off; nothing was sent.'),
    action: vscode.l10n.t('The action was not filed; nothing was sent.'),
    report: vscode.l10n.t('The report was not handed off; nothing was sent.'),
  }[of.kind];
  log.write('info', text);
  void vscode.window.showInformationMessage(text);
}

async function show(handed: Handed, ports: HandOffTools): Promise<void> {
  const { kind, file } = handed.of;
  if (kind === 'case' && file !== undefined) tellPath(file, handed, ports);
  else await tellText(handed, ports);
}

/** Begins with where it should go: a case is read anew, anything else is as it was made. */
export async function goElsewhere(handed: Handed, ports: HandOffTools, later: Later): Promise<void> {
  if (handed.of.kind === 'case') {
    await vscode.commands.executeCommand('runtimeThreats.handOff', handed.of.file);
    return;
  }
  const again = async () => later(await handOut(handed, await recall(handed, ports), ports, later));
  await inTurn(documentKey(handed.of), ports.underWay, again);
}

type Chosen = { readonly choice: Handoff; readonly there: Destinations };

/** Setting one up comes back to the question, with it among the answers. Undefined on Escape. */
async function chooseDestination({ of }: Handed, before: Memory, ports: HandOffTools): Promise<Chosen | undefined> {
  for (;;) {
    const there = await detectDestinations(of.tenant.sample, ports);
    const choice = await askDestination(of.kind, there, before, ports);
    if (choice === undefined) return undefined;
    if (choice !== 'setUpJira' && choice !== 'setUpPagerDuty') return { choice, there };
    const setUp = choice === 'setUpJira' ? setUpJira(ports) : setUpPagerDuty(ports);
    await setUp.catch((error: unknown) => ports.commands.report(error, choice));
  }
}
