import { html, nothing, type TemplateResult } from 'lit';
import { renderCites } from '../cites.ts';
import type { CaseView } from '../protocol/casePanel.ts';
import type { Screen } from './screen.ts';
import { renderSentence } from './sentence.ts';

type SectionName = Screen['open'][number];

export type SectionActions = {
  readonly openEvidence: (id: string) => void;
  readonly lookWider: () => void;
  readonly copyIndicators: () => void;
  readonly exportIndicators: () => void;
  readonly toggle: (section: SectionName, open: boolean) => void;
};

type Section = { readonly name: SectionName; readonly title: string; readonly content: TemplateResult };

/** What may be unfolded below the summary; their titles share a line as long as they are closed. */
export function renderSections(view: CaseView, open: Screen['open'], actions: SectionActions): TemplateResult {
  const { notLookedAt, lookedAt, reach, indicators, changes } = view;
  const sections: readonly (Section | undefined)[] = [
    changes && {
      name: 'changes',
      title: `What changed since ${changes.since.slice(0, 10)} ${changes.since.slice(11, 16)} UTC (${countOf(changes)})`,
      content: renderChanges(changes),
    },
    notLookedAt.length === 0
      ? undefined
      : { name: 'gaps', title: `What was not looked at (${notLookedAt.length})`, content: renderSentences(notLookedAt, actions) },
    {
      name: 'looked',
      title: `What was looked at (${lookedAt.length}), ${reach.around} h round it and ${days(reach.before)} back`,
      content: renderLooked(view, actions),
    },
    indicators.length === 0
      ? undefined
      : { name: 'indicators', title: `Indicators (${indicators.length})`, content: renderIndicators(indicators, actions) },
  ];
  return html`<div class="sections">
    ${sections.map((section) => (section === undefined ? nothing : renderSection(section, open.includes(section.name), actions)))}
  </div>`;
}

function renderSection({ name, title, content }: Section, open: boolean, { toggle }: SectionActions): TemplateResult {
  return html`<details class=${name} ?open=${open} @toggle=${(event: Event) => toggle(name, (event.currentTarget as HTMLDetailsElement).open)}>
    <summary>${title}</summary>
    ${content}
  </details>`;
}

function renderSentences(sentences: CaseView['notLookedAt'], { openEvidence }: SectionActions): TemplateResult {
  return html`<ul>${sentences.map((one) => html`<li>${renderSentence(one, openEvidence)}</li>`)}</ul>`;
}

/** Every direction with its outcome, and the one click to look further (X-10). */
function renderLooked({ lookedAt, wider }: CaseView, actions: SectionActions): TemplateResult {
  return html`${renderSentences(lookedAt, actions)}
    ${
      wider === undefined
        ? nothing
        : html`<vscode-button
            appearance="secondary"
            title="Investigate again, ${wider.around} h round it and ${days(wider.before)} back"
            @click=${actions.lookWider}
          >Look wider</vscode-button>`
    }`;
}

/** Defanged here; what is copied and exported is not, since a tool that searches for it needs it as it is (X-14). */
function renderIndicators(
  indicators: CaseView['indicators'],
  { openEvidence, copyIndicators, exportIndicators }: SectionActions,
): TemplateResult {
  return html`<div class="table" role="region" aria-label="Indicators" tabindex="0">
      <table>
        <thead>
          <tr>${['Kind', 'Indicator', 'Seen (UTC)', 'Role', 'Known elsewhere', 'Evidence'].map((name) => html`<th scope="col">${name}</th>`)}</tr>
        </thead>
        <tbody>
          ${indicators.map(
            ({ kind, value, seen, role, known, cites }) => html`<tr>
              <td>${kind}</td>
              <td><code>${value}</code></td>
              <td class="seen">${seen}</td>
              <td>${role}</td>
              <td>${known}</td>
              <td>${renderCites(cites, openEvidence)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <div class="actions">
      <vscode-button appearance="secondary" title="Copies them as they are, not defanged" @click=${copyIndicators}>Copy indicators</vscode-button>
      <vscode-button appearance="secondary" title="Saves them as they are, not defanged" @click=${exportIndicators}>Export CSV</vscode-button>
    </div>`;
}

type Changes = NonNullable<CaseView['changes']>;

/** X-07 */
function renderChanges({ fresh, changed, gone }: Changes): TemplateResult {
  if (fresh.length + changed.length + gone.length === 0) return html`<p>Nothing that the case says has changed.</p>`;
  return html`<dl>
    ${fresh.map((sentence) => html`<dt>New</dt><dd>${sentence}</dd>`)}
    ${changed.map(({ before, after }) => html`<dt>Changed</dt><dd>${after} <span class="before">Before: ${before}</span></dd>`)}
    ${gone.map((sentence) => html`<dt>Gone</dt><dd>${sentence}</dd>`)}
  </dl>`;
}

function countOf({ fresh, changed, gone }: Changes): string {
  const counts = [`${fresh.length} new`, `${changed.length} changed`, `${gone.length} gone`].filter((count) => !count.startsWith('0 '));
  return counts.join(', ') || 'nothing';
}

function days(hours: number): string {
  return `${hours / 24} days`;
}
