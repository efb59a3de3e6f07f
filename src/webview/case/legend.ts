import { html, nothing, type TemplateResult } from 'lit';
import type { Flow, FlowStep } from './step.ts';

/** Told by shape as well as by colour: the sign stands on the node, in the timeline row and in the legend. */
export const marks: Readonly<Record<FlowStep['role'] | 'cloud' | 'external', string>> = {
  entry: '▶',
  malicious: '!',
  step: '',
  cloud: '☁',
  external: '↗',
};

/** What the signs mean, also under an exported drawing. */
const meanings = [
  ['entry', 'way in'],
  ['malicious', 'malicious'],
  ['cloud', 'cloud or identity'],
  ['external', 'outside'],
] as const;

/** The signs, frames and lines that occur in a drawing: a legend that tells more sends the eye looking for what is not there. */
export type Occurring = {
  readonly signs: readonly (typeof meanings)[number][];
  readonly frames: boolean;
  readonly folded: boolean;
  readonly inferred: boolean;
};

/** Read from the lines that core/report/attackFlow.ts writes; no label has a line of its own. */
export function occurringIn({ mermaid, steps }: Flow): Occurring {
  return {
    signs: meanings.filter(([name]) => new RegExp(`^ *class \\S+ ${name}$`, 'm').test(mermaid)),
    frames: /^ *subgraph /m.test(mermaid),
    folded: steps.some(({ members }) => members.length > 0),
    inferred: /^ *S\d+ -\.->/m.test(mermaid),
  };
}

export function renderLegend({ signs, frames, folded, inferred }: Occurring): TemplateResult {
  return html`<ul class="legend" aria-label="Legend">
    ${signs.map(([name, meaning]) => html`<li><span class="sample ${name}" aria-hidden="true">${marks[name]}</span>${meaning}</li>`)}
    ${frames ? html`<li><span class="sample frame" aria-hidden="true"></span>trust boundary</li>` : nothing}
    ${folded ? html`<li><span class="sample behind" aria-hidden="true"></span>actions folded</li>` : nothing}
    <li><span class="line" aria-hidden="true"></span>leads to, UTC</li>
    ${inferred ? html`<li><span class="line inferred" aria-hidden="true"></span>inferred</li>` : nothing}
  </ul>`;
}
