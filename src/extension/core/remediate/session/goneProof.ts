import * as z from 'zod';
import { type Claim, claim } from '../../model/evidence.ts';
import { code, phrase } from '../../model/phrase.ts';
import type { Threat } from '../../model/remediation.ts';
import type { ReadTools } from '../../tools/readTools.ts';
import { askCommand } from '../probe/askCommand.ts';
import { toldWorkload } from '../propose/kubectl/objects.ts';
import { getObject } from '../surfaces/kubectlReads.ts';
import { removalProof } from '../watch/removalProof.ts';
import type { WatchTarget } from '../watch/watchTarget.ts';
import { kubectlReach } from './gather.ts';
import type { Road } from './road.ts';
import type { RemediationState } from './state.ts';

/** The target is gone where kubectl does not find it, or where what removed it completed and nothing else came from it. */
export async function goneProof(
  state: RemediationState,
  target: WatchTarget,
  since: number,
  { road, tools }: { readonly road: Road; readonly tools: ReadTools },
  signal: AbortSignal,
): Promise<Claim | undefined> {
  const byCluster = await notFound(state, target, road, signal);
  return byCluster ?? (await removalProof(target, since, { tools, clock: road.clock }, signal))?.claim;
}

async function notFound(
  state: RemediationState,
  { kind }: WatchTarget,
  { machine, clock, grants }: Road,
  signal: AbortSignal,
): Promise<Claim | undefined> {
  const { threat } = state;
  const reach = kubectlReach(state, grants);
  if (machine === undefined || !reach.usable || threat === undefined) return undefined;
  const object = kind === 'workload' ? toldWorkload({ threat }) : kind === 'pod' ? podOf(threat) : undefined;
  if (object === undefined) return undefined;
  const answer = await askCommand(() => getObject(reach.scope, object), z.unknown(), { commands: machine, clock, signal });
  const [asked] = answer.sources;
  if (answer.kind === 'answered' || answer.reason !== 'notFound' || asked === undefined) return undefined;
  return claim(phrase`The cluster has no ${[kind === 'pod' ? 'pod' : 'workload']} ${code(object.name)} any more`, asked);
}

function podOf({ scope: { namespace, pod: name } }: Threat) {
  return namespace === undefined || name === undefined ? undefined : ({ kind: 'pods', namespace, name } as const);
}
