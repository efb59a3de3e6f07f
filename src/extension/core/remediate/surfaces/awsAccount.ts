import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Failure } from '../../model/failure.ts';
import type { PlaceMatch } from './clusterMatch.ts';
import { jsonOf } from './jsonOf.ts';

/** Whose credentials the AWS tool uses. `principal` is the ARN without the name of the session, which changes with every sign-in. */
export type AwsIdentity = { readonly account: string; readonly principal: string; readonly fingerprint: string };

const identity = z.looseObject({ Account: z.string().regex(/^\d{12}$/), Arn: z.string().startsWith('arn:') });

/** Reads what `sts get-caller-identity` printed. Throws Failure. */
export function readIdentity(stdout: string): AwsIdentity {
  const parsed = identity.safeParse(jsonOf(stdout));
  if (!parsed.success) {
    throw new Failure('malformed', {
      what: 'The AWS account could not be read',
      why: '`aws sts get-caller-identity` did not print an account and a principal',
      fix: 'Run it in a terminal and look at what it prints, then probe again',
    });
  }
  const { Account: account, Arn } = parsed.data;
  const principal = Arn.replace(/(:assumed-role\/[^/]+)\/.*$/, '$1');
  return { account, principal, fingerprint: createHash('sha256').update(`${account}\n${principal}`).digest('hex') };
}

/** Whether credentials are of the threat's account. */
export function matchesAccount(threatAccount: string | undefined, { account }: Pick<AwsIdentity, 'account'>): PlaceMatch {
  const wanted = threatAccount?.replace(/[\s-]/g, '') ?? '';
  if (!/^\d{12}$/.test(wanted)) return { kind: 'cannotTell', why: 'the threat names no AWS account' };
  if (wanted === account) return { kind: 'match' };
  return { kind: 'mismatch', why: `the credentials are of account ${account}, and the threat is in ${wanted}` };
}
