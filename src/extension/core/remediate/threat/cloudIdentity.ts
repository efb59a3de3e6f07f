import { cloudCallOf } from '../../facts/cloudCall.ts';
import { given } from '../../facts/given.ts';
import type { Threat } from '../../model/remediation.ts';

/** The AWS identity that a threat implicates, as its events name it: the role whose session was used, and the user and key that were made or used. */
export type CloudIdentity = { readonly role?: string; readonly user?: string; readonly accessKey?: string };

/** Undefined where no event is a call to AWS that names one: then nothing of AWS is asked. */
export function cloudIdentityOf({ events }: Pick<Threat, 'events'>): CloudIdentity | undefined {
  const calls = events
    .map(({ value }) => cloudCallOf(value))
    .filter((call) => call !== undefined)
    .filter(({ error, byService }) => error === undefined && !byService);
  const role = calls.map((call) => call.role).find((name) => name !== undefined);
  const made = calls.find(({ createdKey }) => createdKey !== undefined);
  const user = made?.targetUser ?? calls.map(userOf).find((name) => name !== undefined);
  const accessKey = made?.createdKey ?? calls.map(({ keyId }) => keyId).find((key) => key !== undefined && /^AKIA/.test(key));
  if (role === undefined && user === undefined && accessKey === undefined) return undefined;
  return { ...given('role', role), ...given('user', user), ...given('accessKey', accessKey) };
}

/** The name of an IAM user who called; a role's session is no user. */
function userOf({ arn, role }: { readonly arn?: string; readonly role?: string }): string | undefined {
  return role === undefined ? /^arn:aws[\w-]*:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/.exec(arn ?? '')?.[1] : undefined;
}
