import type { RemediationView } from '../../../webview/protocol/remediationPanel.ts';
import type { RemediationState } from '../../core/remediate/session/state.ts';
import { plainText } from '../../core/report/plainText.ts';

/** The watch after the last action, with its honest sentence (R-20, X-06). */
export function viewWatch({ watch }: RemediationState): Pick<RemediationView, 'watch'> {
  if (watch === undefined) return {};
  const { state, polls, of, refires, honest, timeline } = watch;
  const fired = watch.refireCount ?? refires.length;
  return {
    watch: {
      ...{ state, polls, of, refires: [...refires] },
      line: `${polls} of ${of} looks: ${fired === 0 ? 'it did not fire again' : fired === 1 ? 'it fired again once' : `it fired again ${fired} times`}.`,
      ...(honest !== undefined && { honest: plainText(honest) }),
      timeline: timeline.map(({ at, text }) => ({ at: new Date(at).toISOString(), text: plainText(text) })),
      canWatchLonger: state !== 'watching' && state !== 'still_active',
    },
  };
}
