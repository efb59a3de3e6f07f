import type { BlastRadius } from '../../model/blastRadius.ts';
import type { Program } from '../../model/command.ts';
import type { Threat } from '../../model/remediation.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import type { ToolReach } from '../availability/reach.ts';
import type { Grants } from '../places/grants.ts';
import { type AwsAt, doubtOf, type KubectlAt, type ToolPlace } from '../places/toolPlaces.ts';
import { probeBlastRadius } from '../probe/probeBlastRadius.ts';
import type { ProbeDoors, ProbeTarget } from '../probe/probeTarget.ts';
import type { AwsScope } from '../surfaces/aws.ts';
import type { KubectlScope } from '../surfaces/kubectl.ts';
import { cloudIdentityOf } from '../threat/cloudIdentity.ts';
import { kubectlScope } from './readingScope.ts';
import { keepingRefused, type RefusedCredentials } from './refusedCredentials.ts';
import type { Road } from './road.ts';

export type Places = { readonly kubectl?: ToolPlace<KubectlAt>; readonly aws?: ToolPlace<AwsAt> };

/**
 * The blast radius within what was granted and points at the threat's place; the rest of it are gaps. A tool whose credentials were refused is
 * `absent` in the places that come with it.
 */
export async function probe(
  threat: Threat,
  places: Places,
  tools: ReadTools,
  road: Road,
  signal: AbortSignal,
): Promise<Places & { readonly radius: BlastRadius }> {
  const { clock, grants } = road;
  const refused: RefusedCredentials = new Map();
  const machine = road.machine && keepingRefused(road.machine, refused);
  const [kubectl, aws] = [kubectlReach(places, grants), awsReach(places, grants)];
  const doors: ProbeDoors = {
    clock,
    sysql: tools,
    ...(machine !== undefined && kubectl.usable && { kubectl: { commands: machine, context: kubectl.scope } }),
    ...(machine !== undefined &&
      aws.usable &&
      places.aws?.state === 'found' && { aws: { commands: machine, place: aws.scope, account: places.aws.at.account } }),
  };
  const radius = await probeBlastRadius(probeTarget(threat), doors, signal);
  const absent = [...refused].map(([program, { why, fix }]) => [program, { state: 'absent', why, fix }]);
  return { ...places, ...Object.fromEntries(absent), radius };
}

function probeTarget(threat: Threat): ProbeTarget {
  return { ...threat.scope, ...cloudIdentityOf(threat) };
}

/** Whether AWS is asked about at all: only where the threat implicates a cloud identity, or an account alone. */
export function implicatesCloud(threat: Threat): boolean {
  return cloudIdentityOf(threat) !== undefined;
}

export function kubectlReach({ kubectl }: Places, grants: Grants): ToolReach<KubectlScope> {
  return reachOf('kubectl', kubectl, grants, (at) => kubectlScope(at));
}

export function awsReach({ aws }: Places, grants: Grants): ToolReach<AwsScope> {
  return reachOf('aws', aws, grants, ({ scope }) => scope);
}

/** A mismatch is never granted, whatever was said before. */
function reachOf<At extends { readonly fingerprint: string }, Scope>(
  program: Program,
  place: ToolPlace<At> | undefined,
  grants: Grants,
  scopeOf: (at: At) => Scope,
): ToolReach<Scope> {
  if (place === undefined)
    return { usable: false, reason: `the threat names nothing that ${program} could act on`, fix: 'Use the actions of the tenant' };
  if (place.state === 'absent') return { usable: false, reason: place.why, fix: place.fix };
  if (place.match.kind === 'mismatch') return { usable: false, reason: place.match.why, fix: switchFix(program, place.match.other) };
  if (grants.of(program) === 'refused')
    return {
      usable: false,
      reason: `${program} was not allowed in this window`,
      fix: `Revoke the grants, then allow reading with ${program}`,
    };
  if (grants.at(program, doubtOf(place)) === 'none')
    return { usable: false, reason: `reading with ${program} was not allowed yet`, fix: `Allow reading with ${program} above` };
  return { usable: true, scope: scopeOf(place.at) };
}

export function switchFix(program: Program, other: string | undefined): string {
  if (program === 'aws') return 'Use a profile of the threat\u2019s account (setting "Runtime Threats: Aws Profile"), then probe again';
  return other === undefined
    ? 'Switch to the context of the threat\u2019s cluster, then probe again'
    : `Switch with \`kubectl config use-context ${other}\`, then probe again`;
}
