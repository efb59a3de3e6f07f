import type { ActionRequest, Shown } from '../../model/confirmation.ts';
import type { Phrase } from '../../model/phrase.ts';
import type { ProposedAction, UndoPlan } from '../../model/remediation.ts';
import { visible } from '../../report/datumText.ts';
import { plainPhrase, plainText } from '../../report/plainText.ts';
import { shown as commandLine } from '../surfaces/shown.ts';
import { takingBack } from '../undo/takingBack.ts';
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
      final ? `Can not be taken back. Recovery: ${capital(visible(undo.recovery))}` : `Undo: ${undoLine(undo, request)}`,
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
  const name = plainText(of.name);
  const { does, watch, again, final } = takingBack(of.name);
  return {
    ...{ request, place: place.place, title: `Take back ${name} on ${on}?`, undoes: true },
    lines: [
      `Undo of ${name} on ${place.where}`,
      requestText(request),
      `Does: Takes back what ${name} did to ${on}. ${sentence(does)}`,
      `Watch: ${sentence(watch)}`,
      final ? `Can not be taken back. Recovery: ${sentence(again)}` : `Undo: ${sentence(again)}`,
    ],
    ...(final && { typed: lastName(on) ?? name }),
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

/** What is known, each a sentence; then what a probe would tell, all of it in one. */
function breaksText({ breaks }: ProposedAction): string {
  if (breaks.length === 0) return 'No consequence is known.';
  const told = breaks.flatMap((one) => (one.kind === 'unknown' && one.open !== undefined ? [] : [sentence(plainPhrase(one.phrase))]));
  return [...told, ...notKnown(breaks)].join(' ');
}

/** `Not known: which pods it has, how many replicas there are (probe with kubectl); what the role may do (probe with aws).` */
function notKnown(breaks: ProposedAction['breaks']): readonly string[] {
  const open = breaks.flatMap((one) => (one.kind === 'unknown' && one.open !== undefined ? [one.open] : []));
  const programs = [...new Set(open.map(({ probeWith }) => probeWith))];
  const parts = programs.map((program) => {
    const asked = open.filter(({ probeWith }) => probeWith === program).map((one) => small(one.asked));
    return `${[...new Set(asked)].join(', ')} (probe with ${program})`;
  });
  return parts.length === 0 ? [] : [`Not known: ${parts.join('; ')}.`];
}

/** A call is shown as it is. */
function undoLine(undo: UndoPlan, request: ActionRequest): string {
  const text = undoText(undo, request);
  return undo.kind === 'nothing' ? capital(text) : text;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function small(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** What a person has to type: the name of what it acts on, which is the first that is named, short enough to be typed and never empty. */
function typedName({ on, name }: ProposedAction): string {
  const [first] = on.filter((part) => typeof part !== 'string');
  return (first && lastName(plainPhrase([first]))) ?? name.slice(0, longestTyped);
}

const longestTyped = 63;

/** `storefront` of `shop/storefront`. */
function lastName(words: string): string | undefined {
  return words
    .split(/[\s/]/)
    .filter((part) => part !== '')
    .at(-1)
    ?.slice(0, longestTyped);
}
