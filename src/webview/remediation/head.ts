import { html, nothing, type TemplateResult } from 'lit';
import type { RemediationView } from '../protocol/remediationPanel.ts';
import { isLoading } from './announcement.ts';
import { renderButton, renderIcon } from './button.ts';
import type { Doing } from './doing.ts';
import { renderGuard } from './guard.ts';
import type { Screen } from './screen.ts';
import { renderSections } from './sections.ts';
import { statusSigns } from './words.ts';

/** What it is about, where it would act and where the tools point, what stopped it or is still being read, and what may be unfolded. */
export function renderHead(view: RemediationView, open: Screen['open'], doing: Doing): TemplateResult {
  const title = `Remediate · ${view.title}`;
  return html`<header tabindex="-1">
    <div class="title-row">
      <h1 title=${title}>${title}</h1>
      ${renderControls(view, doing)}
    </div>
    <p class="facts">${renderTenant(view.tenant)} ${renderEvent(view.eventId, doing)}</p>
    ${renderGuard(view, doing)}
    ${view.banner === undefined ? nothing : html`<p class="banner">${renderIcon('info')}<span>${view.banner}</span></p>`}
    ${renderParts(view)}
    ${view.stopped === undefined ? nothing : renderStopped(view.stopped)}
    ${renderSections(view, open, doing)}
  </header>`;
}

function renderControls({ caseFile, readOnly, grants }: RemediationView, { post }: Doing): TemplateResult {
  return html`<div class="actions">
    <button
      class="switch"
      type="button"
      role="switch"
      aria-checked=${readOnly ? 'true' : 'false'}
      title="While it is on, nothing can be run"
      @click=${() => post({ type: 'setReadOnly', on: !readOnly })}
    ><span class="track" aria-hidden="true"></span>Read-only</button>
    ${
      grants.length === 0
        ? nothing
        : renderButton({
            label: `Revoke grants (${grants.length})`,
            title: `${grants.join(', ')}: takes the grants back and empties the queue`,
            act: () => post({ type: 'revokeGrants' }),
          })
    }
    ${caseFile === undefined ? nothing : renderButton({ label: 'Open case', act: () => post({ type: 'openCase' }) })}
  </div>`;
}

function renderTenant({ name, region, sample }: RemediationView['tenant']): TemplateResult {
  return html`<span class="fact">${renderIcon('organization')}<span>${region === undefined ? name : `${name} · ${region}`}</span></span>
    ${sample ? html`<span class="fact mark">${renderIcon('beaker')}sample tenant</span>` : nothing}`;
}

function renderEvent(event: string, { post }: Doing): TemplateResult {
  return html`<span class="fact">${renderIcon('pulse')}<button
    class="link"
    type="button"
    title="Show the event that it began with"
    @click=${() => post({ type: 'openEvent', event })}
  >Event ${event}</button></span>`;
}

/** Each part with its status while any is under way, afterwards only what is missing: the rest stands in the list itself. */
function renderParts(view: RemediationView): TemplateResult | typeof nothing {
  const parts = isLoading(view) ? view.parts : view.parts.filter(({ status }) => status === 'failed');
  if (parts.length === 0) return nothing;
  return html`<ul class="parts" aria-label="What is being read">
    ${parts.map(({ name, status, detail }) => {
      const { icon, kind } = statusSigns[status];
      return html`<li class=${status}>
        ${renderIcon(icon, kind)}<span>${name} <span class="hint">${status}${detail === undefined ? '' : ` · ${detail}`}</span></span>
      </li>`;
    })}
  </ul>`;
}

function renderStopped({ what, why, fix }: NonNullable<RemediationView['stopped']>): TemplateResult {
  return html`<section class="stopped" aria-label="Stopped">
    ${renderIcon('error', 'bad')}
    <div><strong>${what}</strong><p>${why}</p><p>${fix}</p></div>
  </section>`;
}
