import type { RemediationAction, RemediationView } from '../protocol/remediationPanel.ts';

type Place = RemediationView['guard'][number];
type Watch = NonNullable<RemediationView['watch']>;

/** A word with its sign: the word is what is said, the sign what the eye finds. `kind` is the class that may colour the sign. */
export type Sign = { readonly icon: string; readonly kind: '' | 'good' | 'bad' | 'warn' };

export const statusSigns: Readonly<Record<RemediationAction['status'], Sign>> = {
  pending: { icon: 'circle-large-outline', kind: '' },
  in_progress: { icon: 'sync', kind: '' },
  done: { icon: 'pass', kind: 'good' },
  failed: { icon: 'error', kind: 'bad' },
  skipped: { icon: 'circle-slash', kind: '' },
};

export const availabilitySigns: Readonly<Record<RemediationAction['availability']['state'], Sign>> = {
  confirmed: { icon: 'check', kind: 'good' },
  unconfirmed: { icon: 'question', kind: '' },
  unavailable: { icon: 'circle-slash', kind: 'warn' },
};

export const matchSigns: Readonly<Record<Place['match'], Sign & { readonly words: string }>> = {
  match: { icon: 'check', kind: 'good', words: 'matches' },
  mismatch: { icon: 'warning', kind: 'warn', words: 'does not match' },
  cannotTell: { icon: 'question', kind: '', words: 'can not tell whether it matches' },
  absent: { icon: 'circle-slash', kind: '', words: 'not there' },
};

export const grantWords: Readonly<Record<Place['grant'], string>> = {
  none: 'not granted',
  read: 'read granted',
  refused: 'refused',
};

export const answerSigns: Readonly<Record<'yes' | 'no' | 'unknown', Sign>> = {
  yes: { icon: 'check', kind: 'good' },
  no: { icon: 'close', kind: 'warn' },
  unknown: { icon: 'question', kind: '' },
};

export const watchSigns: Readonly<Record<Watch['state'], Sign>> = {
  watching: { icon: 'eye', kind: '' },
  cleared: { icon: 'pass', kind: 'good' },
  still_active: { icon: 'warning', kind: 'warn' },
  inconclusive: { icon: 'question', kind: '' },
  stopped: { icon: 'circle-slash', kind: '' },
  failed: { icon: 'error', kind: 'bad' },
};

/** `KILL_CONTAINER 3f2a9c81d7be`: what an action is called wherever it is not seen. */
export function nameOf({ name, on }: Pick<RemediationAction, 'name' | 'on'>): string {
  return `${name} ${on}`;
}

/** `CLUSTER`, `kubectl`: where it would run. */
export function placeOf({ surface, responder }: RemediationAction): string {
  return responder ?? (surface === 'sysdig' ? 'Sysdig' : surface);
}

/** Whether anything became of the list at all: before, every action is pending, and saying so tells nothing. */
export function isDecided({ stages }: RemediationView): boolean {
  return stages.some(({ actions }) => actions.some(({ status, decision }) => status !== 'pending' || decision !== undefined));
}

export type Word = { readonly text: string; readonly strong: boolean };

/** What became of an action, in the words of the log: `approved`, `done`, `execution 5f3c…`, `undone`. Empty where nothing is to be said. */
export function becameOf(action: RemediationAction, decided: boolean): readonly Word[] {
  const { decision, status, executionId, undo, availability } = action;
  const waits = status === 'pending';
  const isTold = !waits || (decided && availability.state !== 'unavailable');
  return [
    ...(decision === undefined ? [] : [{ text: decision, strong: false }]),
    ...(isTold ? [{ text: status, strong: !waits }] : []),
    ...(executionId === undefined ? [] : [{ text: `execution ${executionId}`, strong: false }]),
    ...(undo === undefined ? [] : undoWords[undo.status].map((text) => ({ text, strong: true }))),
  ];
}

const undoWords: Readonly<Record<NonNullable<RemediationAction['undo']>['status'], readonly string[]>> = {
  offered: [],
  in_progress: ['undo in_progress'],
  done: ['undone'],
  failed: ['undo failed'],
  manual: ['to be taken back by hand'],
};

/** `1 fact`, `3 facts` */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
