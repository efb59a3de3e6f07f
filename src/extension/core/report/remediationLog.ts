import { type BlastTopic, blastTopics } from '../model/blastRadius.ts';
import type { EvidenceId, Source } from '../model/evidence.ts';
import { code, id, join, type Phrase, phrase, text, time } from '../model/phrase.ts';
import type { LoggedAction, RemediationLog } from '../model/remediation.ts';
import { sourceRow, sourcesHeader } from './caseFooter.ts';
import { datumText, visible } from './datumText.ts';
import { bullets, codeBlock, markdownPhrase, markdownSentence, table, tablePhrase } from './markdown.ts';
import { outcomeSentences } from './remediationOutcome.ts';
import { maskSecrets } from './secrets.ts';

/**
 * A remediation as a section of a case or a ticket (R-21): what it was about, what was known, what each step would have touched, what was decided,
 * done and how it is taken back, and what the watch saw. Its sources are its own, `P1`, `P2`, …; those of the case are left alone.
 */
export function renderRemediationLog(log: RemediationLog): string {
  const cited = citing(log);
  return [
    '## Remediation log',
    header(log),
    '### What was known',
    known(log, cited),
    '### Blast radius',
    radius(log, cited),
    '### Actions',
    ...actions(log, cited),
    '### Watcher',
    ...watcher(log),
    '### Audit trail',
    log.trail.length === 0 ? 'Nothing was asked.' : bullets(log.trail.map(entry)),
    '### Remediation sources',
    log.evidence.length === 0 ? 'Nothing was read.' : table(sourcesHeader, log.evidence.map(source)),
  ].join('\n\n');
}

/** Short ids for the ids that evidence has; what is not among the evidence is not cited. */
type Cited = (cites: readonly EvidenceId[]) => readonly EvidenceId[];

function citing({ evidence }: RemediationLog): Cited {
  const short = new Map(evidence.map((one) => [one.evidence.id, one.id as EvidenceId]));
  return (cites) => [...new Set(cites.map((cite) => short.get(cite)).filter((one) => one !== undefined))];
}

function header(log: RemediationLog): string {
  const { name, region, sample } = log.tenant;
  const where = region === undefined ? phrase`${text(name)}` : phrase`${text(name)}, ${text(region)}`;
  return bullets([
    `**Threat:** ${markdownPhrase([text(log.title)])}`,
    `**Event:** ${markdownPhrase([id(log.eventId)])}`,
    `**Tenant:** ${markdownPhrase(where)}${sample ? ' (sample: nothing of this is real)' : ''}`,
    `**Begun:** ${markdownPhrase([time(log.startedAt)])}`,
    `**Outcome:** ${markdownPhrase(prose(outcomeSentences(log)))}`,
  ]);
}

/** Sentences of which each may hold the tenant's words: a name in one does not shorten the others. */
function prose(sentences: string): Phrase {
  return join(sentences.split(/(?<=\.) (?=\p{Lu})/u).map(text), ' ');
}

function known({ known: told, missing }: RemediationLog, cited: Cited): string {
  return bullets([
    ...(told.length === 0 ? ['Nothing.'] : told.map((claim) => markdownSentence({ phrase: claim.phrase, cites: cited(claim.cites) }))),
    ...missing.map((words) => `Missing: ${markdownSentence({ phrase: [text(words)], cites: [] })}`),
  ]);
}

const topics: Readonly<Record<BlastTopic, string>> = {
  identity: 'Identity',
  inbound: 'Inbound',
  outbound: 'Outbound',
  sidecars: 'Sidecars',
  cloudIdentity: 'Cloud identity',
  disruption: 'Disruption',
  rbac: 'RBAC',
};

/** Each line says which surface it was read from. */
function radius({ radius: lines, evidence }: RemediationLog, cited: Cited): string {
  if (lines.length === 0) return 'It was not probed.';
  const surfaces = new Map(evidence.map((one) => [one.evidence.id, surfaceOf(one.evidence.source)]));
  return bullets(
    blastTopics.flatMap((topic) =>
      lines
        .filter((line) => line.topic === topic)
        .map((line) => {
          const from = [...new Set(line.sources.map((cite) => surfaces.get(cite)).filter((one) => one !== undefined))];
          const label = [`**${topics[topic]}**`, ...(from.length === 0 ? [] : [`(${from.join(', ')})`])].join(' ');
          return `${label}: ${markdownSentence({ phrase: line.phrase, cites: cited(line.sources) })}`;
        }),
    ),
  );
}

function surfaceOf(from: Source): string {
  switch (from.kind) {
    case 'mcp':
      return from.tool === 'run_sysql' ? 'SysQL' : 'Sysdig';
    case 'command':
      return from.line.startsWith('aws ') ? 'AWS' : 'kubectl';
    case 'http':
      return 'web';
    case 'file':
      return 'file';
  }
}

const actionsHeader = ['Action', 'Reason', 'Decision', 'Status', 'Undo'] as const;

function actions({ actions: all }: RemediationLog, cited: Cited): readonly string[] {
  if (all.length === 0) return ['None was proposed.'];
  const rows = all.map((one) => [
    tablePhrase(phrase`${code(one.action.name)} ${one.action.on}`),
    `${tablePhrase(one.action.why.phrase)} ${cited(one.action.why.cites)
      .map((cite) => `[${cite}]`)
      .join('')}`.trim(),
    one.decision === undefined ? '–' : one.filed === undefined ? one.decision : `${one.decision}: ${tablePhrase([text(one.filed)])}`,
    tablePhrase(statusPhrase(one)),
    undoCell(one),
  ]);
  const calls = all.flatMap((one) => (isLong(one) && one.undo !== undefined ? [longCall(one.action.name, one.undo.text)] : []));
  return [table(actionsHeader, rows), ...calls];
}

/** `done (5f3c…): what the surface said`. */
function statusPhrase({ status, run }: LoggedAction): Phrase {
  const said = run?.failure === undefined ? run?.said : `${run.failure.what}: ${run.failure.why}`;
  return [
    status,
    ...(run?.executionId === undefined ? [] : phrase` (${id(run.executionId)})`),
    ...(said === undefined || said === '' ? [] : phrase`: ${prose(said)}`),
  ];
}

const undoing = { done: 'taken back', in_progress: 'being taken back since', failed: 'failed' } as const;

function undoCell(one: LoggedAction): string {
  const { undo, run } = one;
  if (undo === undefined) return '–';
  const undone = run?.undone === undefined ? [] : phrase` (${[undoing[run.undone.status]]} ${time(run.undone.at)})`;
  if (undo.kind !== 'call') return tablePhrase([...prose(undo.text), ...undone]);
  return isLong(one) ? tablePhrase(['see below', ...undone]) : tablePhrase([code(undo.text), ...undone]);
}

/** What a cell would shorten, mask or defang is no call that could be pasted. */
function isLong({ undo }: LoggedAction): boolean {
  return undo?.kind === 'call' && (datumText(code(undo.text)) !== undo.text || undo.text.includes('|'));
}

function longCall(name: string, call: string): string {
  return `Undo of ${markdownPhrase([code(name)])}:\n\n${codeBlock('text', [visible(maskSecrets(call))])}`;
}

function watcher({ watch }: RemediationLog): readonly string[] {
  if (watch === undefined) return ['Nothing was watched.'];
  const { refires, refireCount } = watch;
  const listed = refires.map((event) => markdownPhrase([id(event)])).join(', ');
  return [
    bullets(watch.timeline.map(entry)),
    ...(refires.length === 0
      ? []
      : [`Fired again: ${listed}${refireCount === undefined ? '' : `, and ${refireCount - refires.length} more`}.`]),
  ];
}

function entry({ at, text: said }: { readonly at: number; readonly text: string }): string {
  return `${markdownPhrase([time(at)])}: ${markdownPhrase(prose(said))}`;
}

function source({ id: short, evidence }: RemediationLog['evidence'][number]): readonly string[] {
  return sourceRow({ ...evidence, id: short as EvidenceId });
}
