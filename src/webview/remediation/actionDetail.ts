import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RemediationAction } from '../protocol/remediationPanel.ts';
import { type Button, renderButton, renderIcon } from './button.ts';
import type { Doing } from './doing.ts';
import { renderCited, renderLines } from './lines.ts';
import { answerSigns, nameOf } from './words.ts';

/** Everything that there is to know of an action before it runs, down to the request word for word, and what can be done with it. */
export function renderDetail(action: RemediationAction, key: string, doing: Doing): TemplateResult {
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
    ${action.blocked === undefined ? nothing : html`<p class="blocked" id="blocked-${key}">${renderIcon('lock')}<span>${action.blocked}</span></p>`}
    <div
      class="actions"
      role="group"
      aria-label=${nameOf(action)}
      aria-describedby=${action.blocked === undefined ? nothing : `blocked-${key}`}
    >${repeat(buttonsOf(action, doing), ({ label }) => label, renderButton)}</div>`;
}

function renderBreaks({ breaks }: RemediationAction, doing: Doing): TemplateResult {
  if (breaks.length === 0) return html`nothing that was found`;
  return renderLines(breaks, doing);
}

function renderNeeds({ needs }: RemediationAction): TemplateResult {
  if (needs.length === 0) return html`nothing beside a yes`;
  return html`<ul class="lines">
    ${needs.map(({ text, met }) => {
      const { icon, kind } = answerSigns[met];
      return html`<li>${renderIcon(icon, kind)}<span>${text} <span class="hint">${metWords[met]}</span></span></li>`;
    })}
  </ul>`;
}

const metWords = { yes: 'met', no: 'not met', unknown: 'not known' } as const;

/** By their labels, so that none becomes another under the finger. What can be done now; of what can not, only running, previewing and undoing stay, each with the reason. */
function buttonsOf(action: RemediationAction, { post }: Doing): readonly Button[] {
  const { id, can, blocked, surface, undo } = action;
  const undoable = undo?.status === 'offered' || undo?.status === 'failed';
  const offered: readonly (Button | false)[] = [
    (can.run || blocked !== undefined) &&
      turnedOff(can.run, blocked, {
        label: 'Run…',
        primary: true,
        title: 'Asks before anything runs',
        act: () => post({ type: 'run', action: id }),
      }),
    (can.preview || (blocked !== undefined && surface === 'kubectl')) &&
      turnedOff(can.preview, blocked, { label: 'Preview effect', act: () => post({ type: 'preview', action: id }) }),
    can.file && { label: 'File as ticket', act: () => post({ type: 'file', action: id }) },
    (can.undo || (undoable && blocked !== undefined)) &&
      turnedOff(can.undo, blocked, { label: 'Undo…', title: 'Asks before anything runs', act: () => post({ type: 'undo', action: id }) }),
    can.checkAgain && { label: 'Check again', act: () => post({ type: 'checkAgain', action: id }) },
    can.cancel && { label: 'Cancel', act: () => post({ type: 'cancel' }) },
    { label: 'Show whole request', act: () => post({ type: 'showRequest', action: id }) },
  ];
  return offered.filter((button) => button !== false);
}

function turnedOff(works: boolean, blocked: string | undefined, button: Button): Button {
  return works ? button : { ...button, off: blocked };
}
