import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandOutcome } from '../../../../src/extension/core/model/command.ts';
import type { Recorded } from '../../../fakes/recordingProgram.ts';
import { answerOf, contextText, iamAnswers, identity, isWrite, type Machine, objectAnswers, type WriteEnd } from './machine.ts';
import type { PlaceNow, Recording } from './recording.ts';

/** A start of a process, with the window that it is of. `goOn` starts it on this machine. */
export type Started = {
  readonly path: string;
  readonly argv: readonly string[];
  readonly window: string;
  readonly signal: AbortSignal;
  readonly goOn: () => Promise<CommandOutcome>;
};

export type ProcessWorld = {
  readonly machine: Machine;
  readonly recording: Recording;
  readonly turns: () => Promise<void>;
  readonly isDead: (window: string) => boolean;
};

const never = new Promise<never>(() => undefined);
const cancelled: CommandOutcome = { kind: 'cancelled', stdout: '', stderr: '', cut: false };

/** Writes down what is about to be started, and lets it be answered. */
export async function watchedProcess(started: Started, world: ProcessWorld, programs?: RealPrograms): Promise<CommandOutcome> {
  const { path, argv, window } = started;
  const { machine, recording, isDead } = world;
  const program = path.split('/').at(-1) ?? '';
  const of = recording.add({ is: 'spawned', window, program, argv, place: machine.place });
  const outcome =
    programs === undefined ? await standIn(program, started, world) : await realProcess(program, started, { world, programs });
  // A window that crashed learns of nothing any more.
  if (isDead(window)) return never;
  recording.add({ is: 'exited', of });
  return outcome;
}

async function standIn(program: string, { argv, signal }: Started, { machine, turns }: ProcessWorld): Promise<CommandOutcome> {
  const write = isWrite(program, argv) ? answerOf(program, argv, machine) : undefined;
  await turns();
  if (signal.aborted) return cancelled;
  // Of where it points, a program tells what is so at its end.
  const answer = write ?? answerOf(program, argv, machine);
  if (answer !== 'hangs') return answer;
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(cancelled), { once: true });
  });
}

/** Programs on PATH that answer as the stand-in does. */
export type RealPrograms = { readonly folder: string; readonly path: string; readonly recorded: () => readonly Recorded[] };

type Real = { readonly world: ProcessWorld; readonly programs: RealPrograms };

function realProcess(program: string, { argv, goOn }: Started, { world: { machine }, programs }: Real): Promise<CommandOutcome> {
  if (isWrite(program, argv)) tellPrograms(programs, machine.place, machine.nextEnd());
  return goOn();
}

/** Lets the programs know where they point and how the next change ends. What would take a minute, or for ever, is ended by the system instead. */
export function tellPrograms({ folder }: RealPrograms, { current, servers, account }: PlaceNow, end: WriteEnd): void {
  const texts = Object.entries(servers).map(([name, server]) => [`config view ${name}`, contextText(name, server)] as const);
  const lines = [
    `current=${quoted(current)}`,
    `end=${end}`,
    `identity=${quoted(identity(account))}`,
    ...[
      'view=',
      'case "$context" in',
      ...texts.map(([name, text]) => `${quoted(name.slice('config view '.length))}) view=${quoted(text)};;`),
      'esac',
    ],
  ];
  writeFileSync(join(folder, 'now'), `${lines.join('\n')}\n`);
}

const ends = [
  'ended() {',
  'case "$end" in',
  "done) printf '{}'; exit 0;;",
  "forbidden) echo 'Error from server (Forbidden): it is forbidden' >&2; exit 1;;",
  "conflict) echo 'Error from server (Conflict): the object has been modified' >&2; exit 1;;",
  "expired) echo 'error: You must be logged in to the server (Unauthorized)' >&2; exit 1;;",
  'esac',
  'kill -9 $$',
  '}',
];

function answersOf(table: ReadonlyMap<string, string>, key: string): readonly string[] {
  return [`case ${key} in`, ...[...table].map(([asked, text]) => `${quoted(asked)}) printf '%s' ${quoted(text)}; exit 0;;`), 'esac'];
}

const gone = "echo 'Error from server (NotFound): it is not there' >&2; exit 1";

/** Shell for the two programs: the same table, read by the words alone. Nothing of it starts another process. */
export const bodies = {
  kubectl: [
    ...['context=', 'dry=', `for word; do case "$word" in --context=*) context=\${word#--context=};; --dry-run=server) dry=1;; esac; done`],
    ...[`. "\${0%/*}/now"`, ...ends],
    ...['case "$1 $2" in', '"config current-context") [ -n "$current" ] || { echo "error: current-context is not set" >&2; exit 1; }'],
    ...[
      'echo "$current"; exit 0;;',
      '"config view") [ -n "$view" ] || { echo "error: cannot locate context" >&2; exit 1; }',
      'printf "%s" "$view"; exit 0;;',
    ],
    ...[
      '"auth can-i") echo yes; exit 0;;',
      'esac',
      'case "$1" in patch|label|annotate|scale|delete|rollout) [ -n "$dry" ] || ended;; esac',
    ],
    ...['case "$3" in --*) key="$1 $2";; *) key="$1 $2 $3";; esac', ...answersOf(objectAnswers, '"$key"'), gone],
  ].join('\n'),
  aws: [
    ...['context=', `. "\${0%/*}/now"`, ...ends],
    ...['case "$2" in get-caller-identity) printf "%s" "$identity"; exit 0;; attach-*|detach-*|delete-*|update-*) ended;; esac'],
    ...[...answersOf(iamAnswers, '"$1 $2 $4"'), gone],
  ].join('\n'),
};

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
