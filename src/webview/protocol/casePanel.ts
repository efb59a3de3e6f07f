import * as z from 'zod';

/** A sentence as Markdown that core/report has escaped, with the evidence that it cites. */
const sentence = z.strictObject({ markdown: z.string(), cites: z.array(z.string()) });

/** What the timeline tells of one action; every string is plain text. */
const action = {
  id: z.string(),
  /** ISO, UTC */
  at: z.string(),
  boundary: z.string(),
  action: z.string(),
  role: z.enum(['entry', 'malicious', 'step']),
  cites: z.array(z.string()),
};

/** A drawn node. */
const step = z.strictObject({
  ...action,
  /** id of the boundary, which is the frame's in the drawing */
  place: z.string(),
  /** what it was folded from, in order of time, itself first; empty where nothing was folded */
  members: z.array(z.strictObject(action)),
  /** the nodes that led to it, and why */
  after: z.array(z.strictObject({ from: z.string(), inferred: z.boolean(), why: z.string() })),
});

/** An indicator as the case names it: defanged, plain text. */
const indicator = z.strictObject({
  kind: z.string(),
  value: z.string(),
  seen: z.string(),
  role: z.string(),
  known: z.string(),
  cites: z.array(z.string()),
});

/** What a refresh found different; plain text. */
const changes = z.strictObject({
  /** ISO, UTC: when the case was told before */
  since: z.string(),
  fresh: z.array(z.string()),
  changed: z.array(z.strictObject({ before: z.string(), after: z.string() })),
  gone: z.array(z.string()),
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
  indicators: z.array(indicator),
  changes: z.optional(changes),
  caseFile: z.optional(z.string()),
  /** id of a drawn node, or of an action that was folded into one */
  selected: z.optional(z.string()),
});
export type CaseView = z.infer<typeof caseView>;

export const toCasePanel = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('view'), view: caseView }),
  z.strictObject({ type: z.literal('select'), step: z.string() }),
  /** asks for the drawing as it stands; the answer carries the number */
  z.strictObject({ type: z.literal('requestDrawing'), request: z.number() }),
  /** something that the host did for the panel, to be told there; plain text */
  z.strictObject({ type: z.literal('notice'), text: z.string() }),
]);
export type ToCasePanel = z.infer<typeof toCasePanel>;

/** Ids only: nothing that a webview sends is ever run or opened as it stands, and a drawing is used only after core/report has checked it. */
export const caseIntent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('selectStep'), step: z.string() }),
  z.strictObject({ type: z.literal('openEvidence'), evidence: z.string() }),
  z.strictObject({ type: z.literal('openCase') }),
  z.strictObject({ type: z.literal('exportCase') }),
  z.strictObject({ type: z.literal('remediate') }),
  z.strictObject({ type: z.literal('handOff') }),
  z.strictObject({ type: z.literal('copyDiagram') }),
  z.strictObject({ type: z.literal('copySvg') }),
  z.strictObject({ type: z.literal('copyIndicators') }),
  z.strictObject({ type: z.literal('exportIndicators') }),
  /** The answer to `requestDrawing`: the drawing as SVG that needs nothing beside it; absent where nothing is drawn. */
  z.strictObject({ type: z.literal('drawing'), request: z.number(), svg: z.optional(z.string().max(1_000_000)) }),
  /** Investigate the same trigger again, as far as the view's `wider` says. */
  z.strictObject({ type: z.literal('lookWider') }),
  /** The drawing failed; `reason` is logged, never shown as markup. */
  z.strictObject({ type: z.literal('drawFailed'), reason: z.string().max(500) }),
]);
export type CaseIntent = z.infer<typeof caseIntent>;
