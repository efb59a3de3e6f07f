import type { ActionRequest } from '../../model/confirmation.ts';
import type { ProposedAction } from '../../model/remediation.ts';
import { readableKinds } from '../surfaces/kubernetesKinds.ts';
import { ideaOf, plainWords } from './lexicon.ts';

/**
 * What an action answers to: what it does and to which kind of thing (`ideas`), what it is done to by name (`targets`), and where that is (`places`,
 * which count behind "in" or "on" alone: who says "kill shop" does not mean a container in it). `names` are its own names, each as its ideas.
 */
export type ActionWords = {
  readonly action: ProposedAction;
  readonly ideas: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly names: readonly (readonly string[])[];
};

/** What actions are called beyond their own names, by type. A type that is not here answers to the words of its name and its button. */
const more: readonly (readonly [RegExp, string])[] = [
  [/^DELETE_POD$/, 'kill'],
  [/^ISOLATE_NETWORK$/, 'block workload pod'],
  [/^ROLLOUT_RESTART$|^kubectl rollout/, 'workload pod'],
  [/^GET_LOGS$/, 'container pod workload'],
  [/^CAPTURE$/, 'get container network'],
  [/_SNAPSHOT$/, 'get'],
  [/^IAM_QUARANTINE$/, 'block identity role user'],
  [/^kubectl scale$/, 'workload replica'],
  [/^aws iam attach-role-policy$/, 'block'],
];

const workloadKinds: ReadonlySet<string> = new Set(['deployment', 'statefulset', 'daemonset', 'replicaset']);

export function actionWords(action: ProposedAction): ActionWords {
  const names = [action.name, action.verb].map((name) => ideasIn(name));
  const extra = more.flatMap(([type, words]) => (type.test(action.name) ? words.split(' ') : []));
  const kinds = kindsOf(action);
  const values = [...namesOn(action), ...(action.request === undefined ? [] : requestNames(action.request, action.name))];
  const isWorkload = kinds.some((kind) => workloadKinds.has(kind));
  const ticket = action.surface === 'ticket' ? ['ticket', 'file'] : [];
  return {
    action,
    ideas: new Set([...names.flat(), ...extra, ...kinds, ...(isWorkload ? ['workload'] : []), ...ticket, action.surface]),
    targets: new Set(values.filter(({ isPlace }) => !isPlace).map(({ word }) => word)),
    places: new Set(values.filter(({ isPlace }) => isPlace).map(({ word }) => word)),
    names,
  };
}

/** Kinds by our own words and closed lists alone: what a tenant calls `logs` or `kill` is a name, and no idea. */
function kindsOf({ on, request }: ProposedAction): readonly string[] {
  const told = on.filter((part) => typeof part === 'string').flatMap(ideasIn);
  if (request?.surface === 'sysdig') {
    const types = Object.entries(request.parameters).filter(([key]) => /type$/i.test(key));
    return [...told, ...types.flatMap(([, value]) => ideaOf(String(value).toLowerCase()) ?? [])];
  }
  if (request?.surface !== 'command') return told;
  const { argv } = request.command;
  const listed = argv.flatMap((word) => (readableKinds.some((kind) => kind === word) ? ideasIn(word.split('.', 1)[0] ?? '') : []));
  const zero = argv.includes('--replicas=0') ? ['down'] : [];
  return [...told, ...listed, ...zero, ...ideasIn(awsValue(argv, '--status') ?? '')];
}

/** A name as what its words stand for; a word that is not known stands for itself. */
function ideasIn(name: string): readonly string[] {
  const words = plainWords(name.replaceAll(/[_-]/g, ' ')).match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => ideaOf(word) ?? word);
}

type Named = { readonly word: string; readonly isPlace: boolean };

function namesOn({ on }: ProposedAction): readonly Named[] {
  return on.flatMap((part) => (typeof part === 'string' ? [] : part.text.split(/[\s,]+/).flatMap(namesIn)));
}

/** `shop/storefront` is storefront, in shop. Of a path or an ARN the last part is its name too, but what stands before is no place. */
function namesIn(name: string): readonly Named[] {
  const word = name.toLowerCase();
  if (word === '') return [];
  const segments = word.split('/').filter((one) => one !== '');
  const whole = { word, isPlace: false };
  const [last = word, ...before] = segments.toReversed();
  const isPath = word.startsWith('/') || word.includes(':');
  return [whole, { word: last, isPlace: false }, ...(isPath ? [] : before.map((place) => ({ word: place, isPlace: true })))];
}

const placeParameters = /^(?:kubernetes\.(?:cluster|namespace)\.name|host\..*|container\.id|cloudProvider\..*)$/;

function requestNames(request: ActionRequest, name: string): readonly Named[] {
  switch (request.surface) {
    case 'sysdig':
      return Object.entries(request.parameters).flatMap(([key, value]) => {
        const isTarget = key === 'container.id' && name.includes('CONTAINER');
        return namesIn(String(value)).map((one) => ({ ...one, isPlace: one.isPlace || (placeParameters.test(key) && !isTarget) }));
      });
    case 'sysdigUndo':
      return [];
    case 'command':
      return request.command.program === 'kubectl' ? kubectlNames(request.command.argv) : awsNames(request.command.argv);
  }
}

function kubectlNames(argv: readonly string[]): readonly Named[] {
  const flag = (name: string) => argv.filter((word) => word.startsWith(`--${name}=`)).map((word) => word.slice(name.length + 3));
  const operands = argv.filter((word) => !word.startsWith('-'));
  return [
    ...[...operands, ...flag('replicas')].map((word) => ({ word: word.toLowerCase(), isPlace: false })),
    ...[...flag('namespace'), ...flag('context')].map((word) => ({ word: word.toLowerCase(), isPlace: true })),
  ];
}

function awsNames(argv: readonly string[]): readonly Named[] {
  const flags = ['--user-name', '--role-name', '--access-key-id', '--policy-arn'];
  return flags.flatMap((flag) => namesIn(awsValue(argv, flag) ?? ''));
}

function awsValue(argv: readonly string[], flag: string): string | undefined {
  const at = argv.indexOf(flag);
  return at === -1 ? undefined : argv[at + 1];
}
