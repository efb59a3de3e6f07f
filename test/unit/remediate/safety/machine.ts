import type { CommandOutcome } from '../../../../src/extension/core/model/command.ts';
import { objects } from '../probe/storefront.ts';
import type { PlaceNow } from './recording.ts';
import { account, cluster, key, role, s3, user } from './scenarios.ts';

export const places: readonly PlaceNow[] = [
  { current: cluster, servers: { [cluster]: 'one' }, account },
  // the same name leads to another server
  { current: cluster, servers: { [cluster]: 'two' }, account },
  // another name that leads to the same cluster
  { current: `admin@${cluster}`, servers: { [cluster]: 'one', [`admin@${cluster}`]: 'three' }, account },
  // another cluster
  { current: 'staging', servers: { [cluster]: 'one', staging: 'four' }, account },
  { current: '', servers: { [cluster]: 'one' }, account },
  { current: cluster, servers: { [cluster]: 'one' }, account: '210987654321' },
];

/** How a change ends that the person confirmed. `hangs`: until it is cancelled. */
export type WriteEnd = 'done' | 'forbidden' | 'conflict' | 'expired' | 'timedOut' | 'killed' | 'hangs';

/** What the machine is like now. A play changes it; each change that is begun takes the next end. */
export type Machine = { place: PlaceNow; readonly nextEnd: () => WriteEnd };

const printed = (stdout: string): CommandOutcome => ({ kind: 'ended', exitCode: 0, stdout, stderr: '', cut: false });
const failed = (stderr: string, exitCode = 1): CommandOutcome => ({ kind: 'ended', exitCode, stdout: '', stderr, cut: false });

/** What a program answers to these words now. */
export function answerOf(program: string, argv: readonly string[], { place, nextEnd }: Machine): CommandOutcome | 'hangs' {
  const context = argv.find((word) => word.startsWith('--context='))?.slice('--context='.length) ?? '';
  if (argv[0] === 'config') return placeAnswer(argv, context, place);
  if (isWrite(program, argv)) return writeAnswer(nextEnd());
  const found = program === 'aws' ? iamAnswers.get(awsKey(argv)) : objectAnswers.get(kubectlKey(argv));
  if (argv[1] === 'get-caller-identity') return printed(identity(place.account));
  if (argv[0] === 'auth') return printed('yes\n');
  return found === undefined ? failed('Error from server (NotFound): it is not there') : printed(found);
}

/** By the words alone, as the programs' own manuals have it: a server-side try-out changes nothing. */
export function isWrite(program: string, argv: readonly string[]): boolean {
  if (argv.includes('--dry-run=server')) return false;
  if (program === 'aws') return /^(attach|detach|delete|update|create|put|add|remove|set)-/.test(argv[1] ?? '');
  if (argv[0] === 'rollout') return argv[1] !== 'status' && argv[1] !== 'history';
  return !['get', 'describe', 'logs', 'version', 'auth', 'config'].includes(argv[0] ?? '');
}

function writeAnswer(end: WriteEnd): CommandOutcome | 'hangs' {
  const rest = { stdout: '', stderr: '', cut: false };
  switch (end) {
    case 'done':
      return printed('{}');
    case 'forbidden':
      return failed('Error from server (Forbidden): deployments.apps "storefront" is forbidden: User "ci" cannot patch it');
    case 'conflict':
      return failed('Error from server (Conflict): the object has been modified; please apply your changes to the latest version');
    case 'expired':
      return failed('error: You must be logged in to the server (Unauthorized)');
    case 'timedOut':
      return { kind: 'timedOut', afterMs: 60_000, ...rest };
    case 'killed':
      return { kind: 'killed', by: 'SIGKILL', ...rest };
    case 'hangs':
      return 'hangs';
  }
}

function placeAnswer(argv: readonly string[], context: string, { current, servers }: PlaceNow): CommandOutcome {
  if (argv[1] === 'current-context') return current === '' ? failed('error: current-context is not set') : printed(`${current}\n`);
  const server = servers[context];
  return server === undefined ? failed(`error: cannot locate context "${context}"`) : printed(contextText(context, server));
}

export function contextText(context: string, server: string): string {
  const named = context === 'staging' ? 'staging' : cluster;
  return JSON.stringify({
    ...{ kind: 'Config', 'current-context': context },
    contexts: [{ name: context, context: { cluster: named, user: 'ci' } }],
    clusters: [{ name: named, cluster: { server: `https://${server}.example:6443` } }],
  });
}

export function identity(of: string): string {
  return JSON.stringify({ UserId: 'AIDA', Account: of, Arn: `arn:aws:iam::${of}:user/ci` });
}

/** `get pods NAME` by its name, `get pods` for a list. */
function kubectlKey([verb = '', kind = '', name = '--']: readonly string[]): string {
  return [verb, kind, ...(name.startsWith('--') ? [] : [name])].join(' ');
}

function awsKey([service = '', verb = '', , subject = '']: readonly string[]): string {
  return `${service} ${verb} ${subject}`;
}

export const objectAnswers: ReadonlyMap<string, string> = new Map(
  Object.entries(objects).flatMap(([kind, items]) => {
    const whole = items.map((item) => ({ ...item, metadata: { ...item.metadata, resourceVersion: '42' } }));
    return [
      [`get ${kind}`, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: whole })] as const,
      ...whole.map((item) => [`get ${kind} ${item.metadata.name}`, JSON.stringify(item)] as const),
    ];
  }),
);

export const iamAnswers: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [`iam get-role ${role}`]: { Role: { Arn: `arn:aws:iam::${account}:role/${role}`, RoleName: role } },
    [`iam list-attached-role-policies ${role}`]: { AttachedPolicies: [{ PolicyName: 'S3', PolicyArn: s3 }] },
    [`iam list-role-policies ${role}`]: { PolicyNames: [] },
    [`iam list-access-keys ${user}`]: { AccessKeyMetadata: [{ AccessKeyId: key, Status: 'Active', CreateDate: '2026-06-10T08:00:00Z' }] },
  }).map(([asked, answer]) => [asked, JSON.stringify(answer)]),
);
