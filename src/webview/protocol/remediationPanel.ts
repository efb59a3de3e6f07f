import * as z from 'zod';

/** Every string in here is plain text: the host has escaped and defanged nothing, the webview shows all of it by textContent. */
const cited = z.strictObject({ text: z.string(), cites: z.array(z.string()) });

const surface = z.enum(['sysdig', 'kubectl', 'aws', 'ticket']);

/** One part that the panel fills in by itself while it opens. */
const part = z.strictObject({
  name: z.string(),
  status: z.enum(['pending', 'in_progress', 'done', 'failed', 'skipped']),
  detail: z.optional(z.string()),
});

/** Cluster and account of the threat beside where kubectl and aws point. */
const place = z.strictObject({
  surface: z.enum(['kubectl', 'aws']),
  /** where the tool points, e.g. `prod-eu-1`; absent where it points nowhere or is not installed */
  points: z.optional(z.string()),
  match: z.enum(['match', 'mismatch', 'cannotTell', 'absent']),
  grant: z.enum(['none', 'read', 'refused']),
  /** why, and what to switch; one sentence */
  note: z.optional(z.string()),
  /** "Allow reading…" is offered */
  canGrant: z.boolean(),
});

const undo = z.strictObject({
  /** the exact call, e.g. `undo_response_action 5f3c…` */
  call: z.string(),
  status: z.enum(['offered', 'in_progress', 'done', 'failed', 'manual']),
  said: z.optional(z.string()),
});

const action = z.strictObject({
  id: z.string(),
  name: z.string(),
  verb: z.string(),
  on: z.string(),
  surface,
  responder: z.optional(z.string()),
  availability: z.strictObject({
    state: z.enum(['confirmed', 'unconfirmed', 'unavailable']),
    reason: z.string(),
    fix: z.optional(z.string()),
  }),
  does: z.string(),
  expected: z.string(),
  /** `known: false` reads "unknown: probe with …" */
  breaks: z.array(z.strictObject({ text: z.string(), cites: z.array(z.string()), known: z.boolean() })),
  watch: z.string(),
  why: cited,
  reversibility: z.strictObject({ kind: z.enum(['undo', 'inverse', 'nothing', 'never']), text: z.string() }),
  needs: z.array(z.strictObject({ text: z.string(), met: z.enum(['yes', 'no', 'unknown']) })),
  /** exact payload or command line */
  request: z.string(),
  status: z.enum(['pending', 'in_progress', 'done', 'failed', 'skipped']),
  decision: z.optional(z.enum(['approved', 'declined', 'filed'])),
  /** what the surface said, or what failed, why and the fix: one entry a line */
  said: z.array(z.string()),
  executionId: z.optional(z.string()),
  undo: z.optional(undo),
  selected: z.boolean(),
  can: z.strictObject({
    select: z.boolean(),
    run: z.boolean(),
    preview: z.boolean(),
    file: z.boolean(),
    undo: z.boolean(),
    checkAgain: z.boolean(),
    cancel: z.boolean(),
  }),
  /** why it can not be run now, where it can not */
  blocked: z.optional(z.string()),
});

/** The whole checklist, always complete: the host posts it on `ready` and after every change, never a delta. */
export const remediationView = z.strictObject({
  title: z.string(),
  eventId: z.string(),
  tenant: z.strictObject({ name: z.string(), region: z.optional(z.string()), sample: z.boolean() }),
  /** cluster / account of the threat, e.g. `prod-eu-1 / 123456789012`; absent parts are left out */
  threatPlace: z.string(),
  /** best effort only: started without an investigation; one sentence */
  banner: z.optional(z.string()),
  parts: z.array(part),
  /** what stopped everything, where something did */
  stopped: z.optional(z.strictObject({ what: z.string(), why: z.string(), fix: z.string() })),
  guard: z.array(place),
  known: z.array(cited),
  missing: z.array(z.string()),
  /** the mini-map, in the order of R-08; a gap has no cites and says "unknown: probe with …" */
  radius: z.array(
    z.strictObject({
      topic: z.string(),
      lines: z.array(z.strictObject({ text: z.string(), cites: z.array(z.string()), gap: z.boolean() })),
    }),
  ),
  permissions: z.array(
    z.strictObject({ what: z.string(), may: z.enum(['yes', 'no', 'unknown']), why: z.string(), fix: z.optional(z.string()) }),
  ),
  /** what others did on the same target */
  others: z.array(z.strictObject({ text: z.string(), cites: z.array(z.string()) })),
  /** why the list stands in this order */
  order: z.string(),
  stages: z.array(z.strictObject({ stage: z.enum(['evidence', 'containment', 'destruction']), actions: z.array(action) })),
  /** words that were read as a selection, to be confirmed before anything else happens */
  reading: z.optional(
    z.strictObject({
      words: z.string(),
      understood: z.array(z.strictObject({ id: z.string(), text: z.string() })),
      unclear: z.array(z.string()),
    }),
  ),
  /** the queue of "Run selected, one at a time": how many are left */
  queue: z.optional(z.strictObject({ left: z.number() })),
  watch: z.optional(
    z.strictObject({
      state: z.enum(['watching', 'cleared', 'still_active', 'inconclusive', 'stopped', 'failed']),
      polls: z.number(),
      of: z.number(),
      /** one sentence, e.g. "3 of 10: no re-fire" */
      line: z.string(),
      honest: z.optional(z.string()),
      refires: z.array(z.string()),
      timeline: z.array(z.strictObject({ at: z.string(), text: z.string() })),
      canWatchLonger: z.boolean(),
    }),
  ),
  /** the case that it began with, where there is one and it can be opened */
  caseFile: z.optional(z.string()),
  /** two paragraphs, once something was decided */
  summary: z.array(z.string()),
  canReport: z.boolean(),
  readOnly: z.boolean(),
  /** surfaces with a grant that could be revoked */
  grants: z.array(z.string()),
});
export type RemediationView = z.infer<typeof remediationView>;
export type RemediationAction = z.infer<typeof action>;

export const toRemediationPanel = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('view'), view: remediationView }),
  /** something that was done, to be told; plain text */
  z.strictObject({ type: z.literal('notice'), text: z.string() }),
]);
export type ToRemediationPanel = z.infer<typeof toRemediationPanel>;

const id = z.string().max(200);

/** Ids only, and the user's own words: nothing that a webview sends is ever run as it stands. */
export const remediationIntent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('select'), action: id, on: z.boolean() }),
  z.strictObject({ type: z.literal('describe'), words: z.string().max(2000) }),
  z.strictObject({ type: z.literal('acceptReading') }),
  z.strictObject({ type: z.literal('dropReading') }),
  z.strictObject({ type: z.literal('runSelected') }),
  z.strictObject({ type: z.literal('run'), action: id }),
  z.strictObject({ type: z.literal('preview'), action: id }),
  z.strictObject({ type: z.literal('showRequest'), action: id }),
  z.strictObject({ type: z.literal('file'), action: id }),
  z.strictObject({ type: z.literal('undo'), action: id }),
  z.strictObject({ type: z.literal('checkAgain'), action: id }),
  z.strictObject({ type: z.literal('cancel') }),
  z.strictObject({ type: z.literal('grantRead'), surface: z.enum(['kubectl', 'aws']) }),
  z.strictObject({ type: z.literal('probeAgain') }),
  z.strictObject({ type: z.literal('watchLonger') }),
  z.strictObject({ type: z.literal('stopWatch') }),
  z.strictObject({ type: z.literal('openEvidence'), evidence: id }),
  z.strictObject({ type: z.literal('openCase') }),
  z.strictObject({ type: z.literal('openEvent'), event: id }),
  z.strictObject({ type: z.literal('report') }),
  z.strictObject({ type: z.literal('setReadOnly'), on: z.boolean() }),
  z.strictObject({ type: z.literal('revokeGrants') }),
]);
export type RemediationIntent = z.infer<typeof remediationIntent>;
