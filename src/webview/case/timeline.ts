import { html, nothing, type TemplateResult } from 'lit';
import { renderCites } from '../cites.ts';
import { walk } from './keys.ts';
import { marks } from './legend.ts';
import { roleWords } from './spoken.ts';
import type { FlowAction, FlowStep } from './step.ts';

export type TimelineActions = {
  readonly select: (id: string) => void;
  readonly openEvidence: (id: string) => void;
  /** lists the actions that were folded into a step, or no longer */
  readonly unfold: (step: string, open: boolean) => void;
};

const mostCites = 2;

export type TimelineState = { readonly selected: string | undefined; readonly unfolded: readonly string[] };

/** A row a node of the drawing, in order of time, and below a folded one its actions. One row is the tab stop; arrows walk, Enter selects. */
export function renderTimeline(steps: readonly FlowStep[], state: TimelineState, actions: TimelineActions): TemplateResult {
  const shown = steps.flatMap((step) => [step.id, ...(isOpen(step, state) ? step.members.map(memberRow) : [])]);
  const stop = shown.find((row) => row === rowOf(steps, state)) ?? shown[0];
  return html`<section class="timeline" aria-label="Timeline">
    <h2>Timeline <span class="hint">UTC</span></h2>
    <ol @keydown=${walk('button.row')}>
      ${steps.map((step) => renderStep(step, stop, state, actions))}
    </ol>
  </section>`;
}

/** A folded step's first action has the step's id, so the rows of actions are told apart by a prefix. */
function memberRow({ id }: FlowAction): string {
  return `in ${id}`;
}

/** The row that is selected: an action's own where it is listed, else its step's. */
function rowOf(steps: readonly FlowStep[], state: TimelineState): string | undefined {
  const { selected } = state;
  if (steps.some(({ id }) => id === selected)) return selected;
  const holder = steps.find((step) => step.members.some(({ id }) => id === selected));
  return holder !== undefined && isOpen(holder, state) ? `in ${selected}` : holder?.id;
}

/** An action that is selected is always listed. */
function isOpen(step: FlowStep, { selected, unfolded }: TimelineState): boolean {
  return unfolded.includes(step.id) || (selected !== step.id && step.members.some(({ id }) => id === selected));
}

function renderStep(step: FlowStep, stop: string | undefined, state: TimelineState, actions: TimelineActions): TemplateResult {
  const open = isOpen(step, state);
  const held = step.id === state.selected || step.members.some(({ id }) => id === state.selected);
  return html`<li class=${held ? 'selected' : ''}>
    <div class="line-of">
      ${renderRow(step, { row: step.id, pressed: held, stop: stop === step.id }, actions)}
      <span class="cites">${renderStepCites(step, actions)}</span>
    </div>
    ${step.members.length === 0 ? nothing : renderMembers(step, { open, stop, selected: state.selected }, actions)}
  </li>`;
}

/** What a folded step rests on may be a long list, and each of its actions has its own share of it. */
function renderStepCites({ cites, members }: FlowStep, { openEvidence }: TimelineActions): TemplateResult {
  const shown = members.length === 0 ? cites : cites.slice(0, mostCites);
  const more = cites.length - shown.length;
  return html`${renderCites(shown, openEvidence)}${more === 0 ? nothing : html` <span class="hint">+${more}</span>`}`;
}

type Members = { readonly open: boolean; readonly stop: string | undefined; readonly selected: string | undefined };

function renderMembers(step: FlowStep, { open, stop, selected }: Members, actions: TimelineActions): TemplateResult {
  const list = `actions-of-${step.id}`;
  return html`<button
      class="unfold"
      type="button"
      aria-expanded=${open ? 'true' : 'false'}
      aria-controls=${list}
      @click=${() => actions.unfold(step.id, !open)}
    ><span class="codicon codicon-chevron-${open ? 'down' : 'right'}" aria-hidden="true"></span>${step.members.length} actions</button>
    <ol id=${list} class="members" ?hidden=${!open}>
      ${
        open
          ? step.members.map(
              (member) => html`<li class="line-of ${selected === member.id && selected !== step.id ? 'chosen' : ''}">
                ${renderRow(member, { row: memberRow(member), pressed: selected === member.id && selected !== step.id, stop: stop === memberRow(member) }, actions)}
                <span class="cites">${renderCites(member.cites, actions.openEvidence)}</span>
              </li>`,
            )
          : nothing
      }
    </ol>`;
}

type Row = { readonly row: string; readonly pressed: boolean; readonly stop: boolean };

function renderRow(told: FlowAction, { row, pressed, stop }: Row, { select }: TimelineActions): TemplateResult {
  return html`<button
    class="row"
    type="button"
    data-step=${row}
    tabindex=${stop ? 0 : -1}
    aria-pressed=${pressed ? 'true' : 'false'}
    title="${told.boundary}: ${told.action}"
    @click=${() => select(told.id)}
  >
    <time datetime=${told.at}>${told.at.slice(11, 19)}</time>
    ${renderRole(told.role)}
    <span class="what"><span class="action">${told.action}</span><span class="place">${told.boundary}</span></span>
  </button>`;
}

/** The sign for the eye, what it means for the ear. */
function renderRole(role: FlowAction['role']): TemplateResult {
  if (role === 'step') return html`<span class="role"></span>`;
  return html`<span class="role" role="img" aria-label=${roleWords[role]}>${marks[role]}</span>`;
}
