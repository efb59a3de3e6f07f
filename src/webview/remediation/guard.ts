import { html, nothing, type TemplateResult } from 'lit';
import type { RemediationView } from '../protocol/remediationPanel.ts';
import { renderIcon } from './button.ts';
import type { Doing } from './doing.ts';
import { grantWords, matchSigns } from './words.ts';

type Place = RemediationView['guard'][number];

/** Cluster and account of the threat beside those of the tools (X-04). */
export function renderGuard({ threatPlace, guard }: RemediationView, doing: Doing): TemplateResult {
  return html`<ul class="guard" aria-label="Where the threat is, and where the tools point">
    <li>
      <span class="whose">Threat</span>
      <span class="points">${threatPlace === '' ? 'place unknown' : threatPlace}</span>
      <button
        class="link again"
        type="button"
        title="Asks anew where the tools point, and reads anew what is round the threat"
        @click=${() => doing.post({ type: 'probeAgain' })}
      >Probe again</button>
    </li>
    ${guard.map((place) => renderPlace(place, doing))}
  </ul>`;
}

function renderPlace({ surface, points, match, grant, note, canGrant }: Place, { post }: Doing): TemplateResult {
  const { icon, kind, words } = matchSigns[match];
  const stand = match === 'absent' ? words : `${words} · ${grantWords[grant]}`;
  return html`<li class=${match} data-place=${surface}>
    <span class="whose">${surface}</span>
    <span class="points">${points ?? 'nowhere'}</span>
    <span class="stand">${renderIcon(icon, kind)}${stand}</span>
    ${
      canGrant
        ? html`<button
            class="link"
            type="button"
            title="For this window only, and for reading only"
            @click=${() => post({ type: 'grantRead', surface })}
          >Allow reading with ${surface}…</button>`
        : nothing
    }
    ${note === undefined ? nothing : html`<span class="note">${note}</span>`}
  </li>`;
}
