import { editor, type Shown } from '../../../fakes/vscode.ts';
import type { Dialog, Recording } from './recording.ts';

/** What a person does with one dialog: `yes` is its most daring answer, `enter` its default, `wrong` a wrong name where one is asked for. */
export type Choice = 'yes' | 'readOnly' | 'enter' | 'escape' | 'last' | 'wrong';

/** `wait`: for how many steps it stays open. */
export type PlannedAnswer = { readonly choice: Choice; readonly wait: number };

type Open = {
  readonly position: number;
  readonly window: string;
  readonly answer: (given: unknown) => void;
  readonly given: unknown;
  wait: number;
};

/** Answers the native dialogs of all windows, each after its time, and writes down what was shown and what was answered. */
export class Person {
  readonly #recording: Recording;
  readonly #planned: readonly PlannedAnswer[];
  #open: Open[] = [];
  #next = 0;
  #window = '';

  constructor(recording: Recording, planned: readonly PlannedAnswer[]) {
    this.#recording = recording;
    this.#planned = planned;
    editor.answer = (shown) => this.#look(shown);
  }

  /** The next dialog is one of this window's. */
  turnTo(window: string): void {
    this.#window = window;
  }

  /** Answers what has been open for long enough. */
  answerDue(): void {
    const due = this.#open.filter(({ wait }) => wait <= 0);
    this.#open = this.#open.filter(({ wait }) => wait > 0);
    for (const one of due) this.#answer(one, one.given);
  }

  stepEnds(): void {
    for (const one of this.#open) one.wait -= 1;
  }

  closeAll(): void {
    const left = this.#open;
    this.#open = [];
    for (const one of left) this.#answer(one, undefined);
  }

  /** Nobody sees the dialogs of a window that crashed any more. */
  forget(window: string): void {
    this.#open = this.#open.filter((one) => one.window !== window);
  }

  #look(shown: Shown): unknown {
    const isInput = shown.kind === 'input';
    // Notifications wait for nobody.
    if (!isInput && shown.options['modal'] !== true) return undefined;
    const dialog = dialogOf(shown);
    const window = this.#window;
    const position = this.#recording.add({ is: 'shown', window, dialog });
    const { choice, wait } = this.#planned[this.#next++ % this.#planned.length] ?? { choice: 'escape', wait: 0 };
    const given = isInput ? typed(choice, dialog) : item(choice, shown.items);
    return new Promise((answer) => {
      this.#open.push({ position, window, answer, given, wait });
    });
  }

  #answer({ position, window, answer }: Open, given: unknown): void {
    const told = typeof given === 'string' || given === undefined ? given : (given as Titled).title;
    this.#recording.add({ is: 'answered', window, of: position, given: told });
    answer(given);
  }
}

type Titled = { readonly title: string };

function dialogOf({ kind, text, options, items }: Shown): Dialog {
  return {
    title: text,
    detail: String(options['detail'] ?? ''),
    buttons: items.map((one) => (one as Titled).title),
    preview: editor.editors.map(({ document }) => ('getText' in document ? (document as { getText(): string }).getText() : '')),
    isInput: kind === 'input',
    prompt: String(options['prompt'] ?? ''),
  };
}

function item(choice: Choice, items: readonly unknown[]): unknown {
  switch (choice) {
    case 'yes':
    case 'wrong':
      return items[1];
    case 'readOnly':
      return items[2] !== undefined && (items[2] as Titled).title.startsWith('Read Only') ? items[2] : items[1];
    case 'enter':
      return items[0];
    case 'last':
      return items.at(-1);
    case 'escape':
      return undefined;
  }
}

function typed(choice: Choice, { prompt }: Dialog): string | undefined {
  const name = /^Type (.*) to run it$/s.exec(prompt)?.[1];
  if (choice === 'yes' || choice === 'readOnly') return name;
  return choice === 'escape' ? undefined : choice === 'enter' ? '' : `${name}x`;
}
