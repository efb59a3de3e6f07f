import { type ClusterName, clusterName, clusterNames } from './clusterNames.ts';
import type { KubeContext } from './kubeContext.ts';

/** The cluster of the threat as Sysdig names it; account and region (or GCP project and zone) where the threat tells them. */
export type ThreatCluster = { readonly name?: string; readonly account?: string; readonly region?: string };

/** `why` is half a sentence for the user; `other` is a context of the same kubeconfig that does match. */
export type PlaceMatch =
  | { readonly kind: 'match' }
  | { readonly kind: 'mismatch'; readonly why: string; readonly other?: string }
  | { readonly kind: 'cannotTell'; readonly why: string };

type Named = Pick<KubeContext, 'context' | 'cluster' | 'user'>;

/**
 * Whether a context leads to the threat's cluster, by the names of context, cluster and user. A match needs one name that is the same and
 * none that speaks against it; where names only resemble each other, or contradict each other, the user has to say. `others` are further contexts.
 */
export function matchesCluster(threat: ThreatCluster, context: Named, others: readonly Named[] = []): PlaceMatch {
  const verdict = compare(threat, context);
  if (verdict.kind !== 'mismatch') return verdict;
  const other = others.find((one) => compare(threat, one).kind === 'match');
  return other === undefined ? verdict : { ...verdict, other: other.context };
}

function compare({ name: threatName = '', account, region }: ThreatCluster, context: Named): PlaceMatch {
  const wanted = { ...(account !== undefined && { account }), ...(region !== undefined && { region }), ...clusterName(threatName) };
  if (wanted.name === '') return { kind: 'cannotTell', why: 'the threat names no cluster' };
  const told = clusterNames(context);
  if (told.length === 0) return { kind: 'cannotTell', why: `the names of context ${context.context} say nothing about the cluster` };
  // What the cloud wrote counts before what a person called it.
  const sure = told.filter((one) => one.sure);
  return verdictOf(wanted, sure.length > 0 ? sure : told, { threatName, context });
}

type Telling = { readonly threatName: string; readonly context: Named };

function verdictOf(wanted: Omit<ClusterName, 'sure'>, told: readonly ClusterName[], { threatName, context }: Telling): PlaceMatch {
  const same = told.filter(({ name }) => name === wanted.name);
  const elsewhere = same.find((one) => contradicts(one, wanted));
  const leads = `context ${context.context} leads to cluster ${context.cluster}`;
  if (elsewhere !== undefined) {
    const place = [elsewhere.account, elsewhere.region].filter((part) => part !== undefined).join(', ');
    return { kind: 'mismatch', why: `${leads} in ${place}, which is another of this name` };
  }
  const against = told.filter(({ name }) => name !== wanted.name && !resembles(name, wanted.name));
  if (same.length > 0 && against.length === 0) return { kind: 'match' };
  if (same.length > 0) return { kind: 'cannotTell', why: `its names contradict each other: ${leads}` };
  if (against.length < told.length) return { kind: 'cannotTell', why: `${leads}, which only resembles ${threatName}` };
  return { kind: 'mismatch', why: `${leads}, and the threat is on ${threatName}` };
}

function contradicts(one: Omit<ClusterName, 'sure'>, other: Omit<ClusterName, 'sure'>): boolean {
  return (['account', 'region'] as const).some((part) => {
    const [a, b] = [one[part], other[part]];
    // GKE names a zone of the region: europe-west1-b.
    return a !== undefined && b !== undefined && a !== b && !a.startsWith(`${b}-`) && !b.startsWith(`${a}-`);
  });
}

/** `prod` and `acme-prod-eu-1`: the words of one are among those of the other. */
function resembles(a: string, b: string): boolean {
  const [few, many] = [a.split('-'), b.split('-')].sort((one, two) => one.length - two.length) as [string[], string[]];
  return few.every((word) => many.includes(word));
}

/**
 * Names under which a kubeconfig could have the threat's cluster. Listing all contexts is not among the calls that are allowed, asking for one by
 * its name is (`contextView`): these are worth asking for after a mismatch.
 */
export function likelyContexts({ name = '', account, region }: ThreatCluster): readonly string[] {
  if (name === '') return [];
  const eks =
    account !== undefined && region !== undefined && /^\d{12}$/.test(account) ? [`arn:aws:eks:${region}:${account}:cluster/${name}`] : [];
  const gke = account !== undefined && region !== undefined && !/^\d{12}$/.test(account) ? [`gke_${account}_${region}_${name}`] : [];
  const short = clusterName(name).name;
  return [
    ...new Set([name, short, ...eks, ...gke, `${short}-admin`, `kubernetes-admin@${short}`, `admin@${short}`, `kind-${short}`]),
  ].filter((one) => one !== '' && !one.startsWith('-'));
}
