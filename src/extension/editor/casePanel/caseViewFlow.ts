import type { CaseView } from '../../../webview/protocol/casePanel.ts';
import type { AttackFlow, Step, ToldCase } from '../../core/model/case.ts';
import { renderFlow } from '../../core/report/attackFlow.ts';
import { type FlowNode, flowNodes } from '../../core/report/flowNodes.ts';
import { plainPhrase, plainText, withoutStop } from '../../core/report/plainText.ts';

type Flow = CaseView['flow'];
type ViewStep = Flow['steps'][number];
type ViewAction = ViewStep['members'][number];

/** The drawing's text with one step for each drawn node; where nothing is drawn, what is linked all the same. */
export function toFlow({ flow, chain }: Pick<ToldCase, 'flow' | 'chain'>): Flow {
  const nodes = flowNodes(chain);
  const steps = nodes.map((node) => toStep(node, chain, nodes));
  if (flow.status !== 'done') return { status: 'none', reason: plainText(flow.reason), steps };
  return { status: 'done', mermaid: renderFlow(flow.value), steps };
}

function toStep(node: FlowNode, flow: AttackFlow, nodes: readonly FlowNode[]): ViewStep {
  const [first, ...more] = node.steps;
  const members = node.steps.toSorted((a, b) => a.at - b.at).map((step) => toAction(step, flow));
  const told = toAction(first, flow);
  return {
    ...told,
    id: node.id,
    place: node.boundary,
    action: more.length === 0 ? told.action : `${told.action}, and ${more.length} more`,
    role: (['malicious', 'entry'] as const).find((role) => node.steps.some((step) => step.role === role)) ?? 'step',
    cites: [...new Set(node.steps.flatMap((step) => step.cites))],
    members: more.length === 0 ? [] : members,
    after: ledBy(node, flow, nodes),
  };
}

function toAction(step: Step, { boundaries }: AttackFlow): ViewAction {
  const boundary = boundaries.find((one) => one.id === step.boundary);
  const action = plainPhrase(step.action);
  return {
    id: step.id,
    at: new Date(step.at).toISOString(),
    boundary: plainText(boundary?.label ?? step.boundary),
    action: step.times > 1 ? `${action}, ${step.times} times` : action,
    role: step.role,
    cites: [...step.cites],
  };
}

/** The nodes that led to this one: a link from each, the strongest that there is. */
function ledBy(node: FlowNode, { links }: AttackFlow, nodes: readonly FlowNode[]): ViewStep['after'] {
  const own = new Set(node.steps.map(({ id }) => id));
  const holder = new Map(nodes.flatMap((one) => one.steps.map(({ id }) => [id, one.id] as const)));
  const found = new Map<string, ViewStep['after'][number]>();
  for (const link of links) {
    const from = holder.get(link.from);
    if (from === undefined || from === node.id || !own.has(link.to)) continue;
    const known = found.get(from);
    if (known !== undefined && !(known.inferred && !link.inferred)) continue;
    found.set(from, { from, inferred: link.inferred, why: withoutStop(plainPhrase(link.reason.phrase)) });
  }
  return [...found.values()];
}
