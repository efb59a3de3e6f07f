import { html, nothing, type TemplateResult } from 'lit';
import type { RemediationView } from '../protocol/remediationPanel.ts';
import { renderIcon } from './button.ts';
import type { Doing } from './doing.ts';
import { renderLines } from './lines.ts';
import type { Screen, SectionName } from './screen.ts';
import { answerSigns, counted } from './words.ts';

type Section = { readonly name: SectionName; readonly title: string; readonly content: TemplateResult };

/** What may be unfolded below the head; their titles share a line as long as they are closed. */
export function renderSections(view: RemediationView, open: Screen['open'], doing: Doing): TemplateResult {
  const { known, missing, radius, permissions } = view;
  const lines = radius.flatMap((topic) => topic.lines);
  const gaps = lines.filter(({ gap }) => gap).length;
  const may = (answer: 'yes' | 'no' | 'unknown') => permissions.filter((one) => one.may === answer).length;
  const unknown = may('unknown') === 0 ? '' : `, ${may('unknown')} unknown`;
  const sections: readonly Section[] = [
    { name: 'known', title: `What is known (${known.length}) and missing (${missing.length})`, content: renderKnown(view, doing) },
    {
      name: 'radius',
      title: `Blast radius (${counted(lines.length - gaps, 'fact')}, ${counted(gaps, 'gap')})`,
      content: renderRadius(radius, doing),
    },
    { name: 'permissions', title: `Permissions (${may('yes')} yes, ${may('no')} no${unknown})`, content: renderPermissions(permissions) },
  ];
  return html`<div class="sections">
    ${sections.map(
      ({ name, title, content }) => html`<details
        class=${name}
        ?open=${open.includes(name)}
        @toggle=${(event: Event) => doing.toggle(name, (event.currentTarget as HTMLDetailsElement).open)}
      >
        <summary>${title}</summary>
        ${content}
      </details>`,
    )}
  </div>`;
}

/** R-07 */
function renderKnown({ known, missing }: RemediationView, doing: Doing): TemplateResult {
  return html`${known.length === 0 ? html`<p>Nothing is known yet.</p>` : renderLines(known.map(asKnown), doing)}
    ${missing.length === 0 ? nothing : html`<h2>Missing</h2>${renderLines(missing.map(asMissing), doing)}`}`;
}

function asKnown(sentence: RemediationView['known'][number]) {
  return { ...sentence, known: true };
}

function asMissing(text: string) {
  return { text, cites: [], known: false };
}

/** The mini-map, topic by topic; what is not known stands among what is. */
function renderRadius(radius: RemediationView['radius'], doing: Doing): TemplateResult {
  if (radius.length === 0) return html`<p>Nothing was probed yet.</p>`;
  return html`<dl class="map">
    ${radius.map(
      ({ topic, lines }) => html`<dt>${topic}</dt>
        <dd>${renderLines(
          lines.map(({ gap, ...line }) => ({ ...line, known: !gap })),
          doing,
        )}</dd>`,
    )}
  </dl>`;
}

/** X-09 */
function renderPermissions(permissions: RemediationView['permissions']): TemplateResult {
  if (permissions.length === 0) return html`<p>Nothing was asked yet.</p>`;
  return html`<table class="permissions-table">
    <thead>
      <tr><th scope="col">What</th><th scope="col">May</th><th scope="col">Why, and the fix</th></tr>
    </thead>
    <tbody>
      ${permissions.map(({ what, may, why, fix }) => {
        const { icon, kind } = answerSigns[may];
        return html`<tr class=${may}>
          <td>${what}</td>
          <td class="may">${renderIcon(icon, kind)} ${may}</td>
          <td>${why}${fix === undefined ? nothing : html` <span class="fix">Fix: ${fix}</span>`}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
