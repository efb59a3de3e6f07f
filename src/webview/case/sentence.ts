import DOMPurify from 'dompurify';
import { html, type TemplateResult } from 'lit';
import { Marked } from 'marked';
import { renderCites } from '../cites.ts';

type Sentence = { readonly markdown: string; readonly cites: readonly string[] };

/** core/report escapes what it writes; should markup come through all the same, it is shown as the text that it is. */
const inline = new Marked({ renderer: { html: ({ text }) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') } });

const formattingOnly = { ALLOWED_TAGS: ['code', 'em', 'strong', 'del'], ALLOWED_ATTR: [] as string[], RETURN_DOM_FRAGMENT: true as const };

/** A sentence with a button for each piece of evidence that it rests on. Whatever the Markdown holds, only text formatting comes out. */
export function renderSentence({ markdown, cites }: Sentence, openEvidence: (id: string) => void): TemplateResult {
  const words = DOMPurify.sanitize(inline.parseInline(markdown, { async: false }), formattingOnly);
  return html`<span class="words">${words}</span>${renderCites(cites, openEvidence)}`;
}
