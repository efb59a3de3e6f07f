import '../interpretedSchemas.ts';
import './remediation.css';
import { html, render, type TemplateResult } from 'lit';
import { connectBridge } from '../bridge.ts';
import { registerComponents } from '../components.ts';
import { type RemediationIntent, type RemediationView, type ToRemediationPanel, toRemediationPanel } from '../protocol/remediationPanel.ts';
import { renderAfterwards } from './afterwards.ts';
import { announce } from './announcement.ts';
import { renderChoice } from './choice.ts';
import type { Doing } from './doing.ts';
import { keepingFocus } from './focus.ts';
import { renderHead } from './head.ts';
import { type Screen, screen } from './screen.ts';
import { renderStages } from './stages.ts';

registerComponents();

const root = document.querySelector<HTMLElement>('#root') ?? document.body;
const bridge = connectBridge<RemediationIntent, ToRemediationPanel, Screen>(toRemediationPanel, screen);

let view: RemediationView | undefined;
let kept: Screen = bridge.kept() ?? { open: [], expanded: [], words: '' };
/** What has just been done, for the eye; what became of the list, for the ear. */
let told = { notice: '', change: '' };

const doing: Doing = {
  post: (intent) => bridge.post(intent),
  toggle: (section, open) => keep({ open: withOrWithout(kept.open, section, open) }),
  expand: (action, open) => {
    keep({ expanded: withOrWithout(kept.expanded, action, open) });
    update();
  },
  write: (words) => {
    keep({ words });
    update();
  },
};

bridge.onMessage((message) => {
  switch (message.type) {
    case 'view':
      return show(message.view);
    case 'notice':
      told = { ...told, notice: message.text };
      return update();
  }
});
update();
bridge.post({ type: 'ready' });

function show(next: RemediationView): void {
  const change = view === undefined ? '' : announce(view, next);
  // What was said stays until there is something else to say: an element that empties and fills again is read twice.
  if (change !== '') told = { ...told, change };
  view = next;
  // A screen reader names the frame by it.
  document.title = `Remediate · ${next.title}`;
  update();
}

function withOrWithout<T>(all: readonly T[], one: T, isIn: boolean): T[] {
  const others = all.filter((other) => other !== one);
  return isIn ? [...others, one] : others;
}

function keep(change: Partial<Screen>): void {
  kept = { ...kept, ...change };
  bridge.keep(kept);
}

function update(): void {
  keepingFocus(() => render(view === undefined ? renderLoading() : renderChecklist(view), root));
}

function renderLoading(): TemplateResult {
  return html`<div class="loading" role="status"><vscode-progress-ring aria-hidden="true"></vscode-progress-ring>Loading the checklist…</div>`;
}

function renderChecklist(of: RemediationView): TemplateResult {
  return html`<main tabindex="-1">
    ${renderHead(of, kept.open, doing)}
    <p class="heard" role="status">${told.change}</p>
    <p class="notice" role="status">${told.notice}</p>
    ${renderStages(of, kept.expanded, doing)}
    ${renderChoice(of, kept.words, doing)}
    ${renderAfterwards(of, doing)}
  </main>`;
}
