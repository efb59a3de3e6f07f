/**
 * What people and catalogues call the same thing: each row is one idea, first the word that stands for it here, then the others. Verbs are told apart
 * where their effects are: to stop is not to kill, to disable is not to delete.
 */
const doings: readonly string[] = [
  'get grab fetch collect pull save acquire download gather secure preserve retrieve copy',
  'log logs',
  'capture record trace pcap recording',
  'isolate quarantine fence disconnect segregate isolation',
  'block',
  'kill terminate termination',
  'stop halt',
  'pause freeze',
  'suspend suspension',
  'resume',
  'delete remove drop erase deletion removal',
  'restart bounce recycle',
  'scale',
  'rollback revert',
  'disable deactivate deactivation inactive',
  'enable activate activation active',
  'label tag mark labelling',
  'annotate annotation note',
  'snapshot',
  'private privatise privatize',
  'attach',
  'detach',
  'deny denial',
  'patch',
  'ticket',
];

const things: readonly string[] = [
  'container containers',
  'pod pods',
  'process processes pid',
  'workload workloads app application',
  'deployment deployments',
  'statefulset statefulsets',
  'daemonset daemonsets',
  'replicaset replicasets',
  'network traffic egress connectivity',
  'file files binary executable',
  'identity identities principal',
  'role roles',
  'user users',
  'key keys credential credentials accesskey accesskeys',
  'policy policies',
  'networkpolicy networkpolicies',
  'volume volumes disk disks pvc',
  'bucket buckets s3',
  'resource resources',
  'cloud cloudtrail',
  'aws',
  'iam',
  'kubectl kubernetes',
  'rollout rollouts',
  'replica replicas',
  'cronjob cronjobs',
  'job jobs',
  'token tokens automount',
  'serviceaccount serviceaccounts',
  'host hosts node nodes machine',
  'down',
];

/** Words that several words are read as, before anything else. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bcut(?:ting)? ((?:\S+ ){0,4})off\b/g, 'isolate $1'],
  [/\bshut(?:ting)? down\b/g, 'stop'],
  [/\broll(?:ing)? ?back\b/g, 'rollback'],
  [/\bturn(?:ing)? off\b/g, 'disable'],
  [/\bnetwork polic(?:y|ies)\b/g, 'networkpolicy'],
  [/\bcron jobs?\b/g, 'cronjob'],
  [/\bservice accounts?\b/g, 'serviceaccount'],
  [/\baccess keys?\b/g, 'key'],
  [/\bto zero\b/g, 'to 0'],
];

/** Words that add nothing to what is asked for. */
const fillers: ReadonlySet<string> = new Set(
  [
    'a an the this that these those it its them their there here of for from on in at to by with as is are be my our your',
    "i'd we'd i'll we'll let's it's that's must what which",
    'please can could would will shall should you we i us let lets want like need go ahead just only also now and then so rather instead but',
    'do run use execute perform take start apply pick select choose make action actions step steps item items option options thing things one ones',
    'next afterwards afterward too well ok okay yes yeah sure alone thanks both all each every any else still',
  ]
    .join(' ')
    .split(' '),
);

const ideas: ReadonlyMap<string, string> = new Map([...doings, ...things].flatMap(ideasOf));
const doingIdeas: ReadonlySet<string> = new Set(doings.map((row) => row.split(' ', 1)[0] ?? ''));

function ideasOf(row: string): readonly (readonly [string, string])[] {
  const words = row.split(' ');
  const [idea = ''] = words;
  return words.flatMap((word) => formsOf(word).map((form) => [form, idea] as const));
}

/** The word as it is said of a person, of the past, and as a thing that is being done. */
function formsOf(word: string): readonly string[] {
  const stem = word.replace(/e$/, '');
  const doubled = /[^aeiou][aeiou][bdgpt]$/.test(word) ? `${word}${word.at(-1)}` : stem;
  return [word, `${word}s`, ...[stem, doubled].flatMap((one) => [`${one}ing`, `${one}ed`])];
}

/** The idea that a word stands for; undefined for a word that is not known. */
export function ideaOf(word: string): string | undefined {
  return ideas.get(word);
}

/** Whether an idea is something to do, or what only one thing is done with, as logs. */
export function isDoing(idea: string): boolean {
  return doingIdeas.has(idea);
}

export function isFiller(word: string): boolean {
  return fillers.has(word);
}

/** Text in lower case, with one spelling of apostrophes, and with phrases as the word that they stand for. */
export function plainWords(text: string): string {
  const lower = text.toLowerCase().replaceAll(/[‘’`´]/g, "'");
  return phrases.reduce((said, [phrase, word]) => said.replaceAll(phrase, word), lower);
}
