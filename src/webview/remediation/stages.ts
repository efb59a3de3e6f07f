import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RemediationView } from '../protocol/remediationPanel.ts';
import { renderAction } from './actionRow.ts';
import { isLoading } from './announcement.ts';
import { renderIcon } from './button.ts';
import type { Doing } from './doing.ts';
import { renderCited } from './lines.ts';
import type { Screen } from './screen.ts';
import { isDecided } from './words.ts';

const titles = { evidence: 'Evidence', containment: 'Containment', destruction: 'Destruction' } as const;

/** The checklist itself: what others did on the target first, then why it stands in this order, then the stages. */
export function renderStages(view: RemediationView, expanded: Screen['expanded'], doing: Doing): TemplateResult {
  const decided = isDecided(view);
  const stages = view.stages.filter(({ actions }) => actions.length > 0);
  return html`${renderOthers(view.others, doing)}
    ${view.order === '' ? nothing : html`<p class="order"><strong>Order:</strong> ${view.order}</p>`}
    ${stages.length === 0 ? html`<p class="none">${emptyWords(view)}</p>` : nothing}
    ${repeat(
      stages,
      ({ stage }) => stage,
      ({ stage, actions }) => html`<section class="stage" aria-labelledby="stage-${stage}" tabindex="-1">
        <h2 id="stage-${stage}">${titles[stage]}</h2>
        <ul class="list">
          ${repeat(
            actions,
            ({ id }) => id,
            (action, index) => renderAction(action, { key: `${stage}-${index}`, decided, expanded: expanded.includes(action.id) }, doing),
          )}
        </ul>
      </section>`,
    )}`;
}

function emptyWords(view: RemediationView): string {
  if (view.stopped !== undefined) return 'Nothing is proposed: it was stopped before.';
  return isLoading(view) ? 'The proposals are being made…' : 'Nothing is proposed for this threat.';
}

/** R-27: theirs, and told as theirs. */
function renderOthers(others: RemediationView['others'], doing: Doing): TemplateResult | typeof nothing {
  if (others.length === 0) return nothing;
  return html`<section class="others" aria-labelledby="others">
    <h2 id="others">By others on the same target</h2>
    <ul class="lines">
      ${others.map((one) => html`<li>${renderIcon('account')}${renderCited(one, doing)}</li>`)}
    </ul>
  </section>`;
}
