import '../interpretedSchemas.ts';
import './case.css';
import { html, nothing, render, type TemplateResult } from 'lit';
import { connectBridge } from '../bridge.ts';
import { type CaseIntent, type CaseView, toCasePanel } from '../protocol/casePanel.ts';
import { registerComponents } from './components.ts';
import { Diagram } from './diagram.ts';
import { renderHeader } from './header.ts';
import { renderLegend } from './legend.ts';
import { type Screen, screen } from './screen.ts';
import { renderTimeline } from './timeline.ts';
import { renderToolbar } from './toolbar.ts';

registerComponents();

const root = document.querySelector<HTMLElement>('#root') ?? document.body;
const bridge = connectBridge<CaseIntent, ReturnType<typeof toCasePanel.parse>, Screen>(toCasePanel, screen);
const diagram = new Diagram({ select, moved: (viewport) => keep({ viewport }), failed });

let view: CaseView | undefined;
let kept: Screen = bridge.kept() ?? { gapsOpen: false, lookedOpen: false };
let undrawable = false;

bridge.onMessage((message) => {
  if (message.type === 'view') show(message.view);
  else if (view !== undefined) mark(view, message.step);
});
update();
bridge.post({ type: 'ready' });

function show(next: CaseView): void {
  view = next;
  undrawable = false;
  update();
  if (next.flow.status === 'done') void diagram.show(next.flow, next.selected, kept.viewport);
}

/** One selection: the drawing, the timeline and, through the host, the case file. */
function select(step: string): void {
  if (view !== undefined) mark(view, step);
  bridge.post({ type: 'selectStep', step });
}

function mark(of: CaseView, step: string): void {
  view = { ...of, selected: step };
  update();
  diagram.select(step);
}

function failed(reason: string): void {
  undrawable = true;
  update();
  bridge.post({ type: 'drawFailed', reason });
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
  const openEvidence = (evidence: string): void => bridge.post({ type: 'openEvidence', evidence });
  return html`<main>
    ${renderHeader(of, kept, {
      openEvidence,
      openCase: () => bridge.post({ type: 'openCase' }),
      lookWider: () => bridge.post({ type: 'lookWider' }),
      toggleGaps: (gapsOpen) => keep({ gapsOpen }),
      toggleLooked: (lookedOpen) => keep({ lookedOpen }),
    })}
    ${
      of.flow.status === 'none'
        ? renderNoFlow(of.flow, renderTimeline(of.flow.steps, of.selected, { select, openEvidence }))
        : html`<div class="flow">
            ${renderDrawing()} ${renderTimeline(of.flow.steps, of.selected, { select, openEvidence })}
          </div>`
    }
  </main>`;
}

function renderDrawing(): TemplateResult {
  const copyDiagram = (): void => bridge.post({ type: 'copyDiagram' });
  return html`<section class="drawing" aria-label="Diagram">
    <div class="bar">
      ${renderLegend()}
      ${undrawable ? nothing : renderToolbar({ zoom: (factor) => diagram.zoom(factor), fit: () => diagram.fit(), copyDiagram })}
    </div>
    ${undrawable ? html`<p class="empty" role="alert">The attack flow could not be drawn. The timeline has every step; the log says why.</p>` : diagram.element}
  </section>`;
}

/** One event is no timeline: the summary has told it. */
function renderNoFlow({ reason, steps }: Extract<CaseView['flow'], { status: 'none' }>, timeline: TemplateResult): TemplateResult {
  return html`<p class="empty"><span class="codicon codicon-info" aria-hidden="true"></span>No attack flow: ${reason}.</p>
    ${steps.length < 2 ? nothing : timeline}`;
}
