import { type Phrase, phrase, text } from '../model/phrase.ts';
import type { Image, Scope } from '../model/threat.ts';

/** The resource in one line, the narrowest names that the data gives: "prod-eu-1/shop/storefront", "vm-12", "AWS account 123456789012". */
export function placeName(scope: Scope): string | undefined {
  const workload = [scope.cluster, scope.namespace, scope.workload ?? scope.pod].filter((part) => part !== undefined);
  if (scope.workload !== undefined || scope.pod !== undefined) return workload.join('/');
  if (scope.host !== undefined) return scope.cluster === undefined ? scope.host : `${scope.cluster}/${scope.host}`;
  if (workload.length > 0) return workload.join('/');
  return accountName(scope);
}

export function accountName(scope: Scope): string | undefined {
  if (scope.awsAccount !== undefined) return `AWS account ${scope.awsAccount}`;
  if (scope.gcpProject !== undefined) return `GCP project ${scope.gcpProject}`;
  if (scope.azureSubscription !== undefined) return `Azure subscription ${scope.azureSubscription}`;
  return scope.cloudTenant;
}

/** " in shop/storefront", " on host vm-12", or nothing where the data names no place. */
export function inPlace(scope: Scope): Phrase {
  if (scope.host !== undefined && scope.workload === undefined && scope.pod === undefined) return phrase` on host ${text(scope.host)}`;
  const name = placeName(scope);
  return name === undefined ? [] : phrase` in ${text(name)}`;
}

/** Later scopes fill what earlier ones leave open; nothing is overwritten. */
export function mergeScopes(...scopes: readonly (Scope | undefined)[]): Scope {
  const latestFirst = scopes.toReversed();
  const image: Image = Object.assign({}, ...latestFirst.map((scope) => scope?.image));
  const merged: Scope = Object.assign({}, ...latestFirst);
  return Object.keys(image).length === 0 ? merged : { ...merged, image };
}

/** Tenant text on one line of plain text: progress views and coverage rows take no line breaks. */
export function oneLine(value: string): string {
  return value.replaceAll(/\p{Cc}+/gu, ' ').trim();
}
