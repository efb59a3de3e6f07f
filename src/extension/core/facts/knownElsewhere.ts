import type { SecurityEvent } from '../model/threat.ts';
import { beginsSession } from './awsSession.ts';
import { cloudCallOf } from './cloudCall.ts';
import { codeEventOf } from './codeEvent.ts';
import { personIn } from './persons.ts';

/** Whether who acted may be known again in logs that name none of the event's places: a person, a repository's pipeline, a role's session. */
export function mayHaveLogged(event: SecurityEvent): boolean {
  return mayHaveAsked(event) || codeEventOf(event)?.repository !== undefined || isOfSession(event);
}

/** Whether the same may ask something of a cluster's API server: only a person's name is told there. */
export function mayHaveAsked(event: SecurityEvent): boolean {
  return personIn(event) !== undefined;
}

/** Begins a session, or is a call by one that somebody began; the session of an instance began with the instance. */
function isOfSession(event: SecurityEvent): boolean {
  const call = cloudCallOf(event);
  if (call === undefined || call.byService || call.sessionInstance !== undefined) return false;
  return call.role !== undefined || beginsSession(call);
}
