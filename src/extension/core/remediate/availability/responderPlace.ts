import type { ActionParameters } from '../../model/responseAction.ts';

type Named = Readonly<Record<string, unknown>>;

/** Where an action of a responder runs, by the names of its parameters, the surest first, each with the key that a refused scope has for it. */
const places: Readonly<Record<string, readonly (readonly [parameter: string, key: string])[]>> = {
  HOST: [
    ['host.id', 'hostId'],
    ['host.mac', 'hostMac'],
    ['host.hostName', 'hostName'],
  ],
  CLUSTER: [['kubernetes.cluster.name', 'clusterName']],
  CLOUD: [['cloudProvider.account.id', 'accountId']],
};

/** Keys of a refused scope as tenants may spell them, and the parameter that holds the same. The first that fits counts. */
const keys: readonly (readonly [RegExp, string, responder: string])[] = [
  [/cluster/i, 'kubernetes.cluster.name', 'CLUSTER'],
  [/mac/i, 'host.mac', 'HOST'],
  [/(?:host|agent|node)\.?id/i, 'host.id', 'HOST'],
  [/host|node/i, 'host.hostName', 'HOST'],
  [/account|project|subscription/i, 'cloudProvider.account.id', 'CLOUD'],
];

function partsOf(scope: string): readonly [key: string, value: string] {
  const at = scope.indexOf(':');
  return at === -1 ? [scope, ''] : [scope.slice(0, at), scope.slice(at + 1)];
}

/** `prod-eu-1` of `clusterName:prod-eu-1`; empty where the scope names nothing. */
export function placeNamed(scope: string): string {
  return partsOf(scope)[1];
}

/** The responder that a refused scope is about; undefined for keys that are not known. */
export function responderOfScope(scope: string): string | undefined {
  return keys.find(([key]) => key.test(partsOf(scope)[0]))?.[2];
}

/** The scope as a tenant names it, `clusterName:prod-eu-1`; undefined where the parameters do not say where. */
export function scopeOf(responder: string, parameters: ActionParameters): string | undefined {
  const found = placesOf(responder).find(([parameter]) => textOf(parameters, parameter) !== undefined);
  return found && `${found[1]}:${textOf(parameters, found[0])}`;
}

/** Whether what was refused for a scope is refused for these parameters too: unless they name another place, it is. */
export function isInScope(scope: string, parameters: ActionParameters): boolean {
  const [key, value] = partsOf(scope);
  const parameter = keys.find(([known]) => known.test(key))?.[1];
  const named = parameter === undefined ? undefined : textOf(parameters, parameter);
  return value === '' || named === undefined || named === value;
}

/** Whether two name the same host, cluster or account; the surest name that both have decides. */
export function isSamePlace(responder: string, one: Named, other: Named): boolean {
  const both = placesOf(responder).find(([name]) => textOf(one, name) !== undefined && textOf(other, name) !== undefined);
  return both !== undefined && textOf(one, both[0]) === textOf(other, both[0]);
}

/** The host, cluster or account that these name, as it is called. */
export function placeIn(responder: string, named: Named): string | undefined {
  const names = placesOf(responder).map(([name]) => name);
  return names
    .toReversed()
    .map((name) => textOf(named, name))
    .find((name) => name !== undefined);
}

function placesOf(responder: string): readonly (readonly [string, string])[] {
  return Object.hasOwn(places, responder) ? (places[responder] ?? []) : [];
}

function textOf(named: Named, name: string): string | undefined {
  const value = named[name];
  return value === undefined || value === '' ? undefined : String(value);
}
