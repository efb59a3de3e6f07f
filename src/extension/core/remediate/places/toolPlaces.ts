import type { Commands } from '../../model/command.ts';
import { Failure } from '../../model/failure.ts';
import type { Scope } from '../../model/threat.ts';
import { allow } from '../surfaces/allow.ts';
import { type AwsScope, callerIdentity } from '../surfaces/aws.ts';
import { type AwsIdentity, matchesAccount, readIdentity } from '../surfaces/awsAccount.ts';
import { likelyContexts, matchesCluster, type PlaceMatch } from '../surfaces/clusterMatch.ts';
import { commandFailure } from '../surfaces/commandFailure.ts';
import { effectiveContext, type KubeContext, type KubePlace } from '../surfaces/kubeContext.ts';

/** Where a tool points and whether that is where the threat is. `absent`: not installed, or it points nowhere. */
export type ToolPlace<At> =
  | { readonly state: 'absent'; readonly why: string; readonly fix: string }
  | { readonly state: 'found'; readonly at: At; readonly match: PlaceMatch };

export type KubectlAt = KubeContext & Pick<KubePlace, 'kubeconfig'>;
export type AwsAt = AwsIdentity & { readonly scope: AwsScope };

/** Looks where kubectl would go. Reads files of the machine only; asks for no grant. Rejects only where `signal` fires. */
export async function kubectlPlace(commands: Commands, place: KubePlace, scope: Scope, signal: AbortSignal): Promise<ToolPlace<KubectlAt>> {
  return orAbsent<KubectlAt>(async () => {
    if ((await commands.find('kubectl', signal)) === undefined) return notInstalled('kubectl');
    const context = await effectiveContext(commands, place, signal);
    if (context === undefined) {
      return {
        state: 'absent',
        why: place.context === undefined ? 'the kubeconfig has no current context' : `the kubeconfig has no context ${place.context}`,
        fix: 'Choose a context with `kubectl config use-context`, or name one in the settings, then probe again',
      };
    }
    const threat = clusterOf(scope);
    const match = matchesCluster(threat, context);
    const at = { ...context, ...(place.kubeconfig !== undefined && { kubeconfig: place.kubeconfig }) };
    if (match.kind !== 'mismatch') return { state: 'found', at, match };
    const others = await Promise.all(likelyContexts(threat).map((name) => effectiveContext(commands, { ...place, context: name }, signal)));
    return {
      state: 'found',
      at,
      match: matchesCluster(
        threat,
        context,
        others.filter((one) => one !== undefined),
      ),
    };
  });
}

function clusterOf({ cluster, awsAccount, gcpProject, region }: Scope): { name?: string; account?: string; region?: string } {
  const account = awsAccount ?? gcpProject;
  return {
    ...(cluster !== undefined && { name: cluster }),
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
  };
}

/** What can not be told of a place, with which place that is; undefined where it is, or is not, the threat's. */
export function doubtOf({ at, match }: Extract<ToolPlace<{ readonly fingerprint: string }>, { state: 'found' }>): string | undefined {
  return match.kind === 'cannotTell' ? `${at.fingerprint} ${match.why}` : undefined;
}

// One call to AWS itself; its own time-outs end it first.
const longestMs = 30_000;

/** Looks whose credentials the AWS tool has, by `sts get-caller-identity`. Rejects only where `signal` fires. */
export async function awsPlace(
  commands: Commands,
  scope: AwsScope,
  account: string | undefined,
  signal: AbortSignal,
): Promise<ToolPlace<AwsAt>> {
  return orAbsent<AwsAt>(async () => {
    if ((await commands.find('aws', signal)) === undefined) return notInstalled('aws');
    const command = allow(callerIdentity(scope));
    const outcome = await commands.run(command, { timeoutMs: longestMs, signal });
    signal.throwIfAborted();
    if (outcome.kind !== 'ended' || outcome.exitCode !== 0) throw commandFailure('The AWS account could not be read', command, outcome);
    const identity = readIdentity(outcome.stdout);
    return { state: 'found', at: { ...identity, scope }, match: matchesAccount(account, identity) };
  });
}

/** What can not be told is a tool that can not be used, with the reason. */
async function orAbsent<At>(look: () => Promise<ToolPlace<At>>): Promise<ToolPlace<At>> {
  try {
    return await look();
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { state: 'absent', why: error.why, fix: error.fix };
  }
}

function notInstalled(program: string): ToolPlace<never> {
  return { state: 'absent', why: `${program} is not installed`, fix: `Install ${program} and put it on PATH, then probe again` };
}
