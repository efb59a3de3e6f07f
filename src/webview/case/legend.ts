import { html, type TemplateResult } from 'lit';
import type { FlowStep } from './step.ts';

/** Told by shape as well as by colour: the sign stands on the node, in the timeline row and in the legend. */
export const marks: Readonly<Record<FlowStep['role'] | 'cloud' | 'external', string>> = {
  entry: '▶',
  malicious: '!',
  step: '',
  cloud: '☁',
  external: '↗',
};

const meanings = [
  ['entry', 'way in'],
  ['malicious', 'malicious'],
  ['cloud', 'cloud or identity'],
  ['external', 'outside'],
] as const;

export function renderLegend(): TemplateResult {
  return html`<ul class="legend" aria-label="Legend">
    ${meanings.map(([name, meaning]) => html`<li><span class="sample ${name}" aria-hidden="true">${marks[name]}</span>${meaning}</li>`)}
    <li><span class="line" aria-hidden="true"></span>leads to</li>
    <li><span class="line inferred" aria-hidden="true"></span>inferred</li>
  </ul>`;
}
