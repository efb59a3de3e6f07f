/** The place of the tools at one moment: kubectl's current context, a mark of each context's server, and the account of aws. */
export type PlaceNow = { readonly current: string; readonly servers: Readonly<Record<string, string>>; readonly account: string };

/** A dialog as it was shown. `preview` are the texts of the documents that stood beside it. */
export type Dialog = {
  readonly title: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly preview: readonly string[];
  readonly isInput: boolean;
  readonly prompt: string;
};

/**
 * One thing that happened, as seen from outside of the product: by the person at a window, by the programs and by the tenant. `window` is where; `of` is
 * the position of what it belongs to.
 */
export type Happening =
  | { readonly is: 'shown'; readonly window: string; readonly dialog: Dialog }
  /** `given`: a button's title, a typed name, or undefined for Escape */
  | { readonly is: 'answered'; readonly window: string; readonly of: number; readonly given: string | undefined }
  | { readonly is: 'said'; readonly window: string; readonly type: string }
  | { readonly is: 'revoked'; readonly window: string }
  | { readonly is: 'readOnly'; readonly window: string; readonly on: boolean }
  | { readonly is: 'gone'; readonly window: string }
  | { readonly is: 'place'; readonly place: PlaceNow }
  | {
      readonly is: 'spawned';
      readonly window: string;
      readonly program: string;
      readonly argv: readonly string[];
      readonly place: PlaceNow;
    }
  | { readonly is: 'exited'; readonly of: number }
  | { readonly is: 'sent'; readonly window: string; readonly tool: string; readonly args: Readonly<Record<string, unknown>> }
  /** what came back of it; `refused` is the only answer that says that nothing was done */
  | { readonly is: 'told'; readonly of: number; readonly answer: 'accepted' | 'refused' | 'unclear'; readonly executionId?: string }
  /** an answer to a read says that this execution has ended */
  | { readonly is: 'endSeen'; readonly executionId: string }
  | { readonly is: 'fault'; readonly window: string; readonly error: unknown };

export type Happened = Happening & { readonly at: number };
type Of<K extends Happening['is']> = Extract<Happening, { readonly is: K }>;

/** Everything in its order. `at` is milliseconds of the test's clock. What is not in here did not happen. */
export class Recording {
  readonly all: Happened[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns its position */
  add(happening: Happening): number {
    return this.all.push({ ...happening, at: this.#now() }) - 1;
  }
}

/** Those of one kind with their positions, in order. */
export function ofKind<K extends Happening['is']>(
  all: readonly Happened[],
  kind: K,
): readonly (Of<K> & { readonly at: number; readonly position: number })[] {
  return all.flatMap((one, position) => (one.is === kind ? [{ ...(one as Of<K> & { readonly at: number }), position }] : []));
}
