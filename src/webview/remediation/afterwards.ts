import { html, nothing, type TemplateResult } from 'lit';
import type { RemediationView } from '../protocol/remediationPanel.ts';
import { renderButton, renderIcon } from './button.ts';
import type { Doing } from './doing.ts';
import { watchSigns } from './words.ts';

/** What comes after the first run: the watch, and what the log will say. */
export function renderAfterwards({ watch, summary, canReport }: RemediationView, doing: Doing): TemplateResult {
  return html`${watch === undefined ? nothing : renderWatch(watch, doing)}
    ${
      summary.length === 0 && !canReport
        ? nothing
        : html`<section class="summary" aria-labelledby="summary" tabindex="-1">
            <h2 id="summary">Summary</h2>
            ${summary.map((paragraph) => html`<p>${paragraph}</p>`)}
            ${canReport ? renderReport(doing) : nothing}
          </section>`
    }`;
}

function renderReport({ post }: Doing): TemplateResult {
  return html`<div class="actions">
    ${renderButton({ label: 'Append to case / report', title: 'Adds the remediation log to the case, or shows it where there is no case', act: () => post({ type: 'report' }) })}
  </div>`;
}

type Watch = NonNullable<RemediationView['watch']>;

/** The state by its word, and what the silence proves beside it (X-06). */
function renderWatch({ state, line, honest, refires, timeline, canWatchLonger }: Watch, { post }: Doing): TemplateResult {
  const { icon, kind } = watchSigns[state];
  return html`<section class="watch" aria-labelledby="watch" tabindex="-1">
    <h2 id="watch">Watch</h2>
    <p class="state">${renderIcon(icon, kind)}<span><strong>${state}</strong> · ${line}</span></p>
    ${honest === undefined ? nothing : html`<p class="honest">${honest}</p>`}
    ${refires.length === 0 ? nothing : renderRefires(refires, post)}
    ${
      timeline.length === 0
        ? nothing
        : html`<ol class="moments" aria-label="What the watch saw">
            ${timeline.map(({ at, text }) => html`<li><time datetime=${at}>${clockOf(at)}</time> <span>${text}</span></li>`)}
          </ol>`
    }
    <div class="actions">
      ${canWatchLonger ? renderButton({ label: 'Watch longer', act: () => post({ type: 'watchLonger' }) }) : nothing}
      ${state === 'watching' ? renderButton({ label: 'Stop watching', act: () => post({ type: 'stopWatch' }) }) : nothing}
    </div>
  </section>`;
}

function renderRefires(refires: Watch['refires'], post: Doing['post']): TemplateResult {
  return html`<p class="refires">Fired again:
    ${refires.map((event) => html`<button class="link" type="button" title="Show this event" @click=${() => post({ type: 'openEvent', event })}>${event}</button> `)}
  </p>`;
}

/** ISO to `09:41:30Z`; what is no instant stays what it is. */
function clockOf(at: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(at) ? `${at.slice(11, 19)}Z` : at;
}
