import type { AttackFlow, Case, Link, Step } from '../model/case.ts';
import { count, type Phrase, phrase, text, time } from '../model/phrase.ts';
import { tactics } from '../model/tactic.ts';
import { renderFlow } from './attackFlow.ts';
import { type FlowNode, flowNodes } from './flowNodes.ts';
import { bullets, cite, codeBlock, markdownPhrase, markdownSentence, table, tablePhrase } from './markdown.ts';
import { notLooked } from './sections.ts';

/** The drawing, its timeline, why one step led to the next, and what only shares place and time. One sentence for a single-stage case. */
export function renderFlowSection(of: Case): string {
  const heading = '### Attack flow';
  if (of.flow.status !== 'done') return [heading, notLooked(of.flow), ...linked(of)].join('\n\n');
  const flow = of.flow.value;
  return [
    heading,
    codeBlock('mermaid', renderFlow(flow).trimEnd().split('\n')),
    timeline(flow),
    ...(flow.links.length === 0 ? [] : ['Why one step led to the next:', bullets(reasons(flow.links))]),
    ...(flow.unlinked.length === 0 ? [] : ['Same place and time, not linked:', bullets(flow.unlinked.map(markdownSentence))]),
  ].join('\n\n');
}

/** Too little for a drawing, and still more than the trigger: what is linked to it, and why. */
function linked({ chain }: Case): readonly string[] {
  if (chain.steps.length < 2) return [];
  return ['Linked to the trigger all the same:', timeline(chain), ...(chain.links.length === 0 ? [] : [bullets(reasons(chain.links))])];
}

/** A row a step; steps that were folded into one node carry that node's id. */
function timeline(flow: AttackFlow): string {
  const rows = flowNodes(flow).flatMap((node) => node.steps.map((step) => ({ node, step })));
  rows.sort((a, b) => a.step.at - b.step.at);
  return table(
    ['Node', 'Time (UTC)', 'Where', 'Action', 'Tactic', 'Evidence'],
    rows.map(({ node, step }) => timelineRow(flow, node, step)),
  );
}

function timelineRow(flow: AttackFlow, node: FlowNode, step: Step): readonly string[] {
  const place = flow.boundaries.find((boundary) => boundary.id === step.boundary);
  const role = step.role === 'step' ? '' : `${step.role === 'entry' ? '**Entry:** ' : '**Malicious:** '}`;
  const repeats = step.times > 1 ? markdownPhrase(phrase` (${count(step.times)} times${until(step)})`) : '';
  return [
    node.id,
    markdownPhrase([time(step.at)]),
    place === undefined ? '–' : tablePhrase([text(place.label)]),
    `${role}${tablePhrase(step.action)}${repeats}`,
    step.tactic === undefined ? '–' : tactics[step.tactic].name,
    cite(step.cites),
  ];
}

function until({ at, until: last }: Step): Phrase {
  return last === undefined || last === at ? [] : phrase`, the last at ${time(last)}`;
}

/** Steps that one step led to in the same way are one line: "S8 → S9, S10: the call was made as …". */
function reasons(links: readonly Link[]): readonly string[] {
  const alike = new Map<string, Link[]>();
  for (const link of links) {
    const key = JSON.stringify([link.from, link.inferred, link.reason.phrase]);
    alike.set(key, [...(alike.get(key) ?? []), link]);
  }
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const said = { phrase: first.reason.phrase, cites: [...new Set(same.flatMap(({ reason }) => reason.cites))] };
    return [`${first.from} → ${same.map(({ to }) => to).join(', ')}${first.inferred ? ' (inferred)' : ''}: ${markdownSentence(said)}`];
  });
}
