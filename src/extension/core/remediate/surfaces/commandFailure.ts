import type { Command, CommandOutcome } from '../../model/command.ts';
import { Failure, type FailureReason } from '../../model/failure.ts';
import { plainText } from '../../report/plainText.ts';
import { maskSecrets } from '../../report/secrets.ts';

type Row = {
  readonly program: Command['program'];
  readonly says: RegExp;
  readonly reason: FailureReason;
  readonly why: string;
  readonly fix: string;
};

const renewKube = 'Renew the credentials of this kube-context (SSO or cloud login), then probe again';
const renewAws = 'Renew the credentials of this profile (`aws sso login`, or new keys), then probe again';

// The tools have no machine-readable errors: these are their own words, of kubectl 1.20 to 1.32 and of both versions of the AWS tool. The first
// row that fits counts.
const rows: readonly Row[] = [
  {
    ...{
      program: 'kubectl',
      says: /must be logged in to the server|\(Unauthorized\)|no objects passed to scale Unauthorized|getting credentials: exec/,
      reason: 'unauthenticated',
    },
    ...{ why: 'the credentials of the kube-context have expired or are not accepted', fix: renewKube },
  },
  {
    ...{ program: 'kubectl', says: /\(Forbidden\)|\bis forbidden\b/, reason: 'forbidden' },
    ...{ why: 'the user of the kube-context may not do this', fix: 'Ask for the permission, or file the step as a ticket' },
  },
  {
    ...{
      program: 'kubectl',
      says: /\(NotFound\)|no objects passed to scale .* not found|doesn't have a resource type/,
      reason: 'notFound',
    },
    ...{ why: 'the cluster has no such object', fix: 'Probe again: it may be gone or renamed' },
  },
  {
    ...{ program: 'kubectl', says: /\(Conflict\)|Expected replicas to be|object has been modified|does not match/, reason: 'conflict' },
    ...{ why: 'the object is no longer as it was looked at', fix: 'Probe again and decide anew' },
  },
  {
    ...{ program: 'kubectl', says: /Client\.Timeout|context deadline exceeded|i\/o timeout|request canceled/, reason: 'timeout' },
    ...{ why: 'the cluster did not answer in time', fix: 'Check the way to the cluster (VPN, tunnel), then probe again' },
  },
  {
    ...{
      program: 'kubectl',
      says: /Unable to connect to the server|connection to the server .* was refused|no such host/,
      reason: 'unreachable',
    },
    ...{ why: 'the cluster can not be reached', fix: 'Check the way to the cluster (VPN, tunnel), then probe again' },
  },
  {
    ...{
      program: 'aws',
      says: /\(ExpiredToken\w*\)|\(RequestExpired\)|Token has expired|SSO session .* (?:expired|invalid)/,
      reason: 'unauthenticated',
    },
    ...{ why: 'the credentials of AWS have expired', fix: renewAws },
  },
  {
    says: /\((?:InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|AuthFailure)\)|Unable to locate credentials|config profile .* could not be found/,
    ...{ program: 'aws', reason: 'unauthenticated', why: 'there are no credentials of AWS that it accepts', fix: renewAws },
  },
  {
    ...{ program: 'aws', says: /\(AccessDenied\w*\)/, reason: 'forbidden' },
    ...{ why: 'the principal may not do this', fix: 'Ask for the IAM permission, or file the step as a ticket' },
  },
  {
    ...{ program: 'aws', says: /\(NoSuchEntity\w*\)/, reason: 'notFound' },
    ...{ why: 'the account has no such role, policy, user or key', fix: 'Probe again, and check the account' },
  },
  {
    ...{ program: 'aws', says: /\(Throttling\w*\)/, reason: 'rateLimited' },
    ...{ why: 'AWS is asked too often', fix: 'Try again in a minute' },
  },
  {
    ...{ program: 'aws', says: /(?:Connect|Read) timeout on endpoint URL/, reason: 'timeout' },
    ...{ why: 'AWS did not answer in time', fix: 'Check the network and the proxy, then probe again' },
  },
  {
    ...{ program: 'aws', says: /Could not connect to the endpoint URL/, reason: 'unreachable' },
    ...{ why: 'AWS can not be reached', fix: 'Check the network and the proxy, then probe again' },
  },
];

/** The failure of a call that did not end with exit code 0, or whose answer is not whole: why and the fix by what the tool printed, whose last line is told. */
export function commandFailure(what: string, { program }: Pick<Command, 'program'>, outcome: CommandOutcome): Failure {
  if (outcome.kind !== 'ended') return unfinished(what, program, outcome);
  if (outcome.exitCode === 0) {
    return new Failure('malformed', { what, why: `${program} printed more than can be read`, fix: 'Take the step by hand' });
  }
  const row = rows.find((one) => one.program === program && one.says.test(outcome.stderr));
  const said = lastLine(outcome.stderr);
  const { reason, why, fix }: Pick<Row, 'reason' | 'why' | 'fix'> = row ?? {
    ...{ reason: 'refused', why: `${program} ended with exit code ${outcome.exitCode}`, fix: 'Read what it printed, then try again' },
  };
  return new Failure(reason, { what, why: said === '' ? why : `${why} (${said})`, fix });
}

function unfinished(what: string, program: string, outcome: Exclude<CommandOutcome, { readonly kind: 'ended' }>): Failure {
  const fix = 'Look at what it would have changed before trying again';
  switch (outcome.kind) {
    case 'timedOut':
      return new Failure('timeout', {
        what,
        why: `${program} did not end within ${Math.round(outcome.afterMs / 1000)} s and was ended`,
        fix,
      });
    case 'cancelled':
      return new Failure('refused', { what, why: `${program} was cancelled`, fix });
    case 'killed':
      return new Failure('refused', { what, why: `${program} was ended from outside (${outcome.by})`, fix });
  }
}

/** Of what a tool printed the last line says why. It can repeat names of the tenant and credentials: data, masked. */
function lastLine(stderr: string): string {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  return plainText(maskSecrets(line)).slice(0, 300);
}
