import type { SecurityEvent } from '../model/threat.ts';
import { logins } from './ancestors.ts';
import { clientOf } from './connection.ts';
import { given } from './given.ts';
import { processOf } from './processOf.ts';

/** Somebody let in by a login server. */
export type Login = { readonly server: string; readonly client: string; readonly user?: string };

/** A login that succeeded, as far as the event tells; attempts let nobody in. */
export function loginOf(event: SecurityEvent): Login | undefined {
  const { fields, rule } = event;
  const server = processOf(event)?.name;
  const client = clientOf(event);
  if (server === undefined || !logins.test(server) || client === undefined) return undefined;
  const result = fields['evt.res'];
  if (result !== undefined ? /^E[A-Z]/.test(result) : /\b(fail\w*|guess\w*|brute\w*|invalid|denied|rejected|attempts?)\b/i.test(rule ?? ''))
    return undefined;
  return { server, client, ...given('user', loginUserOf(event)) };
}

/** Who is logged in, as the session says, and else the command line of the session's own process ("sshd: deploy@pts/0"). */
export function loginUserOf({ fields }: SecurityEvent): string | undefined {
  return fields['user.loginname'] ?? /^sshd(?:-session)?: ([^@\s[]+)(?:@| \[priv\])/.exec(fields['proc.cmdline'] ?? '')?.[1];
}
