import { html, type TemplateResult } from 'lit';

/** A button for each piece of evidence that a sentence rests on. */
export function renderCites(cites: readonly string[], openEvidence: (id: string) => void): TemplateResult[] {
  return cites.map(
    (id) => html`<button
      class="cite"
      type="button"
      title="Show evidence ${id}"
      aria-label="Evidence ${id}"
      @click=${(event: Event) => {
        event.stopPropagation();
        openEvidence(id);
      }}
    >${id}</button>`,
  );
}
