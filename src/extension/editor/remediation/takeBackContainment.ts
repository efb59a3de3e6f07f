import * as vscode from 'vscode';
import type { Containment } from '../../core/remediate/journal/ledger.ts';
import type { Grants } from '../../core/remediate/places/grants.ts';
import type { Live, Road } from '../../core/remediate/session/road.ts';
import { takeBack } from '../../core/remediate/session/takeBack.ts';
import { plainPhrase } from '../../core/report/plainText.ts';
import { createResponseTools } from '../../core/tools/responseTools.ts';
import { createNarrator } from '../investigation/narrator.ts';
import { createAsks } from './asksInEditor.ts';
import { machineSettings } from './machineSettings.ts';
import type { RemediationPorts } from './remediation.ts';
import type { ShownRequests } from './shownRequests.ts';

type Ports = RemediationPorts & {
  readonly grants: Grants;
  readonly requests: ShownRequests;
  readonly window: string;
  readonly isReadOnly: () => boolean;
  /** fires when acting is switched off or every grant is revoked */
  readonly stopped: AbortSignal;
};

/** Takes one execution of the tenant back, on the road of every undo: its own dialog, its own yes, its own attempt in the journal. */
export async function takeBackContainment(containment: Containment, executionId: string, ports: Ports): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Taking back'), cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const tenant = await ports.session.tenant(cancel.signal);
    const signal = AbortSignal.any([cancel.signal, tenant.ended, ports.stopped]);
    const { kubePlace, awsScope } = await machineSettings();
    const { clock, log, grants, window, questions, requests } = ports;
    const { record, name, on } = containment;
    const road: Road = {
      ...{ tenant: tenant.label, kubePlace, awsScope, clock, log, grants, window },
      ...{
        journal: await ports.journal(),
        narrator: createNarrator(progress, log),
        responses: createResponseTools(tenant.connection, clock, log),
      },
      ...{ asks: createAsks(questions, requests), live: () => liveOf(containment, ports) },
      caseFile: () => record?.caseFile,
      note: (text) => log.write('info', `remediation: ${text}`),
      onRun: () => undefined,
    };
    const of = {
      actionId: record?.actionId ?? executionId,
      name,
      on: plainPhrase(on),
      surface: 'sysdig',
      executionId,
      undo: { kind: 'undoAction' },
    } as const;
    const end = await takeBack({ ...of, ...(record !== undefined && { attempt: record.attempt }) }, {}, road, signal);
    if (end.kind === 'ran') tell(end.run, name);
  });
}

/** Nothing of a list counts here: what is taken back is what the tenant holds. */
function liveOf({ record }: Containment, { isReadOnly }: Ports): Live {
  return { eventId: record?.eventId ?? '', place: {}, readOnly: isReadOnly(), actions: [] };
}

function tell(
  { status, said, failure }: { readonly status: string; readonly said?: string; readonly failure?: { readonly why: string } },
  name: string,
): void {
  const words = said ?? failure?.why ?? '';
  const told =
    status === 'done' ? vscode.l10n.t('{0} is taken back.', name) : vscode.l10n.t('Taking back {0}: {1}. {2}', name, status, words);
  // A notification makes links of what looks like one, and these are the tenant's words.
  const text = told.replaceAll('](', '] (');
  void (status === 'failed' ? vscode.window.showErrorMessage(text) : vscode.window.showInformationMessage(text));
}
