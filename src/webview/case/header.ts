import { html, nothing, type TemplateResult } from 'lit';
import type { CaseView } from '../protocol/casePanel.ts';
import type { Screen } from './screen.ts';
import { renderSentence } from './sentence.ts';

export type HeaderActions = {
  readonly openEvidence: (id: string) => void;
  readonly openCase: () => void;
  readonly lookWider: () => void;
  readonly toggleGaps: (open: boolean) => void;
  readonly toggleLooked: (open: boolean) => void;
};

/** Title, tactic, confidence, the summary, and what was not looked at. */
export function renderHeader(view: CaseView, open: Pick<Screen, 'gapsOpen' | 'lookedOpen'>, actions: HeaderActions): TemplateResult {
  return html`<header>
    <div class="title-row">
      <h1 title=${view.title}>${view.title}</h1>
      ${view.caseFile === undefined ? nothing : html`<vscode-button appearance="secondary" @click=${actions.openCase}>Open case</vscode-button>`}
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
    ${
      view.notLookedAt.length === 0
        ? nothing
        : renderList(`What was not looked at (${view.notLookedAt.length})`, view.notLookedAt, open.gapsOpen, actions.toggleGaps, actions)
    }
    ${renderLooked(view, open.lookedOpen, actions)}
  </header>`;
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

type Sentences = CaseView['notLookedAt'];

function renderList(
  title: string,
  sentences: Sentences,
  open: boolean,
  toggle: (open: boolean) => void,
  { openEvidence }: HeaderActions,
): TemplateResult {
  return html`<details class="gaps" ?open=${open} @toggle=${(event: Event) => toggle((event.currentTarget as HTMLDetailsElement).open)}>
    <summary>${title}</summary>
    <ul>${sentences.map((one) => html`<li>${renderSentence(one, openEvidence)}</li>`)}</ul>
  </details>`;
}

/** Every direction with its outcome, and the one click to look further (X-10). */
function renderLooked(view: CaseView, open: boolean, actions: HeaderActions): TemplateResult {
  const { lookedAt, reach, wider } = view;
  const title = `What was looked at (${lookedAt.length}), ${reach.around} h round it and ${days(reach.before)} back`;
  return html`<div class="looked">
    ${renderList(title, lookedAt, open, actions.toggleLooked, actions)}
    ${
      wider === undefined
        ? nothing
        : html`<vscode-button
            appearance="secondary"
            title="Investigate again, ${wider.around} h round it and ${days(wider.before)} back"
            @click=${actions.lookWider}
          >Look wider</vscode-button>`
    }
  </div>`;
}

function days(hours: number): string {
  return `${hours / 24} days`;
}
