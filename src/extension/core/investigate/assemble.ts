import { given } from '../facts/given.ts';
import type { Case, CaseTrigger, FoldedGroup, Section, TenantLabel } from '../model/case.ts';
import { type Claim, citing } from '../model/evidence.ts';
import { toAttackFlow, toFlow } from './chain/buildChain.ts';
import { explain } from './explain/explain.ts';
import type { Draft } from './numbering.ts';
import type { Lead, Outcome, Part } from './pivot.ts';
import { plural } from './plural.ts';
import { inHours } from './reach.ts';
import { tellBackground } from './tell/background.ts';
import { tellConfidence } from './tell/confidence.ts';
import { tellLimitations } from './tell/limitations.ts';
import { tellNextChecks } from './tell/nextChecks.ts';
import { tellRationale } from './tell/rationale.ts';
import { tellResource } from './tell/resource.ts';
import type { Story } from './tell/story.ts';
import { tellSummary } from './tell/summary.ts';
import { tellTrigger } from './tell/triggerFacts.ts';
import { triggerTime } from './trigger.ts';
import { tellHits } from './watch/tellHits.ts';

/** I-24: what correlates best is shown, three rows at most. */
const mostRows = 3;

/** Puts the parts of a case together; says nothing itself. @param times milliseconds since the epoch */
export function assemble(story: Story, frame: { tenant: TenantLabel; startedAt: number; completedAt: number }): Draft {
  const { lead, outcomes, chain, classified } = story;
  const confidence = tellConfidence(story);
  const coverage = [...outcomes.map((outcome) => outcome.coverage), ...story.left];
  const incident = incidentOf(outcomes);
  const complete = coverage.every((one) => one.status === 'done' || one.status === 'skipped');
  return {
    schema: 1,
    tenant: frame.tenant,
    trigger: toCaseTrigger(lead),
    tactic: classified.verdict,
    startedAt: new Date(frame.startedAt).toISOString(),
    completedAt: new Date(frame.completedAt).toISOString(),
    reach: inHours(lead.reach),
    status: complete ? 'done' : 'partial',
    confidence,
    summary: tellSummary({ ...story, confidence }),
    triggerFacts: tellTrigger(story),
    processTree: treeOf(outcomes),
    processEvidence: claimsOf(outcomes, 'processEvidence'),
    rationale: tellRationale(story),
    chain: toAttackFlow(chain),
    flow: toFlow(chain, groupsOf(lead, incident)),
    resource: {
      status: 'done',
      value: [...tellResource(story), ...tellHits(story), ...tellBackground(story), ...toldBy(outcomes, 'resource')],
    },
    incident,
    vulnerabilities: claimsOf(outcomes, 'vulnerabilities'),
    correlation: correlationOf(outcomes),
    indicators: claimsOf(outcomes, 'indicators'),
    explanations: explain(story),
    nextChecks: tellNextChecks(story),
    limitations: [...tellLimitations(story), ...unlinkedNote(story)],
    coverage,
    calls: lead.ledger.calls(),
  };
}

const isOf =
  (part: Part) =>
  (outcome: Outcome): boolean =>
    outcome.pivot.part === part;

/** The claims of every direction of a part; when none of them got through, the first one's status and reason. */
function claimsOf(outcomes: readonly Outcome[], part: Part): Section<readonly Claim[]> {
  const own = outcomes.filter(isOf(part));
  const through = own.filter((outcome) => outcome.found !== undefined);
  if (through.length > 0) return { status: 'done', value: toldBy(through, part) };
  return notDone(own[0]);
}

function toldBy(outcomes: readonly Outcome[], part: Part): readonly Claim[] {
  return outcomes.filter(isOf(part)).flatMap((outcome) => outcome.found?.claims ?? []);
}

function notDone(outcome: Outcome | undefined): { status: 'pending' | 'failed' | 'skipped'; reason: string } {
  const coverage = outcome?.coverage;
  if (coverage === undefined) return { status: 'skipped', reason: 'nothing looked at it' };
  const { status, reason = 'no reason given' } = coverage;
  return { status: status === 'failed' || status === 'pending' ? status : 'skipped', reason };
}

function correlationOf(outcomes: readonly Outcome[]): Case['correlation'] {
  const own = outcomes.filter(isOf('correlation'));
  const through = own.flatMap((outcome) => outcome.found?.correlation ?? []);
  if (through.length === 0) return notDone(own[0]);
  const rows = through.flatMap((one) => one.rows).toSorted((a, b) => b.score - a.score);
  return { status: 'done', value: { rows: rows.slice(0, mostRows), refused: through.flatMap((one) => one.refused) } };
}

function treeOf(outcomes: readonly Outcome[]): Case['processTree'] {
  const outcome = outcomes.find(isOf('processTree'));
  const found = outcome?.found;
  return found?.tree === undefined ? notDone(outcome) : { status: 'done', value: { tree: found.tree, cites: found.cites } };
}

function incidentOf(outcomes: readonly Outcome[]): Case['incident'] {
  const own = outcomes.filter(isOf('incident'));
  const [scope] = own;
  if (scope?.found === undefined) return notDone(scope);
  const all = (pick: (outcome: Outcome) => readonly FoldedGroup[] | undefined): readonly FoldedGroup[] =>
    own.flatMap((outcome) => pick(outcome) ?? []);
  const groups = all((one) => one.found?.folded);
  // Compared, a group shares nothing; the chain may have taken one of its events since.
  const refused = all((one) => one.found?.refused).filter(({ id }) => !groups.some((group) => group.id === id));
  const value = { groups, refused };
  const { truncated } = scope.found;
  return { status: 'done', value, ...(truncated && { truncated }) };
}

/** Groups of the incident, the trigger's own counted once: an event that names no group finds its own among the folded ones. */
function groupsOf({ trigger }: Lead, incident: Case['incident']): number {
  const folded = incident.status === 'done' ? incident.value.groups.length : 0;
  const ownIsKnown = trigger.kind === 'group' || trigger.group !== undefined || trigger.threat !== undefined;
  return folded + (ownIsKnown ? 1 : 0);
}

/** Events beyond the chain are listed in the flow; where no flow is drawn, that they exist is said here. */
function unlinkedNote({ chain }: Story): readonly Claim[] {
  const cites = chain.unlinked.flatMap((one) => one.cites);
  const [first, ...rest] = cites;
  if (first === undefined) return [];
  return [
    {
      phrase: [
        `${plural(cites.length, 'event')} of the incident's groups ${cites.length === 1 ? 'shares' : 'share'} its place and time, but no link ties ${cites.length === 1 ? 'it' : 'them'} to the trigger.`,
      ],
      cites: [first, ...rest],
    },
  ];
}

function toCaseTrigger({ trigger, origin, scope }: Lead): CaseTrigger {
  const { event, threat, group } = trigger;
  const rollUp = (threat ?? group)?.value;
  const rule = event?.value.rule ?? event?.value.policy;
  const groupId = group?.value.id ?? threat?.value.groupId ?? (trigger.kind === 'group' ? trigger.id : undefined);
  return {
    kind: trigger.kind,
    id: trigger.id,
    ...given('groupId', groupId),
    ...given('threatId', threat?.value.id),
    ...given('eventId', event?.value.id),
    title: rollUp?.title ?? group?.value.title ?? rollUp?.name ?? rule ?? trigger.id,
    ...given('rule', rule),
    ...given('type', rollUp?.type ?? event?.value.category),
    ...given('status', rollUp?.status),
    ...given('severity', event?.value.severity ?? rollUp?.severity),
    ...given('at', triggerTime(trigger)),
    scope,
    cites: citing(event ?? origin, origin),
  };
}
