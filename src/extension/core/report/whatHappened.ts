import type { Case } from '../model/case.ts';
import type { Claim, EvidenceId } from '../model/evidence.ts';
import { code, id, join, type Phrase, phrase, text } from '../model/phrase.ts';
import { attackVersion } from '../model/tactic.ts';
import type { Scope } from '../model/threat.ts';
import { withoutFullStop } from './inOneBreath.ts';
import { bullets, cite, codeBlock, markdownSentence, markdownSentences } from './markdown.ts';
import { processTreeLines } from './processTree.ts';
import { notLooked } from './sections.ts';

/** "What happened": trigger, process tree as a tree, process evidence as one line, resource, why this tactic (K-02). */
export function renderWhatHappened(of: Case): string {
  const place = scopePhrase(of.trigger.scope);
  const items = [
    `**Trigger:** ${markdownSentences(of.triggerFacts) || 'No signal: the tenant names no event for it.'}`,
    `**Process tree** ${processTree(of)}`,
    `**Process evidence:** ${processEvidence(of)}`,
    `**Resource:** ${place.length === 0 ? 'No signal: the tenant names none.' : markdownSentence({ phrase: place, cites: of.trigger.cites })}`,
    `**Why this tactic (ATT&CK ${attackVersion}):** ${markdownSentences(of.rationale) || 'No signal: neither rule, tags nor words name a tactic.'}`,
  ];
  return `### What happened\n\n${bullets(items)}`;
}

/** The fence is indented into its bullet; a fence may follow a line of text directly. */
function processTree({ processTree: section }: Case): string {
  if (section.status !== 'done') return `was not read. ${notLooked(section)}`;
  const { tree, cites } = section.value;
  if (tree.roots.length > 0) return `${cite(cites)}:\n${codeBlock('text', processTreeLines(tree)).replace(/^/gm, '  ')}`;
  const note = tree.note === undefined ? ['the tenant has none for this event'] : [text(tree.note)];
  return `is empty. No signal: ${markdownSentence({ phrase: note, cites })}`;
}

function processEvidence({ processEvidence: section }: Case): string {
  if (section.status !== 'done') return notLooked(section);
  return reported(section.value).map(markdownSentence).join(' ') || 'No signal: the event carries no process.';
}

/** What one source reports is one sentence: "The description says that a started b, b started c and c started d." */
function reported(claims: readonly Claim[]): readonly { readonly phrase: Phrase; readonly cites: readonly EvidenceId[] }[] {
  const told = new Map<string, Claim[]>();
  for (const claim of claims) {
    const [opening] = claim.phrase;
    const key = typeof opening === 'string' && opening.endsWith(' that ') ? opening : JSON.stringify(claim);
    told.set(key, [...(told.get(key) ?? []), claim]);
  }
  return [...told.values()].map((alike) => {
    const [first, ...rest] = alike.map(({ phrase: said }) => withoutFullStop(said));
    const clauses = [first ?? [], ...rest.map(([, ...clause]) => clause)];
    return { phrase: join(clauses, ', ', ' and '), cites: [...new Set(alike.flatMap(({ cites }) => cites))] };
  });
}

/** The place as one line, from the widest to the narrowest, only what the data names. */
function scopePhrase(scope: Scope): Phrase {
  const parts: Phrase[] = scopeNames.flatMap(([key, word]) => {
    const name = scope[key];
    return name === undefined ? [] : [[`${word} `, key === 'container' || key === 'instance' ? id(name) : text(name)]];
  });
  const image = imagePhrase(scope);
  return join(image === undefined ? parts : [...parts, image], ', ');
}

const scopeNames = [
  ['awsAccount', 'AWS account'],
  ['azureSubscription', 'Azure subscription'],
  ['gcpProject', 'GCP project'],
  ['cloudTenant', 'tenant'],
  ['region', 'region'],
  ['cluster', 'cluster'],
  ['namespace', 'namespace'],
  ['workload', 'workload'],
  ['pod', 'pod'],
  ['container', 'container'],
  ['host', 'host'],
  ['instance', 'instance'],
] as const;

function imagePhrase({ image }: Scope): Phrase | undefined {
  if (image?.repository === undefined) return undefined;
  return phrase`image ${code(image.tag === undefined ? image.repository : `${image.repository}:${image.tag}`)}`;
}
