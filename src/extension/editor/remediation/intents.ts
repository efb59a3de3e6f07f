import type { RemediationIntent } from '../../../webview/protocol/remediationPanel.ts';
import type { TenantLabel } from '../../core/model/case.ts';
import type { RemediationSession } from '../../core/remediate/session/session.ts';
import { openCaseFile } from '../cases/caseEditor.ts';
import type { ChecklistPorts } from './checklist.ts';
import { showEffect } from './effectPreview.ts';
import { type ReadEvent, showEvent } from './eventEvidence.ts';
import { showProbeEvidence } from './probeEvidence.ts';
import { reportRemediation } from './remediationReport.ts';
import { requestLines } from './requestLines.ts';
import type { Seed } from './seeds.ts';

export type IntentPorts = ChecklistPorts & {
  readonly seed: Seed;
  readonly opened: () => RemediationSession;
  readonly label: () => TenantLabel;
  readonly post: () => void;
  readonly notice: (text: string) => void;
  readonly begin: () => Promise<void>;
  readonly readEvent: ReadEvent;
};

/** What each message of the panel does. Ids only: what they stand for is looked up in the session, and everything that acts asks first. */
export function createIntents(ports: IntentPorts): (intent: RemediationIntent) => Promise<void> {
  const { opened: session } = ports;
  return async (intent) => {
    switch (intent.type) {
      case 'ready':
        return ports.post();
      case 'select':
        return session().select(intent.action, intent.on);
      case 'describe':
        return session().describe(intent.words);
      case 'acceptReading':
        return session().acceptReading();
      case 'dropReading':
        return session().dropReading();
      case 'runSelected':
        return session().runSelected();
      case 'run':
        return session().run(intent.action);
      case 'file':
        return session().file(intent.action);
      case 'undo':
        return session().undo(intent.action);
      case 'checkAgain':
        return session().checkAgain(intent.action);
      case 'cancel':
        return session().cancel();
      case 'grantRead':
        return session().grantRead(intent.surface);
      case 'probeAgain':
        return ports.begin();
      case 'watchLonger':
        return session().watchLonger();
      case 'stopWatch':
        return session().stopWatch();
      case 'setReadOnly':
        return ports.setReadOnly(intent.on);
      case 'revokeGrants':
        return ports.revokeGrants();
      default:
        return show(intent, ports);
    }
  };
}

type Showing = Extract<RemediationIntent, { type: 'preview' | 'showRequest' | 'openEvidence' | 'openCase' | 'openEvent' | 'report' }>;

/** What opens something beside the checklist. */
async function show(intent: Showing, ports: IntentPorts): Promise<void> {
  const { state } = ports.opened();
  switch (intent.type) {
    case 'preview':
      return showEffect(intent.action, ports.opened(), ports);
    case 'showRequest': {
      const action = state.proposals.actions.find((one) => one.id === intent.action);
      return action && ports.requests.show({ title: action.name, lines: requestLines(action) });
    }
    case 'openEvidence':
      return showProbeEvidence(intent.evidence, state, ports.requests);
    case 'openCase':
      if (ports.seed.caseFile !== undefined) await openCaseFile(ports.seed.caseFile);
      return;
    case 'openEvent':
      return showEvent(intent.event, state, ports);
    case 'report':
      return reportRemediation(state, ports);
  }
}
