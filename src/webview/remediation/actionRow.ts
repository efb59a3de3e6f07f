import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { RemediationAction } from '../protocol/remediationPanel.ts';
import { renderFollowUps } from './actionButtons.ts';
import { renderDetail } from './actionDetail.ts';
import { renderIcon } from './button.ts';
import type { Doing } from './doing.ts';
import { availabilitySigns, becameOf, nameOf, placeOf, statusSigns, type Word } from './words.ts';

export type RowState = {
  /** unique on the page, safe as an element's id */
  readonly key: string;
  /** whether anything became of the list at all */
  readonly decided: boolean;
  readonly expanded: boolean;
};

/** One line to scan, what became of it below, and behind the expander all that there is to know before it runs (R-11). */
export function renderAction(action: RemediationAction, { key, decided, expanded }: RowState, doing: Doing): TemplateResult {
  const { id, availability } = action;
  return html`<li class="action ${availability.state} ${action.status}" data-action=${id}>
    <div class="line">
      ${renderBox(action, key, doing)}
      <label class="name" for="box-${key}"><code>${action.name}</code> <span class="on">${action.on}</span></label>
      ${renderAvailability(action, key)}
      ${renderReversibility(action.reversibility)}
      <button
        class="expander"
        type="button"
        aria-expanded=${expanded ? 'true' : 'false'}
        aria-controls="detail-${key}"
        aria-label="Consequences of ${nameOf(action)}"
        @click=${() => doing.expand(id, !expanded)}
      >${renderIcon(expanded ? 'chevron-down' : 'chevron-right')}</button>
    </div>
    ${renderOutcome(action, decided, doing)}
    ${availability.state === 'unavailable' ? html`<p class="below lost">${availability.reason}${availability.fix === undefined ? nothing : html` <span class="fix">Fix: ${availability.fix}</span>`}</p>` : nothing}
    <div class="detail" id="detail-${key}" ?hidden=${!expanded}>${expanded ? renderDetail(action, doing) : nothing}</div>
  </li>`;
}

/** One that can not be selected keeps the focus and its mark; the next view tells whether a click counted. */
function renderBox({ id, selected, can, blocked }: RemediationAction, key: string, { post }: Doing): TemplateResult {
  return html`<input
    type="checkbox"
    id="box-${key}"
    aria-describedby="availability-${key}"
    aria-disabled=${can.select ? nothing : 'true'}
    title=${can.select ? nothing : (blocked ?? nothing)}
    .checked=${live(selected)}
    @click=${(event: Event) => {
      if (!can.select) event.preventDefault();
    }}
    @change=${(event: Event) => post({ type: 'select', action: id, on: (event.currentTarget as HTMLInputElement).checked })}
  >`;
}

function renderAvailability(action: RemediationAction, key: string): TemplateResult {
  const { state, reason } = action.availability;
  const { icon, kind } = availabilitySigns[state];
  return html`<span class="availability" id="availability-${key}" title=${reason}>${renderIcon(icon, kind)}${placeOf(action)} · ${state}</span>`;
}

const shortly = {
  undo: { icon: 'discard', words: 'undo: ' },
  inverse: { icon: 'discard', words: 'undo: ' },
  nothing: { icon: 'dash', words: '' },
  never: { icon: 'warning', words: 'can not be undone' },
} as const;

/** How it is taken back; what that takes where it can not be is told in full by the consequences. */
function renderReversibility({ kind, text }: RemediationAction['reversibility']): TemplateResult {
  const { icon, words } = shortly[kind];
  return html`<span class="reversibility ${kind}" title=${text}>
    ${renderIcon(icon, kind === 'never' ? 'warn' : '')}<span>${words}${kind === 'never' ? nothing : text}</span>
  </span>`;
}

function renderOutcome(action: RemediationAction, decided: boolean, doing: Doing): TemplateResult | typeof nothing {
  const words = becameOf(action, decided);
  const { icon, kind } = statusSigns[action.status];
  const said = [...action.said, ...(action.undo?.said === undefined ? [] : [action.undo.said])];
  const followUps = renderFollowUps(action, doing);
  if (words.length + said.length === 0 && followUps === nothing) return nothing;
  return html`<div class="below outcome">
    ${words.length === 0 ? nothing : html`<p class="became">${renderIcon(icon, kind)}<span>${words.map(renderWord)}</span></p>`}
    ${said.length === 0 ? nothing : html`<ul class="said">${said.map((line) => html`<li>${line}</li>`)}</ul>`}
    ${followUps}
  </div>`;
}

function renderWord({ text, strong }: Word, index: number): TemplateResult {
  return html`${index === 0 ? '' : ' · '}${strong ? html`<strong>${text}</strong>` : text}`;
}
