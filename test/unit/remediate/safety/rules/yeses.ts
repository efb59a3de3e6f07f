import { isWrite } from '../machine.ts';
import { type Dialog, type Happened, ofKind, type PlaceNow } from '../recording.ts';

/** A person's yes to one request, as the dialog had it: its own text, and the window's. Positions are those of the recording. */
export type GivenYes = {
  readonly window: string;
  readonly text: string;
  readonly shownAt: number;
  readonly position: number;
  used: boolean;
};

/** Something that changes the world, and the yes that it was given, where there is one. */
export type Deed = {
  readonly position: number;
  readonly window: string;
  /** the same for the same request */
  readonly key: string;
  readonly what: string;
  readonly yes?: GivenYes;
  readonly command?: { readonly program: string; readonly argv: readonly string[]; readonly place: PlaceNow };
  readonly sent?: { readonly tool: string; readonly args: Readonly<Record<string, unknown>> };
};

const cutMark = '… (whole in the preview beside)';

/** The dialogs that ask for an action, answered with the button that runs it and, where it can not be taken back, with the right name. */
function yesesIn(all: readonly Happened[]): readonly GivenYes[] {
  const answers = new Map(ofKind(all, 'answered').map((one) => [one.of, one]));
  const shown = ofKind(all, 'shown');
  return shown.flatMap(({ position: shownAt, window, dialog }) => {
    const [safe, run] = dialog.buttons;
    const answer = answers.get(shownAt);
    if (safe !== 'Do Not Run' || answer === undefined || answer.given !== run || run === undefined) return [];
    const text = requestIn(dialog);
    if (!dialog.detail.includes('Can not be taken back')) return [{ window, text, shownAt, position: answer.position, used: false }];
    const input = shown.find((one) => one.position > answer.position && one.window === window && one.dialog.isInput);
    const typed = input && answers.get(input.position);
    const name = /^Type (.+) to run it$/s.exec(input?.dialog.prompt ?? '')?.[1];
    // The name is one that the dialog itself asked about.
    const isRight = typed !== undefined && name !== undefined && typed.given === name && dialog.title.includes(name);
    return isRight ? [{ window, text, shownAt, position: typed.position, used: false }] : [];
  });
}

/** The exact request: the second paragraph, or its whole in the document beside. */
function requestIn({ detail, preview }: Dialog): string {
  const line = detail.split('\n\n')[1] ?? '';
  if (!line.endsWith(cutMark)) return line;
  const start = line.slice(0, -cutMark.length);
  return preview.flatMap((text) => text.split('\n\n')).findLast((one) => one.startsWith(start)) ?? line;
}

/** Every change that was begun, each with a yes of its own if one fits: the latest of its window that came before and was not used. */
export function deedsIn(all: readonly Happened[]): readonly Deed[] {
  const yeses = yesesIn(all);
  return all.flatMap((one, position): readonly Deed[] => {
    if (one.is === 'spawned' && isWrite(one.program, one.argv)) {
      const words = [one.program, ...one.argv];
      const yes = take(yeses, position, one.window, (text) => JSON.stringify(wordsOf(text)) === JSON.stringify(words));
      const key = JSON.stringify(words.filter((word) => !/^--(resource-version|current-replicas|patch)=/.test(word)));
      return [deed({ position, window: one.window, key, what: words.join(' '), command: one }, yes)];
    }
    if (one.is === 'sent') {
      const line = callText(one.tool, one.args);
      const yes = take(yeses, position, one.window, (text) => text === line);
      return [deed({ position, window: one.window, key: line, what: line, sent: one }, yes)];
    }
    return [];
  });
}

function deed(told: Omit<Deed, 'yes'>, yes: GivenYes | undefined): Deed {
  return { ...told, ...(yes !== undefined && { yes }) };
}

function take(yeses: readonly GivenYes[], before: number, window: string, fits: (text: string) => boolean): GivenYes | undefined {
  const found = yeses.findLast((yes) => !yes.used && yes.position < before && yes.window === window && fits(yes.text));
  if (found !== undefined) found.used = true;
  return found;
}

/** A call of the tenant as a dialog writes it; what turns the direction of writing stands there as a sign. */
function callText(tool: string, args: Readonly<Record<string, unknown>>): string {
  const told =
    tool === 'submit_response_action'
      ? { action_type: args['action_type'], parameters: args['parameters'] }
      : { action_execution_id: args['action_execution_id'] };
  return `${tool} ${JSON.stringify(told)}`.replaceAll(
    /[\u202a-\u202e\u2066-\u2069]/g,
    (one) => `⟨U+${one.charCodeAt(0).toString(16).toUpperCase()}⟩`,
  );
}

/** A command line as a POSIX shell would cut it into words. */
export function wordsOf(line: string): readonly string[] {
  const parts = line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  return parts.map((part) =>
    part.replaceAll(/'([^']*)'|\\(.)/g, (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? ''),
  );
}
