import fc from 'fast-check';
import type { WriteEnd } from './machine.ts';
import type { Choice, PlannedAnswer } from './person.ts';
import type { TenantAnswer } from './tenant.ts';

/** One thing that happens around a checklist. `slot` is one of at most two windows, `pick` an action by its place in the list as it is then. */
export type Step =
  | {
      readonly does: 'act';
      readonly slot: number;
      readonly type: 'run' | 'undo' | 'checkAgain' | 'preview' | 'file' | 'showRequest';
      readonly pick: number;
    }
  | { readonly does: 'select'; readonly slot: number; readonly picks: readonly number[] }
  | { readonly does: 'say'; readonly slot: number; readonly message: unknown }
  | { readonly does: 'readOnly'; readonly slot: number; readonly by: 'message' | 'command' }
  | { readonly does: 'revoke'; readonly slot: number; readonly by: 'message' | 'command' }
  | { readonly does: 'both'; readonly pick: number }
  | { readonly does: 'pass'; readonly seconds: number }
  | { readonly does: 'point'; readonly place: number }
  | { readonly does: 'pointAndProbe'; readonly slot: number; readonly place: number }
  | { readonly does: 'reload' | 'crash'; readonly slot: number };

/**
 * One sequence. What is answered to the dialogs (`answers`), to what is sent (`sends`) and run (`writes`), and how long the answers of tenant and programs
 * take, in turns of the event loop (`turns`), is taken one after the other, and from the first again.
 */
export type Script = {
  readonly scenario: number;
  readonly windows: number;
  readonly granted: readonly ('kubectl' | 'aws')[];
  readonly steps: readonly Step[];
  readonly answers: readonly PlannedAnswer[];
  readonly sends: readonly TenantAnswer[];
  readonly writes: readonly WriteEnd[];
  readonly turns: readonly number[];
};

const weighted = <T>(...options: readonly (readonly [number, T])[]): fc.Arbitrary<T> =>
  fc.oneof(...options.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const slot = fc.nat(1);
const pick = fc.nat(60);
const surface = fc.constantFrom('kubectl', 'aws');

/** Ids that nobody knows, intents that are none, and what a page that was taken over could try. */
const garbage = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, 'run', { type: 'run' }, { type: 'run', action: 'A-000000000000' }, { type: 'run', action: '__proto__' }],
    ...[
      { type: 'run', action: '', command: 'id' },
      { type: 'undo', action: 'x' },
      { type: 'confirm', action: 'x' },
    ],
    ...[
      { type: 'grantRead', surface: 'sh' },
      { type: 'setReadOnly', on: 'no' },
      { type: 'select', action: 'x', on: true },
    ],
    ...[{ type: 'openEvidence', evidence: 'P1' }, { type: 'checkAgain', action: 'x' }, { type: 'ready' }],
  ),
  fc.anything(),
);

const message: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: surface.map((one) => ({ type: 'grantRead', surface: one })) },
  { weight: 3, arbitrary: fc.constant({ type: 'probeAgain' }) },
  { weight: 2, arbitrary: fc.constant({ type: 'runSelected' }) },
  { weight: 2, arbitrary: fc.constant({ type: 'cancel' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('isolate the network', 'kill it', 'everything', '1 and 2').map((words) => ({ type: 'describe', words })),
  },
  { weight: 1, arbitrary: fc.constantFrom('acceptReading', 'dropReading', 'watchLonger', 'stopWatch', 'ready').map((type) => ({ type })) },
  { weight: 2, arbitrary: garbage },
);

const by = fc.constantFrom('message', 'command');
const actType = weighted<Extract<Step, { does: 'act' }>['type']>(
  [8, 'run'],
  [5, 'undo'],
  [2, 'checkAgain'],
  [1, 'preview'],
  [1, 'file'],
  [1, 'showRequest'],
);
const tenantAnswer = weighted<TenantAnswer>(
  ...([
    [6, 'completes'],
    [2, 'fails'],
    [1, 'staysUnderWay'],
    [1, 'noResponder'],
    [1, 'noStorage'],
    [1, 'forbidden'],
    [1, 'refused'],
  ] as const),
  ...([
    [2, 'timeout'],
    [2, 'timeoutTaken'],
    [1, 'lostTaken'],
    [1, 'malformedTaken'],
    [1, 'hangsTaken'],
  ] as const),
);
const writeEnd = fc.constantFrom<WriteEnd>(
  'done',
  'done',
  'done',
  'done',
  'forbidden',
  'conflict',
  'expired',
  'timedOut',
  'killed',
  'hangs',
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 18, arbitrary: fc.record({ does: fc.constant('act' as const), slot, type: actType, pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('select' as const), slot, picks: fc.array(pick, { maxLength: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('say' as const), slot, message }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('readOnly' as const), slot, by }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('revoke' as const), slot, by }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('both' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('pass' as const), seconds: fc.constantFrom(1, 5, 40, 320) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('point' as const), place: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('pointAndProbe' as const), slot, place: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('reload' as const, 'crash' as const), slot }) },
);

const choice = weighted<Choice>([24, 'yes'], [1, 'readOnly'], [1, 'enter'], [1, 'escape'], [1, 'last'], [1, 'wrong']);
const wait = weighted<number>([7, 0], [2, 1], [2, 2], [1, 3]);

/** @param first what they begin with, where a test looks for something in particular */
export function scripts(windows: 1 | 2, first: readonly Step[] = []): fc.Arbitrary<Script> {
  return fc.record({
    // Most on plain names, where every door can be reached.
    scenario: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(200) }),
    windows: fc.constant(windows),
    granted: weighted<Script['granted']>([2, ['kubectl', 'aws']], [3, ['kubectl']], [2, ['aws']], [2, []]),
    steps: fc.array(step, { minLength: 3, maxLength: 12 }).map((steps) => [...first, ...steps]),
    answers: fc.array(fc.record({ choice, wait }), { minLength: 4, maxLength: 12 }),
    sends: fc.array(tenantAnswer, { minLength: 1, maxLength: 4 }),
    writes: fc.array(writeEnd, { minLength: 1, maxLength: 3 }),
    turns: fc.array(weighted<number>([6, 0], [2, 1], [1, 4]), { minLength: 1, maxLength: 7 }),
  });
}
