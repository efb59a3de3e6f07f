import type { Failure } from '../model/failure.ts';
import type { HandoffKey } from './handoffKey.ts';
import type { Attachment, TicketDraft } from './ticket.ts';

/** `link` is where a person reads it; absent where the answer does not tell. `site` as in Project. */
export type Ticket = { readonly key: string; readonly link?: string; readonly site?: string };

/** A Jira project, or a team of Linear. `site` is the id of its site where the door knows several. */
export type Project = { readonly key: string; readonly name: string; readonly site?: string };

/** `unclear`: sent, and no answer says whether it was filed. What was certainly not filed throws Failure instead. */
export type Creation = { readonly status: 'created'; readonly ticket: Ticket } | { readonly status: 'unclear'; readonly failure: Failure };

/** As Creation: what was certainly not added throws Failure. */
export type Commenting = { readonly status: 'added' } | { readonly status: 'unclear'; readonly failure: Failure };

/**
 * A place for tickets. What a door can not do is absent: without `find` a repeat is held back by memory alone, without `attach` the file stays
 * on this machine, without `comment` a ticket stays as it was filed. All of it throws Failure, and rejects when the signal fires.
 */
export type TicketDoor = {
  readonly kind: 'rest' | 'tools';
  readonly product: 'Jira' | 'Linear';
  /** what it is reached by, for the preview: a site or the name of a tool */
  readonly name: string;
  readonly projects?: (query: string, signal: AbortSignal) => Promise<readonly Project[]>;
  readonly find?: (key: HandoffKey, signal: AbortSignal) => Promise<Ticket | undefined>;
  readonly create: (draft: TicketDraft, signal: AbortSignal) => Promise<Creation>;
  readonly attach?: (key: string, attachment: Attachment, signal: AbortSignal) => Promise<void>;
  /** the draft's body below a ticket that is there already */
  readonly comment?: (key: string, draft: TicketDraft, signal: AbortSignal) => Promise<Commenting>;
};
