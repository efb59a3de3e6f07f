import { code, id, type Phrase, phrase, text } from '../model/phrase.ts';
import type { Consequence, ProposedAction, Reversibility } from '../model/remediation.ts';
import type { Scope } from '../model/threat.ts';
import { bullets, codeBlock, markdownPhrase, markdownSentence } from '../report/markdown.ts';
import { fileName } from './fileName.ts';
import type { GivenAction } from './givenAction.ts';
import type { HandoffDocument } from './handoffDocument.ts';

/** The body of an action's ticket, in Markdown: what to run comes first, so that it is there however little fits. */
export function actionText(title: Phrase, toRun: NonNullable<HandoffDocument['toRun']>, given: GivenAction): string {
  const { action, eventId, caseFile } = given;
  const { surface, why, does, expected, watch, availability } = action;
  const parts = [
    `# ${markdownPhrase(title)}`,
    `Runtime Threats for Sysdig proposed it for event ${markdownPhrase([id(eventId)])} and did not run it. ${how[surface]}`,
    section('What to run', codeBlock('text', toRun.text.split('\n'))),
    ...(toRun.whole ? [] : ['It can not be pasted as it stands: a secret is masked, or a character that can not be seen is a sign.']),
    section('Why', markdownSentence({ phrase: why.phrase, cites: numbered(why.cites) })),
    section('What it does', lines([phrase`Does: ${does}`, phrase`Expected: ${expected}`, phrase`Watch: ${watch}`])),
    section('What it breaks', breaks(action)),
    section('How to take it back', sentence(takenBack(action.reversibility))),
    ...(action.needs.length === 0 ? [] : [section('What it needs', lines(action.needs.map(need)))]),
    section('Why not from here', sentence(available(availability))),
    section('Where', lines(placed(given))),
    ...(caseFile === undefined ? [] : [`The case of this event is in the file ${markdownPhrase([code(fileName(caseFile))])}.`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const how: Readonly<Record<ProposedAction['surface'], string>> = {
  sysdig: "It is a response action of Sysdig's, with its parameters.",
  kubectl: 'It is a kubectl command.',
  aws: 'It is a command of the AWS CLI.',
  ticket: 'It is outside of what the extension may run at all, so only a person can.',
};

function section(heading: string, body: string): string {
  return `## ${heading}\n\n${body}`;
}

function sentence(of: Phrase): string {
  return markdownSentence({ phrase: of, cites: [] });
}

function lines(of: readonly Phrase[]): string {
  return bullets(of.map(sentence));
}

/** Numbers of a case are told; a source's own key says nothing to the reader of a ticket. */
function numbered<T extends string>(cites: readonly T[]): readonly T[] {
  return cites.filter((cite) => /^E\d+$/.test(cite));
}

/** Nothing found is no proof that nothing breaks. */
function breaks({ breaks: found }: ProposedAction): string {
  if (found.length === 0) return 'Nothing is known of what it breaks.';
  return bullets(found.map(consequence));
}

function consequence(one: Consequence): string {
  return markdownSentence({ phrase: one.phrase, cites: one.kind === 'known' ? numbered(one.cites) : [] });
}

function takenBack(of: Reversibility): Phrase {
  if (of.kind === 'never') return phrase`It can not be taken back. To recover: ${of.recovery}`;
  return of.how;
}

function need({ what, met }: ProposedAction['needs'][number]): Phrase {
  if (met === 'unknown') return phrase`Not known whether it is met: ${what}`;
  return met ? phrase`Met: ${what}` : phrase`Not met: ${what}`;
}

function available(of: ProposedAction['availability']): Phrase {
  if (of.state === 'unavailable') return phrase`Unavailable: ${text(of.reason)}. To change that: ${text(of.fix)}`;
  const reason = text(of.reason);
  return of.state === 'confirmed' ? phrase`It could have been run from here: ${reason}` : phrase`Not confirmed: ${reason}`;
}

const named: readonly (readonly [name: string, of: keyof Scope])[] = [
  ['Cluster', 'cluster'],
  ['Namespace', 'namespace'],
  ['Workload', 'workload'],
  ['Host', 'host'],
  ['AWS account', 'awsAccount'],
  ['GCP project', 'gcpProject'],
  ['Azure subscription', 'azureSubscription'],
  ['Region', 'region'],
];

function placed({ tenant: { name, region }, scope }: GivenAction): readonly Phrase[] {
  const tenant = region === undefined ? phrase`Tenant: ${text(name)}` : phrase`Tenant: ${text(name)} in ${text(region)}`;
  const places = named.flatMap(([label, of]): readonly Phrase[] => {
    const value = scope[of];
    return typeof value === 'string' ? [[`${label}: `, code(value)]] : [];
  });
  return [tenant, ...places];
}
