import type { SecurityEvent } from '../../model/threat.ts';
import { personOf } from '../incident/persons.ts';
import { cloudCallOf } from './cloudCall.ts';
import { codeEventOf } from './codeEvent.ts';
import { given } from './given.ts';
import { identityEventOf } from './identityEvent.ts';
import { kubeRequestOf } from './k8sRequest.ts';

export const domains = ['cloud', 'identity', 'code', 'cluster'] as const;

/** Who acted, where a name tells a person, and where that name is known. */
export type Person = {
  readonly person: string;
  readonly name: string;
  readonly mail?: string;
  readonly domain: (typeof domains)[number];
};

/** The same in a sign-in, a push, a role's session and a request to a cluster. */
export function personIn(event: SecurityEvent): Person | undefined {
  const call = cloudCallOf(event);
  const names: Readonly<Record<Person['domain'], string | undefined>> = {
    cloud: call?.byService === true ? undefined : (call?.arn ?? call?.user),
    identity: identityEventOf(event)?.actor,
    code: codeEventOf(event)?.user,
    cluster: kubeRequestOf(event)?.user,
  };
  const domain = domains.find((one) => names[one] !== undefined);
  const name = domain && names[domain];
  const person = name && personOf(name);
  if (domain === undefined || name === undefined || person === undefined) return undefined;
  return { person, name, domain, ...given('mail', /[^/:\s]+@[^/:\s]+$/.exec(name)?.[0]?.toLowerCase()) };
}
