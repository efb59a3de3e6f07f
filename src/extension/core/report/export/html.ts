import type { Token, Tokens } from 'marked';
import type { ToldCase } from '../../model/case.ts';
import { Failure } from '../../model/failure.ts';
import { renderHead } from './htmlHead.ts';
import { createMarkdownRenderer, type MarkdownRenderer } from './htmlMarkdown.ts';
import { style } from './htmlStyle.ts';
import { escapeHtml } from './htmlText.ts';

/** `told` fills in what the file no longer says; `drawing` is the attack flow as a panel drew it, unchecked. */
export type HtmlReport = { readonly markdown: string; readonly told?: ToldCase; readonly drawing?: string };

// No script can run and nothing can be loaded, even if something of the text's came through as markup.
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * A case file as one HTML file that needs neither script nor network (K-06): the Markdown as it stands, with the user's edits. Whatever it holds,
 * only the elements of a report come of it (K-07). Throws Failure where it is nested deeper than a stack holds.
 */
export function toHtml(report: HtmlReport): string {
  try {
    return page(report);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure('unsupported', {
      what: 'The HTML report was not made',
      why: 'Quotes or lists in the case file are nested thousands deep, which only a hand edit can have done',
      fix: 'Take them out of the case file and export it again',
      cause: error,
    });
  }
}

function page({ markdown, told, drawing }: HtmlReport): string {
  const renderer = createMarkdownRenderer(visibleControls(markdown), drawing);
  const { head, sections } = split(renderer.tokens);
  const { title, html } = renderHead({ markdown, tokens: head, renderer, ...(told === undefined ? {} : { told }) });
  const body = sections.map((section) => renderSection(section, renderer)).join('\n');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header>
${html}
</header>
${contents(renderer)}
<main id="report">
${body}
</main>
<footer>
<p>All times are UTC. Addresses are written so that nothing follows them: <code>hxxp</code> for http, <code>[.]</code> for a dot.</p>
</footer>
</body>
</html>
`;
}

/** The title with what stands round it, and the sections, each with its heading. */
function split(tokens: readonly Token[]): { head: readonly Token[]; sections: readonly (readonly Token[])[] } {
  const head: Token[] = [];
  const sections: Token[][] = [];
  for (const token of tokens) {
    const depth = token.type === 'heading' ? (token as Tokens.Heading).depth : 6;
    const titled = sections.length > 0 || head.some(({ type }) => type === 'heading');
    if (depth <= 3 && (titled || depth === 3)) sections.push([token]);
    else (sections.at(-1) ?? head).push(token);
  }
  return { head, sections };
}

function renderSection([heading, ...rest]: readonly Token[], renderer: MarkdownRenderer): string {
  if (heading === undefined) return '';
  const { id, html } = renderer.section(heading);
  return `<section aria-labelledby="${id}">\n${html}${renderer.blocks(rest)}</section>`;
}

/** Written after the sections, whose anchors it lists. */
function contents({ anchors }: MarkdownRenderer): string {
  const items = anchors.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`).join('\n');
  return items === '' ? '' : `<nav aria-label="Contents">\n<ol>\n${items}\n</ol>\n</nav>`;
}

/** Control characters have no place in HTML; the case shows the tenant's as signs, so these are a person's. */
function visibleControls(markdown: string): string {
  return markdown.replace(/(?![\t\n\r])\p{Cc}|\p{Cs}/gu, '\uFFFD');
}
