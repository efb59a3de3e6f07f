import type { ActionRequest, Shown } from '../../model/confirmation.ts';
import type { Phrase } from '../../model/phrase.ts';
import type { ProposedAction, UndoPlan } from '../../model/remediation.ts';
import { visible } from '../../report/datumText.ts';
import { plainPhrase, plainText } from '../../report/plainText.ts';
import { shown as commandLine } from '../surfaces/shown.ts';
import { undoText } from '../undo/undoText.ts';

/** What stands in a dialog beside the action itself. `place` names tenant or context with its fingerprint, `where` is its short form for the eye. */
export type Setting = {
  readonly place: string;
  readonly where: string;
  readonly undo: UndoPlan;
  readonly captured?: string;
};

/**
 * The dialog of one action: the exact request, what it does and breaks, whether it can be taken back and by what, what to watch. Whatever can
 * not be taken back says so, names what recovery would need, and asks for the target's name to be typed.
 */
export function showAction(action: ProposedAction, request: ActionRequest, { place, where, undo, captured }: Setting): Shown {
  const final = undo.kind === 'manual';
  return {
    ...{ request, place, title: titleOf(action) },
    lines: [
      `${action.name} on ${where}`,
      requestText(request),
      told('Does', action.does),
      told('Expected', action.expected),
      `Breaks: ${breaksText(action)}`,
      told('Watch', action.watch),
      final ? `Can not be taken back. Recovery: ${visible(undo.recovery)}` : `Undo: ${undoText(undo, request)}`,
    ],
    ...(captured !== undefined && { captured }),
    ...(final && { typed: typedName(action) }),
  };
}

/** The dialog of taking one action back. */
export function showUndo(
  of: { readonly name: string; readonly on: string },
  request: ActionRequest,
  place: Pick<Setting, 'place' | 'where'>,
): Shown {
  const on = plainText(of.on);
  return {
    ...{ request, place: place.place, title: `Take back ${plainText(of.name)} on ${on}?` },
    lines: [
      `Undo of ${plainText(of.name)} on ${place.where}`,
      requestText(request),
      `Does: takes back what ${plainText(of.name)} did to ${on}. What it held back can go on then.`,
      'Watch: whether the rule fires again.',
      'Undo: run the action again.',
    ],
  };
}

/** A request as text, whole and to the letter: the payload as JSON, or the command line as it can be pasted. What can not be seen is shown as a sign. */
export function requestText(request: ActionRequest): string {
  switch (request.surface) {
    case 'sysdig':
      return visible(`submit_response_action ${JSON.stringify({ action_type: request.type, parameters: request.parameters })}`);
    case 'sysdigUndo':
      return visible(`undo_response_action ${JSON.stringify({ action_execution_id: request.executionId })}`);
    case 'command':
      return visible(commandLine(request.command));
  }
}

/** `Kill container 3f2a… of storefront-…?`, `Isolate network: shop/storefront?`: what it acts on may begin with the last word of what is done. */
function titleOf({ verb, on }: Pick<ProposedAction, 'verb' | 'on'>): string {
  const target = plainPhrase(on);
  const [last = ''] = verb.split(' ').slice(-1);
  return target.startsWith(`${last} `) ? `${verb} ${target.slice(last.length + 1)}?` : `${verb}: ${target}?`;
}

function told(label: string, words: Phrase): string {
  return `${label}: ${sentence(plainPhrase(words))}`;
}

function breaksText({ breaks }: ProposedAction): string {
  if (breaks.length === 0) return 'nothing that was probed stands on it.';
  return breaks.map(({ phrase }) => sentence(plainPhrase(phrase))).join(' ');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** What a person has to type: the last name of what it acts on, short enough to be typed and never empty. */
function typedName({ on, name }: ProposedAction): string {
  const last = plainPhrase(on)
    .split(/[\s/]/)
    .filter((part) => part !== '')
    .at(-1);
  return (last ?? name).slice(0, 63);
}
