import type { SecurityEvent } from '../model/threat.ts';
import { cloudCallOf } from './cloudCall.ts';
import { codeEventOf } from './codeEvent.ts';
import { given } from './given.ts';
import { identityEventOf } from './identityEvent.ts';
import { kubeRequestOf } from './k8sRequest.ts';
import { personOf } from './personName.ts';

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
  return { person, name, domain, ...given('mail', mailIn(name)) };
}

/** The last part of a name, where that is an e-mail address: "arn:aws:sts::…:assumed-role/ops/dana@acme.example". */
function mailIn(name: string): string | undefined {
  const last = name.split(/[/:\s]/).at(-1) ?? '';
  const at = last.lastIndexOf('@');
  return at > 0 && at < last.length - 1 ? last.toLowerCase() : undefined;
}
