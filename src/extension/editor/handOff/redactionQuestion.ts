import * as vscode from 'vscode';
import { type RedactionClass, redactionClasses } from '../../core/handoff/redactableValues.ts';
import { redactableIn, redactedDocument } from '../../core/handoff/redactedDocument.ts';
import type { Redactable } from '../../core/handoff/redaction.ts';
import { shorten } from '../../core/report/datumText.ts';
import { rowText } from '../rowText.ts';
import { dotted } from '../threats/threatNodesText.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import { keptHandOffs } from './keptHandOffs.ts';

const key = keptHandOffs.redaction;

type RedactionRow = vscode.QuickPickItem & { readonly choice: RedactionClass | 'show' };

/**
 * which classes leave as placeholders, asked with what this text holds of each, and remembered in the workspace. Nothing is asked where it
 * holds nothing. Undefined on Escape.
 */
export async function askRedaction(handed: Handed, ports: HandOffTools, given?: readonly RedactionClass[]) {
  const found = redactableIn(handed.of);
  const offered = found.map((one) => one.class).filter((one) => one !== 'secrets');
  if (offered.length === 0) return [];
  let picked = given ?? remembered(ports.memento);
  for (;;) {
    const rows = await askClasses(found, picked, ports);
    if (rows === undefined) return undefined;
    picked = rows.map(({ choice }) => choice).filter((choice) => choice !== 'show');
    if (rows.length === picked.length) break;
    await showWhatLeaves(handed, picked, ports);
  }
  const others = remembered(ports.memento).filter((one) => !offered.includes(one));
  await ports.memento.update(key, [...others, ...picked]);
  return picked;
}

/** The text as it stands beside the text without what is taken out. */
export async function showWhatLeaves({ of }: Handed, classes: readonly RedactionClass[], { texts }: HandOffTools): Promise<void> {
  const title = {
    case: vscode.l10n.t('The case ↔ what leaves'),
    action: vscode.l10n.t('The action ↔ what leaves'),
    report: vscode.l10n.t('The report ↔ what leaves'),
  };
  await texts.compare(title[of.kind], of.markdown, redactedDocument(of, classes).markdown);
}

/** One text as the redacted document would have it: the same values become the same placeholders. */
export function withoutClasses(text: string, classes: readonly RedactionClass[], of: Handed['of']): string {
  return redactedDocument(of, classes, [text]).texts.at(0) ?? '';
}

/** The row of a preview: what was taken out, and whether what a person is to run is still what it was. */
export function redactedText({ removed, incomplete }: { readonly removed: readonly Redactable[]; readonly incomplete: boolean }): string {
  const missing = incomplete ? vscode.l10n.t('what to run is no longer complete') : undefined;
  return dotted(redactionText(removed) ?? vscode.l10n.t('none'), missing);
}

/** "3 e-mail addresses, 1 secret", for the preview and the log; undefined where nothing is taken out. */
export function redactionText(removed: readonly Redactable[]): string | undefined {
  const parts = removed.map(counted);
  return parts.length === 0 ? undefined : parts.join(', ');
}

function askClasses(found: readonly Redactable[], picked: readonly RedactionClass[], { questions }: HandOffTools) {
  const secrets = found.find((one) => one.class === 'secrets')?.count ?? 0;
  const rows = found.flatMap((one): RedactionRow[] => (one.class === 'secrets' ? [] : [rowOf(one, one.class, picked.includes(one.class))]));
  const show: RedactionRow = {
    label: vscode.l10n.t('Show what leaves, then ask again'),
    iconPath: new vscode.ThemeIcon('diff'),
    choice: 'show',
    alwaysShow: true,
  };
  return questions.ask(() =>
    vscode.window.showQuickPick([...rows, show], {
      title: vscode.l10n.t('What should be taken out before it leaves?'),
      placeHolder:
        secrets === 0
          ? vscode.l10n.t('Secrets always are; citations and the event ID never')
          : vscode.l10n.t('Secrets always are ({0} here); citations and the event ID never', secrets),
      canPickMany: true,
      ignoreFocusOut: true,
    }),
  );
}

function rowOf(one: Redactable, choice: RedactionClass, picked: boolean): RedactionRow {
  const examples = one.values.slice(0, 3).map(({ value }) => shorten(rowText(value), 48));
  const more = one.values.length > examples.length ? ', …' : '';
  return { label: counted(one), description: `${examples.join(', ')}${more}`, picked, choice };
}

/** "3 e-mail addresses": how many different ones; of secrets, which are not told apart, how many there were. */
function counted({ class: of, count, values }: Redactable): string {
  const number = of === 'secrets' ? count : values.length;
  switch (of) {
    case 'emails':
      return number === 1 ? vscode.l10n.t('1 e-mail address') : vscode.l10n.t('{0} e-mail addresses', number);
    case 'accounts':
      return number === 1 ? vscode.l10n.t('1 account ID') : vscode.l10n.t('{0} account IDs', number);
    case 'addresses':
      return number === 1 ? vscode.l10n.t('1 public address') : vscode.l10n.t('{0} public addresses', number);
    case 'hosts':
      return number === 1 ? vscode.l10n.t('1 host name') : vscode.l10n.t('{0} host names', number);
    case 'secrets':
      return number === 1 ? vscode.l10n.t('1 secret') : vscode.l10n.t('{0} secrets', number);
  }
}

/** What was picked last time. */
function remembered(memento: vscode.Memento): readonly RedactionClass[] {
  const stored = memento.get<readonly unknown[]>(key, []);
  return redactionClasses.filter((one) => stored.includes(one));
}
