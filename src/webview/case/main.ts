import '../interpretedSchemas.ts';
import './case.css';
import { html, nothing, render, type TemplateResult } from 'lit';
import { connectBridge } from '../bridge.ts';
import { registerComponents } from '../components.ts';
import { type CaseIntent, type CaseView, toCasePanel } from '../protocol/casePanel.ts';
import { copyPng } from './copyPng.ts';
import { Diagram } from './diagram.ts';
import { exportSvg } from './exportSvg.ts';
import { type HeaderActions, renderHeader } from './header.ts';
import { occurringIn, renderLegend } from './legend.ts';
import { type Screen, screen } from './screen.ts';
import { announceStep, holderOf } from './spoken.ts';
import type { Flow } from './step.ts';
import { renderTimeline } from './timeline.ts';
import { renderToolbar } from './toolbar.ts';

registerComponents();

const root = document.querySelector<HTMLElement>('#root') ?? document.body;
const bridge = connectBridge<CaseIntent, ReturnType<typeof toCasePanel.parse>, Screen>(toCasePanel, screen);
const diagram = new Diagram({ select, moved: (viewport) => keep({ viewport }), failed });

let view: CaseView | undefined;
let kept: Screen = bridge.kept() ?? { open: [], unfolded: [] };
let undrawable = false;
let firstDrawn = (): void => undefined;
let drawn = new Promise<void>((resolve) => {
  firstDrawn = resolve;
});
/** What has just been done, for the eye; what was selected elsewhere, for the ear. */
let told = { notice: '', selection: '' };

bridge.onMessage((message) => {
  switch (message.type) {
    case 'view':
      return show(message.view);
    case 'select':
      return follow(message.step);
    case 'requestDrawing':
      return answerDrawing(message.request);
    case 'notice':
      return notice(message.text);
  }
});
update();
bridge.post({ type: 'ready' });

function show(next: CaseView): void {
  view = next;
  // A screen reader names the frame by it.
  document.title = next.title;
  undrawable = false;
  update();
  drawn = next.flow.status === 'done' ? diagram.show(next.flow, drawnStep(next), kept.viewport) : Promise.resolve();
  void drawn.then(firstDrawn);
}

/** A host that has just opened the panel asks before there is anything: it gets the drawing as soon as that stands. */
function answerDrawing(request: number): void {
  void drawn.then(() => bridge.post({ type: 'drawing', request, ...drawing() }));
}

/** One selection: the drawing, the timeline and, through the host, the case file. */
function select(id: string): void {
  told = { ...told, selection: '' };
  mark(id);
  scrollToRow();
  bridge.post({ type: 'selectStep', step: id });
}

/** The same, made in the case file. */
function follow(id: string): void {
  if (view !== undefined) told = { ...told, selection: announceStep(view.flow.steps, id) };
  mark(id);
  scrollToRow();
  const step = view && drawnStep(view);
  if (step !== undefined) diagram.bringIntoPage(step);
}

/** Only where the list scrolls by itself: else the page would run away from the drawing. */
function scrollToRow(): void {
  const row = [...document.querySelectorAll('.timeline [aria-pressed="true"]')].at(-1);
  const list = row?.closest('.timeline > ol');
  if (list && list.scrollHeight > list.clientHeight) row?.scrollIntoView({ block: 'nearest' });
}

function mark(id: string): void {
  if (view === undefined) return;
  view = { ...view, selected: id };
  update();
  diagram.select(drawnStep(view));
}

function drawnStep({ flow, selected }: CaseView): string | undefined {
  return holderOf(flow.steps, selected)?.id;
}

function failed(reason: string): void {
  undrawable = true;
  update();
  bridge.post({ type: 'drawFailed', reason });
}

function drawing(): { svg?: string } {
  if (diagram.svg === undefined || view?.flow.status !== 'done') return {};
  return { svg: exportSvg(diagram.svg, view.title, occurringIn(view.flow)) };
}

async function copyPicture(): Promise<void> {
  const { svg } = drawing();
  if (svg === undefined) return;
  try {
    await copyPng(svg);
    notice('Copied as PNG.');
  } catch (error) {
    notice(`Not copied as PNG: ${reasonOf(error)}. Use Copy as SVG instead.`);
  }
}

/** A clause without its full stop. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

function notice(text: string): void {
  told = { ...told, notice: text };
  update();
}

function keep(change: Partial<Screen>): void {
  kept = { ...kept, ...change };
  bridge.keep(kept);
}

function update(): void {
  render(view === undefined ? renderLoading() : renderCase(view), root);
}

function renderLoading(): TemplateResult {
  return html`<div class="loading" role="status"><vscode-progress-ring aria-hidden="true"></vscode-progress-ring>Loading the case…</div>`;
}

function renderCase(of: CaseView): TemplateResult {
  const { flow, selected } = of;
  const timeline = renderTimeline(flow.steps, { selected, unfolded: kept.unfolded }, { select, openEvidence, unfold });
  return html`<main>
    ${renderHeader(of, kept.open, headerActions)}
    <p class="heard" role="status">${told.selection}</p>
    <p class="notice" role="status">${told.notice}</p>
    ${flow.status === 'none' ? renderNoFlow(flow, timeline) : html`<div class="flow">${renderDrawing(flow)} ${timeline}</div>`}
  </main>`;
}

function openEvidence(evidence: string): void {
  bridge.post({ type: 'openEvidence', evidence });
}

function unfold(step: string, open: boolean): void {
  const others = kept.unfolded.filter((one) => one !== step);
  // A selected action is listed whatever was unfolded, so folding it away selects the step that holds it.
  if (!open && view !== undefined && view.selected !== step && drawnStep(view) === step) mark(step);
  keep({ unfolded: open ? [...others, step] : others });
  update();
}

const headerActions: HeaderActions = {
  openEvidence,
  openCase: () => bridge.post({ type: 'openCase' }),
  exportCase: () => bridge.post({ type: 'exportCase' }),
  remediate: () => bridge.post({ type: 'remediate' }),
  handOff: () => bridge.post({ type: 'handOff' }),
  lookWider: () => bridge.post({ type: 'lookWider' }),
  copyIndicators: () => bridge.post({ type: 'copyIndicators' }),
  exportIndicators: () => bridge.post({ type: 'exportIndicators' }),
  toggle: (section, open) => {
    const others = kept.open.filter((one) => one !== section);
    keep({ open: open ? [...others, section] : others });
  },
};

function renderDrawing(flow: Flow): TemplateResult {
  const toolbar = {
    zoom: (factor: number) => diagram.zoom(factor),
    fit: () => diagram.fit(),
    copyDiagram: () => bridge.post({ type: 'copyDiagram' }),
    copySvg: () => bridge.post({ type: 'copySvg' }),
    copyPng: () => void copyPicture(),
  };
  return html`<section class="drawing" aria-label="Diagram">
    <div class="bar">
      ${renderLegend(occurringIn(flow))}
      ${undrawable ? nothing : renderToolbar(toolbar)}
    </div>
    ${undrawable ? html`<p class="empty" role="alert">The attack flow could not be drawn. The timeline has every step; the log says why.</p>` : diagram.element}
  </section>`;
}

/** One event is no timeline: the summary has told it. */
function renderNoFlow({ reason, steps }: Extract<CaseView['flow'], { status: 'none' }>, timeline: TemplateResult): TemplateResult {
  return html`<p class="empty"><span class="codicon codicon-info" aria-hidden="true"></span>No attack flow: ${reason}.</p>
    ${steps.length < 2 ? nothing : timeline}`;
}
