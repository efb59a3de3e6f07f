import { given } from './given.ts';

/** What an AWS principal's ARN says of it. */
export type AwsIdentity = {
  readonly account?: string;
  /** role whose session it is */
  readonly role?: string;
  /** name that the session was given by whoever began it */
  readonly session?: string;
  readonly user?: string;
};

export function awsIdentityOf(arn: string): AwsIdentity {
  const [, account, kind, path = ''] = /^arn:[^:]*:(?:iam|sts)::(\d*):(user|assumed-role|role|federated-user)\/(.+)$/.exec(arn) ?? [];
  const parts = path.split('/');
  const name = parts.at(-1);
  return {
    ...given('account', account === '' ? undefined : account),
    ...given('role', kind === 'assumed-role' ? parts.at(-2) : kind === 'role' ? name : undefined),
    ...given('session', kind === 'assumed-role' ? name : undefined),
    ...given('user', kind === 'user' || kind === 'federated-user' ? name : undefined),
  };
}

/** A name under which a pipeline or a library begins all of its sessions, one after another and side by side. */
export function isSharedSession(session: string): boolean {
  return /^(GitHubActions|aws-sdk|botocore-session$|session\d*$|ci|gitlab|jenkins|build|deploy)/i.test(session);
}
