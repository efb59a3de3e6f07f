import * as vscode from 'vscode';
import { type Surface, type Surfaced, surfaceThreats } from '../../core/investigate/surface.ts';
import type { Clock, Narrator } from '../../core/model/ports.ts';
import type { ReadTools } from '../../core/tools/readTools.ts';
import { tokenOf } from '../cancellation.ts';
import type { Questions } from '../questions.ts';
import { age } from '../relativeTime.ts';
import { rowText } from '../rowText.ts';
import { severityIcon } from '../threats/threatNodesIcon.ts';
import { dotted, seenText } from '../threats/threatNodesText.ts';
import { isThreatId } from './chosenThreat.ts';
import type { SeenCases } from './seenCases.ts';

export type PickPorts = {
  readonly tools: ReadTools;
  readonly signal: AbortSignal;
  readonly questions: Questions;
  readonly narrator: Narrator;
  readonly clock: Clock;
  readonly seen: Pick<SeenCases, 'seenAt'>;
};

type Choice = { readonly id: string } | { readonly widen: number } | 'enterId';
type Row = vscode.QuickPickItem & { readonly choice: Choice };

/** Lets the user pick from the newest open groups, or events where there is none (I-01, I-02). Undefined on Escape or Cancel. */
export async function pickThreat(ports: PickPorts, hours?: number): Promise<string | undefined> {
  ports.narrator.say(vscode.l10n.t('Reading the newest open threats to choose from.'));
  const surface = await surfaceThreats(ports, hours === undefined ? {} : { hours });
  const row = await ports.questions.ask(() => vscode.window.showQuickPick(rows(surface, ports), wording(surface), tokenOf(ports.signal)));
  if (row === undefined) return undefined;
  if (row.choice === 'enterId') return askThreatId(ports.questions, ports.signal);
  return 'widen' in row.choice ? pickThreat(ports, row.choice.widen) : row.choice.id;
}

/** The ID of a group, a threat or an event; which of them it is, the investigation finds out (I-03). */
export async function askThreatId(questions: Questions, signal: AbortSignal): Promise<string | undefined> {
  const id = await questions.ask(() =>
    vscode.window.showInputBox(
      {
        title: vscode.l10n.t('Investigate by ID'),
        prompt: vscode.l10n.t('ID of a threat, a group or an event'),
        ignoreFocusOut: true,
        validateInput: (value) => (isThreatId(value) ? undefined : vscode.l10n.t('An ID has letters, digits and dashes only')),
      },
      tokenOf(signal),
    ),
  );
  return id?.trim();
}

function rows(surface: Surface, ports: PickPorts): Row[] {
  const { widerHours } = surface;
  return [
    ...surface.rows.map((one) => threatRow(one, ports)),
    { label: vscode.l10n.t('Enter an ID…'), iconPath: new vscode.ThemeIcon('edit'), choice: 'enterId', alwaysShow: true },
    // Open groups are listed whatever their age: only events have a window to widen.
    ...(widerHours === undefined || surface.from === 'groups' ? [] : [widenRow(widerHours)]),
  ];
}

function threatRow(one: Surfaced, { clock, seen }: PickPorts): Row {
  const now = clock.now();
  const seenAt = seen.seenAt(one.id);
  const description = dotted(
    one.resource && rowText(one.resource),
    one.lastSeen === undefined ? undefined : age(one.lastSeen, now),
    seenAt === undefined ? undefined : seenText(seenAt, now),
  );
  return { label: rowText(one.name), description, iconPath: severityIcon(one.severity), choice: { id: one.id } };
}

function widenRow(hours: number): Row {
  const label = vscode.l10n.t('Widen to {0} days…', hours / 24);
  return { label, iconPath: new vscode.ThemeIcon('history'), choice: { widen: hours }, alwaysShow: true };
}

function wording({ from, hours }: Surface): vscode.QuickPickOptions {
  const title = vscode.l10n.t('Which threat?');
  switch (from) {
    case 'groups':
      return { title, placeHolder: vscode.l10n.t('The newest open threats'), matchOnDescription: true };
    case 'events':
      return {
        title,
        placeHolder: vscode.l10n.t('No open threat. The newest events of the last {0} hours', hours),
        matchOnDescription: true,
      };
    case 'nothing':
      return { title, placeHolder: vscode.l10n.t('No open threat, and no event in the last {0} hours', hours) };
  }
}
