/** Colours of the page. What a colour says is said by a word, a sign or a line as well. */
const colours = `
:root {
  color-scheme: light dark;
  --paper: #fff; --raised: #f5f6f8; --ink: #1b1f24; --soft: #59636e; --line: #d8dde3; --link: #0a55a8;
  --entry: #0757b8; --malicious: #b3201a; --cloud: #855300; --external: #59636e;
  --notice: #fff6dc; --notice-line: #c58a00;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --raised: #1e2328; --ink: #e3e6ea; --soft: #a3adb8; --line: #363d45; --link: #83bdff;
    --entry: #83bdff; --malicious: #ff8f86; --cloud: #f0c04d; --external: #a3adb8;
    --notice: #2f2812; --notice-line: #d9a21b;
  }
}`;

const page = `
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 3.5rem; max-width: 84rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem;
  color: var(--ink); background: var(--paper); font: 1rem/1.6 var(--sans); overflow-wrap: anywhere;
}
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
.skip { position: absolute; left: -100vw; padding: .5rem .75rem; background: var(--paper); }
.skip:focus { left: .5rem; top: .5rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; }
h1 { max-width: 28em; margin: 0 0 .3rem; font-size: clamp(1.6rem, 1.2rem + 1.8vw, 2.3rem); font-weight: 650; letter-spacing: -.015em; }
h2 { margin: 0 0 .9rem; font-size: 1.3rem; font-weight: 650; letter-spacing: -.005em; }
h3, h4, h5, h6 { margin: 1.6rem 0 .5rem; font-size: 1.05rem; }
p, ul, ol, blockquote { max-width: 75ch; margin: 0 0 .9rem; }
ul, ol { padding-left: 1.3rem; }
li { margin-bottom: .45rem; }
li::marker { color: var(--soft); }
blockquote { padding-left: 1rem; color: var(--soft); border-left: 3px solid var(--line); }
time, .part { white-space: nowrap; }
hr { border: 0; border-top: 1px solid var(--line); }
section { padding: 2.25rem 0 .75rem; border-top: 1px solid var(--line); }
section > :last-child { margin-bottom: 1.25rem; }
[id] { scroll-margin-top: 1rem; }
code { padding: .1em .3em; font: .86em/1.45 var(--mono); background: var(--raised); border-radius: .25em; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
pre { max-width: 100%; margin: .6rem 0 1rem; padding: .8rem 1rem; overflow-x: auto; font: .82rem/1.55 var(--mono); background: var(--raised); border: 1px solid var(--line); border-radius: .4rem; overflow-wrap: normal; }
pre code { padding: 0; font: inherit; background: none; }
footer { padding-top: 1rem; color: var(--soft); font-size: .875rem; border-top: 1px solid var(--line); }`;

const head = `
header { padding-bottom: 1.75rem; }
.kind { margin: 0 0 .6rem; color: var(--soft); font-size: .8rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; }
.tactic { margin: 0 0 1.25rem; color: var(--soft); font-size: 1.1rem; }
.tactic::first-letter { text-transform: uppercase; }
.banner { max-width: 75ch; margin: 0 0 .75rem; padding: .6rem .9rem; background: var(--notice); border: 1px solid var(--notice-line); border-left-width: .35rem; border-radius: .3rem; }
.banner p { margin: 0; }
.facts { display: flex; flex-wrap: wrap; gap: .9rem 2.5rem; margin: 1.25rem 0 1rem; }
.facts div { min-width: 0; }
dt { color: var(--soft); font-size: .8rem; }
dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
.meter { letter-spacing: .1em; }
.identity { color: var(--soft); font-size: .875rem; }
.identity p { max-width: 100ch; }
nav { padding: 0 0 1.75rem; font-size: .9rem; }
nav ol { margin: 0; padding: 0; list-style: none; columns: 9rem; column-gap: 1.25rem; }
nav li { margin: 0; break-inside: avoid; }
nav a { display: inline-block; padding: .2rem 0; color: var(--soft); text-decoration-color: var(--line); }
nav a:hover { color: var(--link); }`;

const tables = `
.scroll { max-width: 100%; margin: 0 0 1.4rem; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.45; }
th, td { padding: .5rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: .4rem; }
thead th { overflow-wrap: normal; color: var(--soft); font-size: .8rem; font-weight: 600; border-bottom: 2px solid var(--line); }
tbody th { font-weight: 400; }
:is(.timeline, .sources) tbody th { font-weight: 600; white-space: nowrap; }
.indicators { min-width: 48rem; font-size: .82rem; }
.indicators th:first-child { width: 14%; }
.indicators th:nth-child(2) { width: 22%; }
.indicators th:last-child { width: 14%; }
tr:target { background: var(--notice); outline: 2px solid var(--notice-line); outline-offset: -2px; }
.timeline { min-width: 46rem; }
.timeline th:first-child { width: 4rem; }
.timeline td { font-variant-numeric: tabular-nums; }
.timeline td:nth-child(2) { width: 7rem; color: var(--soft); }
td time { white-space: normal; }
.timeline td:nth-child(3) { width: 20%; color: var(--soft); }
.timeline td:nth-child(5) { width: 8rem; }
.timeline td:nth-child(6) { width: 6.5rem; }
tr.malicious > th:first-child { box-shadow: inset .25rem 0 var(--malicious); }
tr.entry > th:first-child { box-shadow: inset .25rem 0 var(--entry); }
.timeline tr > th:first-child { padding-left: .8rem; }
tr.malicious strong:first-child { color: var(--malicious); }
tr.entry strong:first-child { color: var(--entry); }
.coverage { min-width: 36rem; font-size: .82rem; }
.coverage tbody th { width: 50%; }
.coverage td:last-child { width: 24%; }
.sources { min-width: 48rem; table-layout: fixed; font-size: .78rem; }
.sources th:nth-child(1) { width: 4.2rem; }
.sources th:nth-child(2) { width: 17%; }
.sources th:nth-child(4) { width: 11%; }
.sources th:nth-child(5) { width: 7.4rem; }
.sources th:nth-child(6) { width: 12.5rem; }
.back { margin-left: .2rem; font-weight: 400; text-decoration: none; }
.cites { color: var(--soft); font-size: .78em; font-variant-numeric: tabular-nums; }
.cites a { color: inherit; text-decoration-color: var(--soft); }
.cites a:hover { color: var(--link); }
details { margin: 0 0 1.4rem; }
summary { width: fit-content; color: var(--soft); font-size: .9rem; cursor: pointer; }
.undrawn { color: var(--soft); }`;

/**
 * A drawing brings colours of its own, dark on white, and tells its classes by sign and pattern too. In the dark its lightness is turned round
 * and its hues stay, so that nothing here need know its colours.
 */
const drawing = `
figure { margin: 0 0 1.4rem; }
.drawing { margin: 0 0 .6rem; padding: .5rem; border: 1px solid var(--line); border-radius: .4rem; }
.drawing svg { display: block; width: clamp(calc(var(--drawn) * .7), 100%, var(--drawn)); height: auto; margin: 0 auto; forced-color-adjust: none; }
figcaption { color: var(--soft); font-size: .875rem; }
@media screen and (prefers-color-scheme: dark) {
  .drawing svg { filter: invert(.91) hue-rotate(180deg); }
}`;

const wide = `
@media (min-width: 70rem) {
  body { grid-template-columns: 12rem minmax(0, 1fr); padding-inline: 2.5rem; }
  header, footer { grid-column: 1 / -1; }
  nav { position: sticky; top: 1.5rem; align-self: start; padding-top: 2.4rem; border-top: 1px solid var(--line); }
  nav ol { columns: auto; }
}
@media (max-width: 40rem) {
  body { padding: 1.5rem 1rem 3rem; }
  .facts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .9rem 1rem; }
  dd time { white-space: normal; }
  section { padding-top: 1.75rem; }
}`;

/** High contrast takes the colours away: lines and signs stay. */
const forced = `
@media (forced-colors: active) {
  .banner, pre { border-color: CanvasText; }
  tr.malicious > th:first-child, tr.entry > th:first-child { border-left: .25rem solid CanvasText; }
  tr.entry > th:first-child { border-left-style: double; }
}`;

/** On paper: everything is open, nothing scrolls, a table's head stands on every page, a link says where it leads. */
const print = `
@page { size: A4; margin: 17mm 15mm 19mm; @bottom-right { content: counter(page) " / " counter(pages); color: #555; font: 8pt sans-serif; } }
@page wide { size: A4 landscape; }
@media print {
  :root { --paper: #fff; --raised: #f3f4f6; --ink: #000; --soft: #444; --line: #bbb; --link: #000; --entry: #0757b8; --malicious: #a01812; --cloud: #7a4c00; --external: #444; --notice: #fff; --notice-line: #777; color-scheme: light; }
  html { font-size: 9.5pt; }
  body { display: block; max-width: none; padding: 0; line-height: 1.45; }
  nav, .skip, .back, details:not([open]) { display: none; }
  h1 { font-size: 19pt; }
  h2 { font-size: 13pt; }
  h1, h2, h3, h4, h5, h6, summary, p:has(+ ul), p:has(+ .scroll) { break-after: avoid; }
  section { padding: 14pt 0 4pt; }
  section:has(.sources) { break-before: page; border-top: 0; padding-top: 0; }
  p, li { orphans: 3; widows: 3; }
  tr, figure, .banner, li { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll, pre { overflow: visible; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .timeline, .indicators, .coverage, .sources { min-width: 0; }
  .timeline { table-layout: fixed; }
  .timeline th:nth-child(1) { width: 11mm; }
  .timeline th:nth-child(2) { width: 20mm; }
  .timeline th:nth-child(3) { width: 34mm; }
  .timeline th:nth-child(5) { width: 22mm; }
  .timeline th:nth-child(6) { width: 18mm; }
  table { font-size: 8pt; }
  .indicators, .coverage { font-size: 7.5pt; }
  .sources { font-size: 6.5pt; }
  .sources th:nth-child(1) { width: 8mm; }
  .sources th:nth-child(2) { width: 30mm; }
  .sources th:nth-child(4) { width: 20mm; }
  .sources th:nth-child(5) { width: 19mm; }
  .sources th:nth-child(6) { width: 38mm; }
  th, td { padding: 2.5pt 4pt; }
  a { color: inherit; text-decoration: none; }
  a[href^="http"]::after { content: " (" attr(href) ")"; }
  .wide { page: wide; }
  .drawing { padding: 0; border: 0; }
  .drawing svg { width: min(100%, var(--drawn)); max-height: 235mm; }
  .wide .drawing svg { max-height: 145mm; }
  svg, .banner, tr.malicious > th, tr.entry > th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}`;

/** The one style sheet of the report. It names no file and no address: only fonts that are there. */
export const style = [colours, page, head, tables, drawing, wide, forced, print].join('\n');
