import type { Command } from './command.ts';
import { canonical } from './evidence.ts';
import { Failure } from './failure.ts';
import type { ActionParameters } from './responseAction.ts';

/** Exactly one thing to do: what a dialog shows is what runs is what a ticket says. */
export type ActionRequest =
  | { readonly surface: 'sysdig'; readonly type: string; readonly parameters: ActionParameters }
  /** `undo_response_action` with the id of the execution that it takes back */
  | { readonly surface: 'sysdigUndo'; readonly executionId: string }
  | { readonly surface: 'command'; readonly command: Command };

/**
 * Everything that a person sees before a yes. `lines` are the dialog's own sentences; `place` is where it would happen (tenant and region, or
 * context and account with their fingerprints); `captured` is the digest of the state that was read before, where there is one.
 */
export type Shown = {
  readonly request: ActionRequest;
  readonly place: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly captured?: string;
  /** takes something back, so that there is nothing to file instead */
  readonly undoes?: true;
  /** what has to be typed where it can not be taken back */
  readonly typed?: string;
};

/** `run` is the only yes. `file`: as a ticket instead. `leave`: closed without an answer. */
export type Answer = 'run' | 'decline' | 'file' | 'leave';

export type Ask = (shown: Shown) => Promise<Answer>;

const ours = Symbol('made here only');

/** A person's yes to what they were shown. Nobody can make one but by asking, and it counts once. */
export class Confirmation {
  readonly #shown: string;
  readonly #request: ActionRequest;
  #spent = false;

  private constructor(shown: Shown) {
    this.#shown = canonical(shown);
    this.#request = shown.request;
  }

  static async ask(shown: Shown, ask: Ask): Promise<Confirmation | Exclude<Answer, 'run'>> {
    const before = canonical(shown);
    const answer = await ask(shown);
    // What the host was given to show can not have become something else while the dialog was open.
    if (canonical(shown) !== before) throw mismatch();
    return answer === 'run' ? new Confirmation(shown) : answer;
  }

  /** For exactly what was shown, once. Throws Failure 'refused'. */
  spend(shown: Shown): Yes {
    if (this.#spent) throw used();
    if (canonical(shown) !== this.#shown) throw mismatch();
    this.#spent = true;
    return new Yes(ours, this.#request);
  }
}

/** A spent confirmation: what the doors that change something ask for. It opens one door once, for one request. */
export class Yes {
  readonly #request: string;
  #used = false;

  constructor(key: typeof ours, request: ActionRequest) {
    if (key !== ours) throw mismatch();
    this.#request = canonical(request);
  }

  /** Called by the door itself, right before it acts. Throws Failure 'refused' for another request, and the second time. */
  use(request: ActionRequest): void {
    if (this.#used) throw used();
    if (canonical(request) !== this.#request) throw mismatch();
    this.#used = true;
  }
}

function mismatch(): Failure {
  return new Failure('refused', {
    what: 'Nothing was run',
    why: 'It is not exactly what was confirmed',
    fix: 'Look at the action again and confirm it anew',
  });
}

function used(): Failure {
  return new Failure('refused', { what: 'Nothing was run', why: 'That yes was used already', fix: 'Confirm the action anew' });
}
