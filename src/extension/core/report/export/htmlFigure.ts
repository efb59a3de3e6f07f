import { escapeHtml } from './htmlText.ts';
import { safeSvg } from './safeSvg.ts';

/**
 * The attack flow in place of its Mermaid block: the drawing where a panel drew one, else a sentence and the text that it is drawn from (K-06).
 * The timeline, which the file has right below, is what the drawing says in words.
 * @param label names a region
 */
export function renderFigure(source: string, drawing: string | undefined, label: (what: string) => string): string {
  const checked = drawing === undefined ? undefined : safeSvg(drawing);
  if (checked?.ok !== true) return `${undrawn(checked?.why)}${sourceText(source, label, true)}`;
  const { wide, width } = sizeOf(checked.svg);
  return `<figure${wide ? ' class="wide"' : ''} style="--drawn: ${width}">
<div class="scroll drawing" tabindex="0" role="region" aria-label="${escapeHtml(label('drawing'))}">
${checked.svg}
</div>
<figcaption>The attack in order of time. The timeline below says the same in words.</figcaption>
</figure>
${sourceText(source, label, false)}`;
}

function undrawn(why: string | undefined): string {
  const reason =
    why === undefined ? 'The attack flow was not drawn for this report' : `The drawing of the attack flow was left out: ${escapeHtml(why)}`;
  return `<p class="undrawn">${reason}. The timeline below says the same in words.</p>\n`;
}

function sourceText(source: string, label: (what: string) => string, open: boolean): string {
  return `<details${open ? ' open' : ''}>
<summary>The flow as Mermaid text</summary>
<pre tabindex="0" role="region" aria-label="${escapeHtml(label('Mermaid text'))}"><code>${escapeHtml(source)}</code></pre>
</details>
`;
}

/** The size of a drawing in its own units; a strip too wide for a page of paper is printed on one that lies. */
function sizeOf(svg: string): { readonly wide: boolean; readonly width: string } {
  const [, width = '', height = ''] = /\bviewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(svg) ?? [];
  return { wide: Number(width) > 2 * Number(height), width: width === '' ? '100%' : `${Math.ceil(Number(width))}px` };
}
