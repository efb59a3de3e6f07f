import type { SecurityEvent } from '../model/threat.ts';
import { fieldOf, fieldsUnder } from './fields.ts';

/** A parameter of a CloudTrail request or response by its lower-case name: a field of its own (`ct.request.username`) or inside the JSON text. */
export function parameterOf(event: SecurityEvent, side: 'request' | 'response', name: string): string | undefined {
  const own = fieldsUnder(event, `ct.${side}.`).find(([field]) => field.slice(field.lastIndexOf('.') + 1) === name);
  if (own !== undefined) return own[1];
  return inside(parsed(fieldOf(event, `ct.${side}`)), name);
}

/** Requests are nested a few levels deep; whoever writes one may nest it further than a stack holds. */
const deepest = 32;

function inside(body: unknown, name: string, depth = 0): string | undefined {
  if (body === null || typeof body !== 'object' || depth > deepest) return undefined;
  for (const [key, value] of Object.entries(body)) {
    if (key.toLowerCase() === name && typeof value === 'string' && value !== '') return value;
    const deeper = inside(value, name, depth + 1);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/** Some tenants give request and response as JSON text; what is not JSON is nothing that we can read. */
function parsed(value: string | undefined): unknown {
  if (value === undefined || !/^\s*[{[]/.test(value)) return undefined;
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
