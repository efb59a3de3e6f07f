import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { RemediationView } from '../protocol/remediationPanel.ts';
import { renderButton, renderIcon } from './button.ts';
import type { Doing } from './doing.ts';
import { counted } from './words.ts';

const mostWords = 2000;

/** The two ways to choose: words, which are read back before they select anything, and what is ticked (R-12). */
export function renderChoice(view: RemediationView, words: string, doing: Doing): TemplateResult {
  return html`<section class="choice" aria-label="Choose what to run" tabindex="-1">
    ${renderWords(words, doing)}
    ${view.reading === undefined ? nothing : renderReading(view.reading, doing)}
    ${renderRunning(view, doing)}
  </section>`;
}

function renderWords(words: string, { post, write }: Doing): TemplateResult {
  const said = words.trim();
  const describe = () => post({ type: 'describe', words: said });
  return html`<div class="words">
    <label for="words">Describe what you would prefer</label>
    <textarea
      id="words"
      rows="1"
      maxlength=${mostWords}
      placeholder="isolate first, keep the logs, do not kill anything yet"
      .value=${live(words)}
      @input=${(event: Event) => write((event.currentTarget as HTMLTextAreaElement).value)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        if (said !== '') describe();
      }}
    ></textarea>
    ${renderButton({
      label: 'Read it back',
      title: 'Nothing runs: the words are shown as a selection first',
      ...(said === '' && { off: 'Write first what you would prefer' }),
      act: describe,
    })}
  </div>`;
}

function renderReading({ understood, unclear }: NonNullable<RemediationView['reading']>, { post, write }: Doing): TemplateResult {
  const confirm = () => {
    write('');
    post({ type: 'acceptReading' });
  };
  return html`<section class="reading" aria-labelledby="reading" tabindex="-1">
    <h2 id="reading">Understood as this selection</h2>
    ${understood.length === 0 ? html`<p>No action of the list.</p>` : nothing}
    <ol>${understood.map(({ text }) => html`<li>${text}</li>`)}</ol>
    ${
      unclear.length === 0
        ? nothing
        : html`<h3>Not clear</h3><ul class="lines">${unclear.map((text) => html`<li class="gap">${renderIcon('question')}<span>${text}</span></li>`)}</ul>`
    }
    <div class="actions">
      ${renderButton({
        label: 'Confirm selection',
        title: 'Ticks these; nothing runs',
        ...(understood.length === 0 && { off: 'There is nothing to select' }),
        act: confirm,
      })}
      ${renderButton({ label: 'Discard', act: () => post({ type: 'dropReading' }) })}
    </div>
  </section>`;
}

function renderRunning(view: RemediationView, { post }: Doing): TemplateResult {
  const actions = view.stages.flatMap((stage) => stage.actions);
  const selected = actions.filter((action) => action.selected).length;
  const off = whyOff(view, selected);
  const left = view.queue?.left ?? 0;
  const runs = left > 0 || actions.some(({ can }) => can.cancel);
  return html`<div class="running">
    ${renderButton({
      label: 'Run selected, one at a time…',
      title: 'Each is shown and asked for by itself',
      primary: true,
      ...(off !== undefined && { off }),
      act: () => post({ type: 'runSelected' }),
    })}
    ${runs ? renderButton({ label: 'Cancel', title: 'Ends what can be ended, and empties the queue', act: () => post({ type: 'cancel' }) }) : nothing}
    <span class="hint">${left > 0 ? `${left} left in the queue` : (off ?? `${counted(selected, 'action')} selected; each asks by itself`)}</span>
  </div>`;
}

function whyOff({ readOnly, queue }: RemediationView, selected: number): string | undefined {
  if (readOnly) return 'Read-only is on: nothing can be run';
  if (queue !== undefined) return 'The selected are being run';
  return selected === 0 ? 'Nothing is selected' : undefined;
}
