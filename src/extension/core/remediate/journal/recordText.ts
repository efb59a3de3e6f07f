import * as z from 'zod';
import { jsonOf } from '../surfaces/jsonOf.ts';
import { type CapturedValue, type JournalRecord, phases } from './journal.ts';

const instant = z.number();
const word = z.string().min(1);

const command = z.strictObject({
  program: z.enum(['kubectl', 'aws']),
  argv: z.array(z.string()).readonly(),
  access: z.enum(['read', 'write']),
});

const request = z.discriminatedUnion('surface', [
  z.strictObject({
    surface: z.literal('sysdig'),
    type: word,
    parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).readonly(),
  }),
  z.strictObject({ surface: z.literal('sysdigUndo'), executionId: word }),
  z.strictObject({ surface: z.literal('command'), command }),
]);

const undo = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('undoAction') }),
  z.strictObject({ kind: z.literal('command'), command }),
  z.strictObject({ kind: z.literal('nothing') }),
  z.strictObject({ kind: z.literal('manual'), recovery: z.string() }),
]);

const captured: z.ZodType<CapturedValue> = z.json();

const record = z.strictObject({
  attempt: word,
  actionId: z.string(),
  eventId: z.string(),
  tenant: z.strictObject({ name: z.string(), region: z.string().exactOptional(), sample: z.boolean() }),
  name: z.string(),
  on: z.string(),
  surface: z.enum(['sysdig', 'kubectl', 'aws', 'ticket']),
  request,
  requestDigest: z.string(),
  place: z.string(),
  undo,
  captured: captured.exactOptional(),
  intendedAt: instant,
  phase: z.enum(phases),
  executionId: word.exactOptional(),
  status: z.enum(['done', 'failed']).exactOptional(),
  unclear: z.boolean().exactOptional(),
  said: z.string().exactOptional(),
  endedAt: instant.exactOptional(),
  undoes: word.exactOptional(),
  window: z.string(),
  caseFile: z.string().exactOptional(),
  responder: z.string().exactOptional(),
  storage: z.boolean().exactOptional(),
});

/** One record as a file keeps it. */
export function recordText(kept: JournalRecord): string {
  // The assignment is the point: a member that the schema does not know would make the record unreadable, and does not compile.
  const text: z.infer<typeof record> = kept;
  return `${JSON.stringify(text)}\n`;
}

/** Undefined for whatever is not exactly a record: cut off, of another version, or somebody else's. */
export function readRecord(text: string): JournalRecord | undefined {
  const parsed = record.safeParse(jsonOf(text));
  return parsed.success ? parsed.data : undefined;
}
