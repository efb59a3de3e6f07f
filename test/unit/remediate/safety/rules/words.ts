import type { Program } from '../../../../../src/extension/core/model/command.ts';
import { allow } from '../../../../../src/extension/core/remediate/surfaces/allow.ts';
import { isWrite } from '../machine.ts';
import { type Happened, ofKind } from '../recording.ts';
import type { Scenario } from '../scenarios.ts';
import type { Deed } from './yeses.ts';

/** Every flag that a call may have. None of them names another kubeconfig, server, user or file. */
const flags = new RegExp(
  `^--(${[
    ...['context', 'namespace', 'output', 'request-timeout', 'selector', 'field-selector', 'type', 'patch', 'replicas', 'current-replicas'],
    ...[
      'resource-version',
      'overwrite',
      'dry-run',
      'subresource',
      'container',
      'tail',
      'timestamps',
      'previous',
      'watch',
      'revision',
      'to-revision',
    ],
    ...['wait', 'cascade', 'ignore-not-found'],
  ].join('|')})=|^--(minify|all-namespaces)$`,
  's',
);
const awsFlags = /^--(role-name|user-name|access-key-id|policy-arn|policy-name|status|region|output|cli-connect-timeout|cli-read-timeout)$/;
const bad = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** the allow-list has every call that was started, by its words alone, and no word of it is an option that came in as a value. */
export function unlisted(all: readonly Happened[]): readonly string[] {
  return ofKind(all, 'spawned').flatMap(({ position, program, argv }) => {
    const access = isWrite(program, argv) ? 'write' : 'read';
    const odd = argv.filter((word) => bad.test(word) || (word.startsWith('-') && !(program === 'aws' ? awsFlags : flags).test(word)));
    return [
      ...(isListed(program as Program, argv, access) ? [] : [`${position}: ${program} ${argv.join(' ')} is not on the list`]),
      ...odd.map((word) => `${position}: ${program} has the word ${JSON.stringify(word)}`),
    ];
  });
}

function isListed(program: Program, argv: readonly string[], access: 'read' | 'write'): boolean {
  try {
    return allow({ program, argv, access }).argv.length === argv.length;
  } catch {
    return false;
  }
}

const denyAll = 'arn:aws:iam::aws:policy/AWSDenyAll';

/** whatever is changed is named by the threat's own events, or by what its cluster and account hold. */
export function outside(deeds: readonly Deed[], { known }: Scenario): readonly string[] {
  return deeds.flatMap(({ position, what, command, sent }) => {
    const named =
      command === undefined
        ? namedIn(sent?.args ?? {})
        : command.program === 'aws'
          ? namedInAccount(command.argv)
          : namedInCluster(command.argv);
    return named.filter((name) => name !== denyAll && !known.has(name)).map((name) => `${position}: ${what} is on ${JSON.stringify(name)}`);
  });
}

function namedInAccount(argv: readonly string[]): readonly string[] {
  return argv.filter((_, at) => /^--(role-name|user-name|access-key-id|policy-arn)$/.test(argv[at - 1] ?? ''));
}

/** Name and namespace of `VERB KIND NAME …`. */
function namedInCluster(argv: readonly string[]): readonly string[] {
  const operands = argv.filter((word) => !word.startsWith('--'));
  const name = operands[operands[0] === 'rollout' ? 3 : 2];
  const namespace = argv.find((word) => word.startsWith('--namespace='))?.slice('--namespace='.length);
  return [name ?? '', namespace ?? ''];
}

/** The parameters that say on what; how long and since when are no targets. */
function namedIn(args: Readonly<Record<string, unknown>>): readonly string[] {
  const parameters = args['parameters'] as Readonly<Record<string, unknown>> | undefined;
  return Object.entries(parameters ?? {}).flatMap(([name, value]) =>
    /duration|timestamp|filters|tail|limit/i.test(name) || typeof value === 'boolean' ? [] : [String(value)],
  );
}

/** each call of kubectl names its context, and a change goes to the place that was shown with its yes, which is where the tool points. */
export function elsewhere(all: readonly Happened[], deeds: readonly Deed[]): readonly string[] {
  const unnamed = ofKind(all, 'spawned')
    .filter(
      ({ program, argv }) => program === 'kubectl' && argv[1] !== 'current-context' && !argv.some((word) => word.startsWith('--context=')),
    )
    .map(({ position, argv }) => `${position}: kubectl ${argv.join(' ')} names no context`);
  return [...unnamed, ...deeds.flatMap((deed) => moved(all, deed))];
}

function moved(all: readonly Happened[], { position, what, command, yes }: Deed): readonly string[] {
  if (command === undefined || yes === undefined) return [];
  const [shown, answered] = [yes.shownAt, yes.position].map((at) => ofKind(all, 'place').findLast((one) => one.position < at)?.place);
  const { program, argv, place } = command;
  if (program === 'aws')
    return [shown, answered].every((one) => one?.account === place.account) ? [] : [`${position}: ${what} in another account`];
  const context = argv.find((word) => word.startsWith('--context='))?.slice('--context='.length) ?? '';
  const isSame = [shown, answered].every((one) => one?.servers[context] === place.servers[context]);
  if (!isSame) return [`${position}: ${what}, and the context leads elsewhere since it was confirmed`];
  return answered?.current === context ? [] : [`${position}: ${what}, and kubectl points at ${answered?.current}`];
}
