import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RemediationAction } from '../protocol/remediationPanel.ts';
import { type Button, renderButton } from './button.ts';
import type { Doing } from './doing.ts';
import { nameOf } from './words.ts';

/** What can be done with an action before it runs. What can not be done now stays, where it is told why, and does nothing. */
export function renderChoices(action: RemediationAction, doing: Doing): TemplateResult {
  const { id, can, blocked, surface } = action;
  const post = (type: 'run' | 'preview' | 'file' | 'showRequest') => () => doing.post({ type, action: id });
  const buttons: readonly (Button | false)[] = [
    (can.run || blocked !== undefined) &&
      turnedOff(can.run, blocked, { label: 'Run…', primary: true, title: 'Asks before anything runs', act: post('run') }),
    (can.preview || (blocked !== undefined && surface === 'kubectl')) &&
      turnedOff(can.preview, blocked, { label: 'Preview effect', act: post('preview') }),
    can.file && { label: 'File as ticket', act: post('file') },
    { label: 'Show whole request', act: post('showRequest') },
  ];
  return renderGroup(`Before it runs: ${nameOf(action)}`, buttons);
}

/** What can be done with one that has run, or is running. */
export function renderFollowUps(action: RemediationAction, doing: Doing): TemplateResult | typeof nothing {
  const { id, can, blocked, undo } = action;
  const undoable = undo?.status === 'offered' || undo?.status === 'failed';
  const buttons: readonly (Button | false)[] = [
    (can.undo || (undoable && blocked !== undefined)) &&
      turnedOff(can.undo, blocked, {
        label: 'Undo…',
        title: `${undo?.call ?? 'Undo'}: asks before anything runs`,
        act: () => doing.post({ type: 'undo', action: id }),
      }),
    can.checkAgain && { label: 'Check again', act: () => doing.post({ type: 'checkAgain', action: id }) },
    can.cancel && { label: 'Cancel', act: () => doing.post({ type: 'cancel' }) },
  ];
  return buttons.some((button) => button !== false) ? renderGroup(`Now that it ran: ${nameOf(action)}`, buttons) : nothing;
}

function turnedOff(works: boolean, blocked: string | undefined, button: Button): Button {
  return works ? button : { ...button, off: blocked };
}

/** By their labels, so that none becomes another one under the finger. */
function renderGroup(name: string, buttons: readonly (Button | false)[]): TemplateResult {
  const offered = buttons.filter((button) => button !== false);
  return html`<div class="actions" role="group" aria-label=${name}>${repeat(offered, ({ label }) => label, renderButton)}</div>`;
}
