import { html, type TemplateResult } from 'lit';
import { walk } from './keys.ts';
import { marks } from './legend.ts';
import { renderCites } from './sentence.ts';
import type { FlowStep } from './step.ts';

export type TimelineActions = { readonly select: (step: string) => void; readonly openEvidence: (id: string) => void };

/** A row a node of the drawing, in order of time. One row is the tab stop; arrows walk, Enter selects. */
export function renderTimeline(steps: readonly FlowStep[], selected: string | undefined, actions: TimelineActions): TemplateResult {
  const stop = steps.find((step) => step.id === selected) ?? steps[0];
  return html`<section class="timeline" aria-label="Timeline">
    <h2>Timeline <span class="hint">UTC</span></h2>
    <ol @keydown=${walk('button.row')}>
      ${steps.map((step) => renderRow(step, { selected: step.id === selected, stop: step === stop }, actions))}
    </ol>
  </section>`;
}

function renderRow(step: FlowStep, state: { selected: boolean; stop: boolean }, { select, openEvidence }: TimelineActions): TemplateResult {
  return html`<li class=${state.selected ? 'selected' : ''}>
    <button
      class="row"
      type="button"
      data-step=${step.id}
      tabindex=${state.stop ? 0 : -1}
      aria-pressed=${state.selected ? 'true' : 'false'}
      title="${step.boundary}: ${step.action}"
      @click=${() => select(step.id)}
    >
      <time datetime=${step.at}>${step.at.slice(11, 19)}</time>
      <span class="role">${marks[step.role]}</span>
      <span class="what"><span class="action">${step.action}</span><span class="place">${step.boundary}</span></span>
    </button>
    <span class="cites">${renderCites(step.cites, openEvidence)}</span>
  </li>`;
}
