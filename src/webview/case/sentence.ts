import DOMPurify from 'dompurify';
import { html, type TemplateResult } from 'lit';
import { Marked } from 'marked';

type Sentence = { readonly markdown: string; readonly cites: readonly string[] };

/** core/report escapes what it writes; should markup come through all the same, it is shown as the text that it is. */
const inline = new Marked({ renderer: { html: ({ text }) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') } });

const formattingOnly = { ALLOWED_TAGS: ['code', 'em', 'strong', 'del'], ALLOWED_ATTR: [] as string[], RETURN_DOM_FRAGMENT: true as const };

/** A sentence with a button for each piece of evidence that it rests on. Whatever the Markdown holds, only text formatting comes out. */
export function renderSentence({ markdown, cites }: Sentence, openEvidence: (id: string) => void): TemplateResult {
  const words = DOMPurify.sanitize(inline.parseInline(markdown, { async: false }), formattingOnly);
  return html`<span class="words">${words}</span>${renderCites(cites, openEvidence)}`;
}

export function renderCites(cites: readonly string[], openEvidence: (id: string) => void): TemplateResult[] {
  return cites.map(
    (id) => html`<button
      class="cite"
      type="button"
      title="Show ${id} in the case"
      aria-label="Evidence ${id}"
      @click=${(event: Event) => {
        event.stopPropagation();
        openEvidence(id);
      }}
    >${id}</button>`,
  );
}
