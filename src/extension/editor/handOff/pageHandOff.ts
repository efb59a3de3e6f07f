import * as vscode from 'vscode';
import type { PageDraft } from '../../core/handoff/page.ts';
import { sendPage } from '../../core/handoff/pagerDuty.ts';
import type { RedactionClass } from '../../core/handoff/redactableValues.ts';
import { Failure, isAbort } from '../../core/model/failure.ts';
import { tellPaged } from './announcing.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import type { Outcome } from './outcome.ts';
import { type PagePlan, previewPage } from './pagePreview.ts';
import type { Pager } from './pager.ts';
import { redactionText } from './redactionQuestion.ts';
import { underProgress } from './sending.ts';

/** With `plan` a retry begins where the last try ended. */
export type PageStart = { readonly redact: readonly RedactionClass[]; readonly plan?: PagePlan };
export type PageEnd = { readonly outcome: Outcome; readonly plan: PagePlan };

const way = 'pagerduty';

/** One event for a document, previewed, and only after Submit sent (H-03, H-04). It may be sent again: its dedup key keeps it one incident. */
export async function handOffPage(handed: Handed, pager: Pager, start: PageStart, ports: HandOffTools): Promise<PageEnd> {
  const { draft, plan } = await previewPage(handed, pager, start.plan ?? { redact: start.redact, edits: {} }, ports);
  if (draft === undefined) return { outcome: { status: 'declined', way }, plan };
  return { outcome: await sendDraft(draft, pager, handed, ports), plan };
}

async function sendDraft(draft: PageDraft, { key: routingKey, endpoint }: Pager, handed: Handed, ports: HandOffTools): Promise<Outcome> {
  const { send, clock, log } = ports;
  const noted = { event: draft.eventId, redacted: redactionText(draft.removed) ?? 'nothing' };
  try {
    const title = vscode.l10n.t('Sending to PagerDuty');
    const paged = await underProgress(title, (signal) => sendPage(draft, { send, clock, routingKey, endpoint }, signal));
    log.write('info', 'hand off to PagerDuty', { ...noted, status: paged.status, dedupKey: draft.dedupKey });
    if (paged.status === 'unclear') return { status: 'unclear', way, failure: paged.failure };
    tellPaged(paged.dedupKey, handed, ports);
    return { status: 'arrived', way };
  } catch (error) {
    if (Failure.is(error)) return { status: 'failed', way, failure: error };
    if (!isAbort(error)) throw error;
    log.write('info', 'hand off to PagerDuty: cancelled while it was sent', noted);
    return { status: 'unclear', way, failure: cancelled(draft) };
  }
}

/** Cancel stops the waiting, not what was sent. */
function cancelled({ dedupKey }: PageDraft): Failure {
  return new Failure('timeout', {
    what: vscode.l10n.t('It is not known whether PagerDuty took the event'),
    why: vscode.l10n.t('It was cancelled while it was being sent'),
    fix: vscode.l10n.t('Look for an incident with dedup key {0}; Retry sends the same key, which makes no second incident', dedupKey),
  });
}
