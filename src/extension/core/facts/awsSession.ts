import type { SecurityEvent } from '../model/threat.ts';
import { awsIdentityOf, isSharedSession } from './awsIdentity.ts';
import { type CloudCall, cloudCallOf } from './cloudCall.ts';
import { given } from './given.ts';
import { parameterOf } from './parameters.ts';

/** A session of a role as both its beginning and its calls name it. */
type AwsSession = {
  /** account/name */
  readonly role: string;
  readonly session?: string;
};

/** The API names that begin a session. */
export function beginsSession({ api }: CloudCall): boolean {
  return /^(AssumeRole\w*|GetSessionToken|GetFederationToken)$/.test(api);
}

/** The session that the call began, by its role and its own name, as the answer or else the request says; undefined where neither names a role. */
export function begunSession(event: SecurityEvent): AwsSession | undefined {
  const answered = parameterOf(event, 'response', 'arn');
  const asked = parameterOf(event, 'request', 'rolearn');
  const { account, role, session } = [answered, asked].map((arn) => awsIdentityOf(arn ?? '')).find((one) => one.role !== undefined) ?? {};
  if (account === undefined || role === undefined) return undefined;
  return { role: `${account}/${role}`, ...given('session', session ?? parameterOf(event, 'request', 'rolesessionname')) };
}

/** By what the session of a call, and the call that began it, know each other. Without a name of its own a session is any of its role. */
export function sessionKeys(event: SecurityEvent): readonly string[] {
  const call = cloudCallOf(event);
  if (call === undefined || call.byService) return [];
  const ofCaller =
    call.role === undefined || call.account === undefined ? [] : [`role ${call.account}/${call.role}`, named(call.account, call)];
  const begun = beginsSession(call) ? begunSession(event) : undefined;
  const own = begun === undefined ? [] : [isOwn(begun.session) ? `session ${begun.role}/${begun.session}` : `role ${begun.role}`];
  const keys = [call.keyId, call.createdKey].flatMap((key) => (key === undefined ? [] : [`key ${key}`]));
  return [...ofCaller, ...own, ...keys].filter((key) => key !== undefined);
}

function named(account: string, { role, session }: CloudCall): string | undefined {
  return isOwn(session) ? `session ${account}/${role}/${session}` : undefined;
}

function isOwn(session: string | undefined): boolean {
  return session !== undefined && !isSharedSession(session);
}
