import { html, nothing, type TemplateResult } from 'lit';
import type { CaseView } from '../protocol/casePanel.ts';
import type { Screen } from './screen.ts';
import { renderSections, type SectionActions } from './sections.ts';
import { renderSentence } from './sentence.ts';

export type HeaderActions = SectionActions & {
  readonly openCase: () => void;
  readonly exportCase: () => void;
  readonly remediate: () => void;
  readonly handOff: () => void;
};

/** Title, what can be done with the case, tactic, confidence, the summary, and what may be unfolded. */
export function renderHeader(view: CaseView, open: Screen['open'], actions: HeaderActions): TemplateResult {
  return html`<header>
    <div class="title-row">
      <h1 title=${view.title}>${view.title}</h1>
      ${view.caseFile === undefined ? nothing : renderActions(actions)}
    </div>
    <p class="facts">
      <span class="fact"><span class="codicon codicon-target" aria-hidden="true"></span>${view.tactic}</span>
      ${renderConfidence(view.confidence)}
      <span class="fact"><span class="codicon codicon-organization" aria-hidden="true"></span>${tenantWords(view.tenant)}</span>
      ${view.status === 'partial' ? html`<span class="fact mark"><span class="codicon codicon-warning" aria-hidden="true"></span>partial</span>` : nothing}
    </p>
    <section aria-label="Summary" class="summary">
      ${view.summary.map((sentence) => html`<p>${renderSentence(sentence, actions.openEvidence)}</p>`)}
    </section>
    ${renderSections(view, open, actions)}
  </header>`;
}

function renderActions({ openCase, remediate, exportCase, handOff }: HeaderActions): TemplateResult {
  return html`<div class="actions">
    <vscode-button @click=${openCase}>Open case</vscode-button>
    <vscode-button appearance="secondary" @click=${remediate}>Remediate…</vscode-button>
    <vscode-button appearance="secondary" @click=${exportCase}>Export…</vscode-button>
    <vscode-button appearance="secondary" @click=${handOff}>Hand off…</vscode-button>
  </div>`;
}

/** Five marks, so many of them filled: read by shape, and by a screen reader as words. */
function renderConfidence(score: number): TemplateResult {
  const marks = [1, 2, 3, 4, 5].map(
    (mark) => html`<span class="codicon ${mark <= score ? 'codicon-circle-filled' : 'codicon-circle'}" aria-hidden="true"></span>`,
  );
  return html`<span class="fact"><span class="confidence">${marks}</span>confidence ${score}/5</span>`;
}

function tenantWords({ name, region, sample }: CaseView['tenant']): string {
  const place = region === undefined ? name : `${name} · ${region}`;
  return sample ? `${place} tenant` : place;
}
