import { actionDocument } from '../../../src/extension/core/handoff/actionDocument.ts';
import type { GivenAction } from '../../../src/extension/core/handoff/givenAction.ts';
import type { HandoffDocument } from '../../../src/extension/core/handoff/handoffDocument.ts';
import type { EvidenceId } from '../../../src/extension/core/model/evidence.ts';
import { code, phrase, text } from '../../../src/extension/core/model/phrase.ts';
import type { ProposedAction } from '../../../src/extension/core/model/remediation.ts';
import { caseFile, eventId } from './cases.ts';

export const line = 'kubectl --context=prod-eu-1 scale deployment/storefront --namespace=shop --replicas=0';

const role = code('arn:aws:iam::123456789012:role/storefront');

export function proposed(over: Partial<ProposedAction> = {}): ProposedAction {
  return {
    id: 'scale-1a2b3c',
    stage: 'containment',
    name: 'kubectl scale',
    verb: 'Scale to zero',
    on: phrase`${text('shop/storefront')}`,
    surface: 'kubectl',
    line,
    does: phrase`Sets ${code('storefront')} to no replica`,
    expected: phrase`No pod of it is left`,
    breaks: [
      { kind: 'known', phrase: phrase`3 of 3 replicas behind Service ${text('shop/storefront')} end`, cites: ['E4' as EvidenceId] },
      { kind: 'unknown', phrase: phrase`Who else uses ${role}: unknown, probe with aws` },
    ],
    watch: phrase`pods of ${code('storefront')}`,
    why: { phrase: phrase`${code('kdevtmpfsi')} ran in it`, cites: ['E7' as EvidenceId, 'list_events({"a":"[x](y)"})' as EvidenceId] },
    reversibility: { kind: 'inverse', how: phrase`Scale it back to 3` },
    needs: [
      { what: phrase`update on deployments`, met: true },
      { what: phrase`a person on call`, met: 'unknown' },
    ],
    availability: { state: 'unavailable', reason: 'no: auth can-i refuses', fix: 'ask for the role edit' },
    storage: false,
    removes: true,
    ...over,
  };
}

/** What a person is to run in the storefront, as the editor hands it over. */
export function action(over: Partial<GivenAction> = {}): HandoffDocument {
  return actionDocument({
    eventId,
    tenant: { name: 'acme', region: 'eu1', sample: false },
    action: proposed(),
    line,
    scope: { cluster: 'prod-eu-1', namespace: 'shop', workload: 'storefront', host: 'bastion', awsAccount: '123456789012' },
    caseFile,
    severity: 'high',
    tactic: 'execution',
    completedAt: '2026-06-10T10:00:00.000Z',
    ...over,
  });
}
