import { Failure } from '../model/failure.ts';
import type { Clock } from '../model/ports.ts';
import { type Attached, attachCase } from './attachCase.ts';
import { type HandoffKey, keyLabels, keyName } from './handoffKey.ts';
import { type TicketDraft, type TicketProblem, ticketProblems } from './ticket.ts';
import type { Ticket, TicketDoor } from './ticketDoor.ts';

/** `at` in milliseconds; without a ticket it is not known whether one was filed. */
export type Filing = { readonly at: number; readonly ticket?: Ticket };

/**
 * What became of earlier tries, by filingKey; a Map does, where it need not outlive the window. It bridges the time until a door's search
 * shows a new ticket. What `set` returns is waited for, so that a try is on record before it is sent.
 */
export type Filings = {
  get(key: string): Filing | undefined;
  set(key: string, filing: Filing): unknown;
  delete(key: string): unknown;
};

/** `alreadyFiled`: no ticket was made, this one is there. `unknown`: a ticket may exist; the failure says what to look at. */
export type Filed =
  | { readonly status: 'created'; readonly ticket: Ticket; readonly attached: Attached }
  | { readonly status: 'alreadyFiled'; readonly ticket: Ticket }
  | { readonly status: 'unknown'; readonly failure: Failure };

type Given = { readonly clock: Clock; readonly filings: Filings };

/** Jira's search shows a new issue within seconds, minutes at worst; after this long its word counts again. */
const searchLagMs = 600_000;
/** When an unclear creation is looked for, in milliseconds after it. */
const looks = [0, 2_000, 5_000] as const;

/**
 * Files a draft once (H-02): a ticket of the same key is looked for before, and after a creation whose outcome is not known; that one is never repeated,
 * by a second call neither as long as the search may lag behind. Throws Failure where certainly nothing was filed; rejects when the signal fires.
 */
export async function fileTicket(door: TicketDoor, draft: TicketDraft, given: Given, signal: AbortSignal): Promise<Filed> {
  const { clock, filings } = given;
  const [problem] = ticketProblems(draft);
  if (problem !== undefined) throw incomplete(door, draft, problem);
  const found = await door.find?.(draft, signal);
  if (found !== undefined) return { status: 'alreadyFiled', ticket: found };
  const earlier = filings.get(filingKey(door, draft));
  if (earlier !== undefined && counts(earlier, door, clock)) {
    return earlier.ticket === undefined
      ? { status: 'unknown', failure: uncertain(door, draft, 'an earlier try was not answered') }
      : { status: 'alreadyFiled', ticket: earlier.ticket };
  }
  // Noted before it is sent: a window that closes, or a person who cancels, leaves an unclear outcome as well.
  await filings.set(filingKey(door, draft), { at: clock.now() });
  const creation = await created(door, draft, filings, signal);
  if (creation.status === 'unclear') return lookedFor(door, draft, creation.failure, given, signal);
  await filings.set(filingKey(door, draft), { at: clock.now(), ticket: creation.ticket });
  return { status: 'created', ticket: creation.ticket, attached: await attachCase(door, creation.ticket, draft, signal) };
}

/** A search that had its time knows better; where there is none, a ticket that was filed is remembered for good. */
function counts({ at, ticket }: Filing, { find }: TicketDoor, clock: Clock): boolean {
  return clock.now() - at < searchLagMs || (find === undefined && ticket !== undefined);
}

/** What a filing is remembered by. The same site may be reached through two doors, so the door's name is no part of it. */
export function filingKey({ product }: TicketDoor, key: HandoffKey): string {
  return `${product} ${keyName(key)}`;
}

async function created(door: TicketDoor, draft: TicketDraft, filings: Filings, signal: AbortSignal) {
  try {
    return await door.create(draft, signal);
  } catch (error) {
    if (Failure.is(error)) await filings.delete(filingKey(door, draft));
    throw error;
  }
}

async function lookedFor(
  door: TicketDoor,
  draft: TicketDraft,
  cause: Failure,
  { clock, filings }: Given,
  signal: AbortSignal,
): Promise<Filed> {
  const failure = uncertain(door, draft, cause.why);
  if (door.find === undefined) return { status: 'unknown', failure };
  const started = clock.now();
  for (const after of looks) {
    await clock.sleep(Math.max(0, started + after - clock.now()), signal);
    const ticket = await found(door.find, draft, signal);
    if (ticket === undefined) continue;
    await filings.set(filingKey(door, draft), { at: clock.now(), ticket });
    await attachCase(door, ticket, draft, signal);
    return { status: 'alreadyFiled', ticket };
  }
  return { status: 'unknown', failure };
}

/** A search that fails after an unclear creation finds nothing; what is told is the creation. */
async function found(find: NonNullable<TicketDoor['find']>, key: HandoffKey, signal: AbortSignal): Promise<Ticket | undefined> {
  try {
    return await find(key, signal);
  } catch (error) {
    if (Failure.is(error)) return undefined;
    throw error;
  }
}

function uncertain(door: TicketDoor, draft: TicketDraft, why: string): Failure {
  const { kind, eventId, actionId = eventId, kept } = draft;
  const of = kind === 'action' ? 'action' : 'event';
  const sign = door.product === 'Jira' ? `the label ${keyLabels(draft)[0]}` : `the ${of} id ${actionId}`;
  return new Failure('timeout', {
    what: `It is not known whether the ${door.product} ticket was filed`,
    why: `${door.name}: ${why}, and no ticket of this ${of} can be found yet`,
    fix: `Look in ${draft.projectKey} for ${sign} before you try again in 10 minutes; ${kept}`,
  });
}

function incomplete(door: TicketDoor, draft: TicketDraft, { field, problem }: TicketProblem): Failure {
  return new Failure('invalid', {
    what: `The ${door.product} ticket was not filed`,
    why: `${field}: ${problem}`,
    fix: `Edit the field and submit again; ${draft.kept}`,
  });
}
