import * as vscode from 'vscode';
import { type Filed, type Filing, type Filings, fileTicket } from '../../core/handoff/fileTicket.ts';
import type { RedactionClass } from '../../core/handoff/redactableValues.ts';
import type { Attachment, TicketDraft } from '../../core/handoff/ticket.ts';
import type { Ticket, TicketDoor } from '../../core/handoff/ticketDoor.ts';
import { Failure, isAbort } from '../../core/model/failure.ts';
import { rowText } from '../rowText.ts';
import { tellExisting, tellFiled } from './announcing.ts';
import { handOffToExisting } from './existingTicket.ts';
import type { Handed } from './handedCase.ts';
import type { HandOffTools } from './handOff.ts';
import type { Outcome } from './outcome.ts';
import { projectFor } from './projectQuestion.ts';
import { redactionText } from './redactionQuestion.ts';
import { underProgress } from './sending.ts';
import type { TicketPlan } from './ticketFields.ts';
import { previewTicket } from './ticketPreview.ts';

/**
 * `preferred` is the project that was chosen before; with `plan` a retry begins where the last try ended. `below` is the ticket that this is meant to
 * stand below: then none is looked for.
 */
export type TicketStart = {
  readonly redact: readonly RedactionClass[];
  readonly preferred?: string;
  readonly plan?: TicketPlan;
  readonly below?: Ticket;
};

/** `project` is one that the user chose, whether or not it came to a ticket. */
export type TicketEnd = { readonly outcome: Outcome; readonly plan?: TicketPlan; readonly project?: string };

const way = 'jira';

/** One ticket for a document: looked for, previewed, and only after Submit filed (H-02, H-04). A Failure becomes an outcome; a fault of ours is thrown. */
export async function handOffTicket(handed: Handed, door: TicketDoor, start: TicketStart, ports: HandOffTools): Promise<TicketEnd> {
  let { plan } = start;
  const ended = (outcome: Outcome): TicketEnd => ({ outcome, ...(plan && { plan, ...chosenIn(plan, door) }) });
  try {
    const existing = start.below ?? (await findTicket(handed, door));
    if (existing !== undefined)
      return ended(await goBelow(existing, handed, door, { ...start, redact: plan?.redact ?? start.redact }, ports));
    const project = plan?.project ?? (await projectFor(door, start.preferred, ports));
    if (project === undefined) return ended({ status: 'declined', way });
    const previewed = await previewTicket(handed, door, plan ?? { project, redact: start.redact, edits: {} }, ports);
    plan = previewed.plan;
    if (previewed.draft === undefined) return ended({ status: 'declined', way });
    return ended(await fileDraft(previewed.draft, handed, door, ports));
  } catch (error) {
    if (Failure.is(error)) return ended({ status: 'failed', way, failure: error });
    // Cancel, before anything was sent.
    if (isAbort(error)) return ended({ status: 'declined', way });
    throw error;
  }
}

/** An action's ticket says all that there is to say already. */
async function goBelow(existing: Ticket, handed: Handed, door: TicketDoor, { redact, below }: TicketStart, ports: HandOffTools) {
  if (handed.of.kind !== 'action') return handOffToExisting(existing, handed, door, { redact, meant: below !== undefined }, ports);
  tellExisting(existing, handed, ports);
  return { status: 'arrived', way, ticket: existing } as const;
}

/** A ticket of this event or action, whoever filed it: there is never a second one. */
export async function findTicket({ of }: Handed, { find }: TicketDoor): Promise<Ticket | undefined> {
  const title =
    of.kind === 'action' ? vscode.l10n.t('Looking for a ticket of this action') : vscode.l10n.t('Looking for a ticket of this event');
  return find && underProgress(title, (signal) => find(of, signal));
}

async function fileDraft(draft: TicketDraft, handed: Handed, door: TicketDoor, ports: HandOffTools): Promise<Outcome> {
  const title = vscode.l10n.t('Filing the ticket in {0}', rowText(draft.projectKey));
  const { clock, log } = ports;
  const tried = watchedFilings(ports.filings);
  const redacted = redactionText(draft.removed) ?? 'nothing';
  try {
    const filed = await underProgress(title, (signal) => fileTicket(door, draft, { clock, filings: tried.filings }, signal));
    log.write('info', 'hand off to a ticket', { event: draft.eventId, status: filed.status, redacted });
    return outcomeOf(filed, handed, ports);
  } catch (error) {
    if (!isAbort(error)) throw error;
    log.write('info', 'hand off to a ticket: cancelled while it was sent', { event: draft.eventId, redacted });
    return cancelled(tried.last(), draft, handed, ports);
  }
}

function outcomeOf(filed: Filed, handed: Handed, ports: HandOffTools): Outcome {
  if (filed.status === 'unknown') return { status: 'unclear', way, failure: filed.failure };
  if (filed.status === 'alreadyFiled') tellExisting(filed.ticket, handed, ports);
  else tellFiled(filed.ticket, filed.attached, handed, ports);
  return { status: 'arrived', way, ticket: filed.ticket };
}

/** The window's memory of what it filed, and how far this try came: it is noted before it is sent. */
function watchedFilings(filings: Filings): { readonly filings: Filings; readonly last: () => Filing | undefined } {
  let last: Filing | undefined;
  return {
    last: () => last,
    filings: {
      get: (key) => filings.get(key),
      set: (key, filing) => {
        last = filing;
        filings.set(key, filing);
      },
      delete: (key) => {
        last = undefined;
        filings.delete(key);
      },
    },
  };
}

/** Cancel stops the waiting, not what was sent. */
function cancelled(filing: Filing | undefined, draft: TicketDraft, handed: Handed, ports: HandOffTools): Outcome {
  if (filing === undefined) return { status: 'declined', way };
  if (filing.ticket !== undefined) {
    tellFiled(filing.ticket, draft.attachment ? cancelledFile(filing.ticket, draft.attachment) : 'done', handed, ports);
    return { status: 'arrived', way, ticket: filing.ticket };
  }
  const failure = new Failure('timeout', {
    what: vscode.l10n.t('It is not known whether the ticket was filed'),
    why: vscode.l10n.t('It was cancelled while it was being sent'),
    fix: vscode.l10n.t('Look in {0} for event {1}; Retry looks there as well before it files anything', draft.projectKey, draft.eventId),
  });
  return { status: 'unclear', way, failure };
}

/** The ticket was filed by then, its file was still on the way. */
function cancelledFile({ key }: Ticket, { file }: Attachment): Failure {
  return new Failure('timeout', {
    what: vscode.l10n.t('The case file was not attached to {0}', key),
    why: vscode.l10n.t('it was cancelled'),
    fix: vscode.l10n.t('Attach {0} by hand', file),
  });
}

/** A team of Linear's is no project of Jira's, which is what the shared state remembers. */
function chosenIn({ project }: TicketPlan, { product }: TicketDoor): { readonly project?: string } {
  return project.chosen && product === 'Jira' ? { project: project.key } : {};
}
