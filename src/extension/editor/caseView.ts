import type { CaseView } from '../../webview/protocol/casePanel.ts';
import { fromHours, inHours, widerReach } from '../core/investigate/reach.ts';
import type { AttackFlow, Case, Coverage } from '../core/model/case.ts';
import type { EvidenceId } from '../core/model/evidence.ts';
import { type Phrase, phrase, text } from '../core/model/phrase.ts';
import { type TacticVerdict, tactics } from '../core/model/tactic.ts';
import { renderFlow } from '../core/report/attackFlow.ts';
import { coverageOutcome } from '../core/report/coverage.ts';
import { type FlowNode, flowNodes } from '../core/report/flowNodes.ts';
import { markdownPhrase } from '../core/report/markdown.ts';
import { plainPhrase, plainText, withoutStop } from '../core/report/plainText.ts';
import { unfinished } from '../core/report/unfinished.ts';

type Flow = CaseView['flow'];
type ViewStep = Extract<Flow, { status: 'done' }>['steps'][number];

/** What the case panel shows (K-05): summary and next checks, what was not looked at, and the flow with one step for each drawn node. */
export function toCaseView(of: Case, caseFile?: string): CaseView {
  const checks = of.nextChecks.slice(0, 3).map((check) => ({ ...check, phrase: phrase`Check next: ${check.phrase}` }));
  return {
    trigger: of.trigger.id,
    title: plainText(of.trigger.title),
    tenant: of.tenant,
    tactic: tacticWords(of.tactic),
    confidence: of.confidence.score,
    status: of.status,
    summary: [...of.summary, ...checks].map(toSentence),
    notLookedAt: unfinished(of).map(toSentence),
    lookedAt: of.coverage.map(toLooked),
    reach: of.reach,
    ...toWider(of.reach),
    flow: toFlow(of),
    ...(caseFile !== undefined && { caseFile }),
  };
}

/** Execution (TA0002, T1059.004) */
function tacticWords(verdict: TacticVerdict): string {
  if (verdict.tactic === undefined) return 'Tactic unknown';
  const { id, name } = tactics[verdict.tactic];
  return `${name} (${verdict.technique === undefined ? id : `${id}, ${verdict.technique}`})`;
}

function toSentence(of: { readonly phrase: Phrase; readonly cites: readonly EvidenceId[] }): CaseView['summary'][number] {
  return { markdown: `${withoutStop(markdownPhrase(of.phrase))}.`, cites: [...of.cites] };
}

function toLooked(coverage: Coverage): CaseView['lookedAt'][number] {
  return toSentence({ phrase: phrase`${text(coverage.asked)}: ${coverageOutcome(coverage)}`, cites: coverage.cites ?? [] });
}

function toWider(reach: Case['reach']): Pick<CaseView, 'wider'> {
  const wider = widerReach(fromHours(reach));
  return wider === undefined ? {} : { wider: inHours(wider) };
}

function toFlow({ flow, chain }: Case): Flow {
  const steps = flowNodes(chain).map((node) => toStep(node, chain));
  if (flow.status !== 'done') return { status: 'none', reason: plainText(flow.reason), steps };
  return { status: 'done', mermaid: renderFlow(flow.value), steps };
}

function toStep(node: FlowNode, flow: AttackFlow): ViewStep {
  const [first, ...more] = node.steps;
  const boundary = flow.boundaries.find((one) => one.id === node.boundary);
  const action = plainPhrase(first.action);
  return {
    id: node.id,
    at: new Date(first.at).toISOString(),
    boundary: plainText(boundary?.label ?? node.boundary),
    action: more.length === 0 ? action : `${action}, and ${more.length} more`,
    role: (['malicious', 'entry'] as const).find((role) => node.steps.some((step) => step.role === role)) ?? 'step',
    cites: [...new Set(node.steps.flatMap((step) => step.cites))],
  };
}
