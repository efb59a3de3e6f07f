import { html, type TemplateResult } from 'lit';
import { renderCites } from '../cites.ts';
import { renderIcon } from './button.ts';
import type { Doing } from './doing.ts';

type Line = { readonly text: string; readonly cites: readonly string[] };

/** A sentence with a button for each piece of evidence that says it. */
export function renderCited({ text, cites }: Line, { post }: Doing): TemplateResult {
  return html`<span>${text}${renderCites(cites, (evidence) => post({ type: 'openEvidence', evidence }))}</span>`;
}

/** Items of a list: what is known with a point, what is not with a question mark and in another hand. */
export function renderLines(lines: readonly (Line & { readonly known: boolean })[], doing: Doing): TemplateResult {
  return html`<ul class="lines">
    ${lines.map(
      (line) => html`<li class=${line.known ? 'told' : 'gap'}>
        ${renderIcon(line.known ? 'circle-small-filled' : 'question')}${renderCited(line, doing)}
      </li>`,
    )}
  </ul>`;
}
