import { html, nothing, type TemplateResult } from 'lit';
import type { RemediationAction } from '../protocol/remediationPanel.ts';
import { renderChoices } from './actionButtons.ts';
import { renderIcon } from './button.ts';
import type { Doing } from './doing.ts';
import { renderCited, renderLines } from './lines.ts';
import { answerSigns, nameOf } from './words.ts';

/** Everything that there is to know of an action before it runs, down to the request word for word, and what can be done with it. */
export function renderDetail(action: RemediationAction, doing: Doing): TemplateResult {
  const { why, availability, reversibility, undo } = action;
  return html`<dl>
      <dt>Does</dt><dd>${action.does}</dd>
      <dt>Expected</dt><dd>${action.expected}</dd>
      <dt>Breaks</dt><dd>${renderBreaks(action, doing)}</dd>
      <dt>Watch</dt><dd>${action.watch}</dd>
      <dt>Why</dt><dd>${renderCited(why, doing)}</dd>
      <dt>Reversibility</dt><dd>${reversibility.kind === 'never' ? 'can not be undone: ' : ''}${reversibility.text}</dd>
      ${undo === undefined ? nothing : html`<dt>Undo</dt><dd><code>${undo.call}</code></dd>`}
      <dt>Needs</dt><dd>${renderNeeds(action)}</dd>
      <dt>Available</dt><dd>${availability.state}: ${availability.reason}</dd>
      <dt>Request</dt>
      <dd><pre role="region" aria-label="Request of ${nameOf(action)}" tabindex="0">${action.request}</pre></dd>
    </dl>
    ${action.blocked === undefined ? nothing : html`<p class="blocked">${renderIcon('lock')}<span>${action.blocked}</span></p>`}
    ${renderChoices(action, doing)}`;
}

function renderBreaks({ breaks }: RemediationAction, doing: Doing): TemplateResult {
  if (breaks.length === 0) return html`no consequence was found`;
  return renderLines(breaks, doing);
}

function renderNeeds({ needs }: RemediationAction): TemplateResult {
  if (needs.length === 0) return html`nothing beside a yes`;
  return html`<ul class="lines">
    ${needs.map(({ text, met }) => {
      const { icon, kind } = answerSigns[met];
      return html`<li>${renderIcon(icon, kind)}<span>${text} <span class="hint">· ${metWords[met]}</span></span></li>`;
    })}
  </ul>`;
}

const metWords = { yes: 'met', no: 'not met', unknown: 'not known' } as const;
