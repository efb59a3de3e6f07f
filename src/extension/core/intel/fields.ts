import * as z from 'zod';
import { malformed } from './sourceFailure.ts';

// Building blocks for answers: what is missing, empty or of another type is absent, never an error and never a default.
export const text = z.string().trim().min(1).optional().catch(undefined);
export const number = z.number().optional().catch(undefined);

/** The answer as `schema` reads it. Throws Failure 'malformed'. */
export function parseJson<T>(source: string, answer: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(answer);
  } catch (error) {
    if (error instanceof SyntaxError) throw malformed(source, 'it is no JSON');
    throw error;
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw malformed(source, `${read.error.issues[0]?.path.join('.') || 'the answer'} is not what was expected`);
}
