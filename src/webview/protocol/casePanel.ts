import * as z from 'zod';

/** A sentence as Markdown that core/report has escaped, with the evidence that it cites. */
const sentence = z.strictObject({ markdown: z.string(), cites: z.array(z.string()) });

const step = z.strictObject({
  id: z.string(),
  /** ISO, UTC */
  at: z.string(),
  boundary: z.string(),
  /** plain text */
  action: z.string(),
  role: z.enum(['entry', 'malicious', 'step']),
  cites: z.array(z.string()),
});

/** The whole panel, always complete: the host posts it on `ready` and after every change, never a delta. */
export const caseView = z.strictObject({
  /** id of the threat, group or event that the case began with */
  trigger: z.string(),
  title: z.string(),
  tenant: z.strictObject({ name: z.string(), region: z.optional(z.string()), sample: z.boolean() }),
  tactic: z.string(),
  confidence: z.number(),
  status: z.enum(['done', 'partial']),
  summary: z.array(sentence),
  /** truncated, skipped and failed parts, one sentence each */
  notLookedAt: z.array(sentence),
  /** every direction with what became of it */
  lookedAt: z.array(sentence),
  /** hours round the trigger and back from it */
  reach: z.strictObject({ around: z.number(), before: z.number() }),
  /** as far as "look wider" would look; absent where there is no further */
  wider: z.optional(z.strictObject({ around: z.number(), before: z.number() })),
  flow: z.discriminatedUnion('status', [
    z.strictObject({ status: z.literal('done'), mermaid: z.string(), steps: z.array(step) }),
    /** too little for a drawing; the steps are what is linked all the same, at least the trigger */
    z.strictObject({ status: z.literal('none'), reason: z.string(), steps: z.array(step) }),
  ]),
  caseFile: z.optional(z.string()),
  selected: z.optional(z.string()),
});
export type CaseView = z.infer<typeof caseView>;

export const toCasePanel = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('view'), view: caseView }),
  z.strictObject({ type: z.literal('select'), step: z.string() }),
]);
export type ToCasePanel = z.infer<typeof toCasePanel>;

/** Ids only: nothing that a webview sends is ever run, opened or written as it stands. */
export const caseIntent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('selectStep'), step: z.string() }),
  z.strictObject({ type: z.literal('openEvidence'), evidence: z.string() }),
  z.strictObject({ type: z.literal('openCase') }),
  z.strictObject({ type: z.literal('copyDiagram') }),
  /** Investigate the same trigger again, as far as the view's `wider` says. */
  z.strictObject({ type: z.literal('lookWider') }),
  /** The drawing failed; `reason` is logged, never shown as markup. */
  z.strictObject({ type: z.literal('drawFailed'), reason: z.string().max(500) }),
]);
export type CaseIntent = z.infer<typeof caseIntent>;
