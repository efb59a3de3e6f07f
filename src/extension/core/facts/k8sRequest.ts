import { isIP } from 'node:net';
import type { SecurityEvent } from '../model/threat.ts';
import { given } from './given.ts';

/** One request to a Kubernetes API server, from an audit event. */
export type KubeRequest = {
  readonly user?: string;
  readonly verb?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly target?: string;
  /** where the request came from, the first address that is named: often a pod's own */
  readonly address?: string;
  /** the client program, without its version */
  readonly agent?: string;
};

/** A service account as `<namespace>/<name>`. */
export type ServiceAccount = { readonly namespace: string; readonly name: string };

export function kubeRequestOf(event: SecurityEvent): KubeRequest | undefined {
  const { fields } = event;
  if (!/^k8s_?audit/i.test(event.source ?? '')) return undefined;
  const uri = /\/namespaces\/([^/]+)\/pods\/([^/]+)\/(exec|attach|portforward)/.exec(fields['ka.uri'] ?? '');
  return {
    ...given('user', fields['ka.user.name']),
    ...given('verb', fields['ka.verb']),
    ...given('resource', fields['ka.target.resource'] ?? (uri === null ? undefined : 'pods')),
    ...given('subresource', fields['ka.target.subresource'] ?? uri?.[3] ?? subresourceOf(event.rule)),
    ...given('namespace', fields['ka.target.namespace'] ?? uri?.[1] ?? event.scope.namespace),
    ...given('target', fields['ka.target.name'] ?? fields['ka.target.pod.name'] ?? uri?.[2] ?? event.scope.pod),
    ...given('address', firstAddress(fields['ka.sourceips'] ?? '')),
    ...given('agent', /^[^/\s(]+/.exec(fields['ka.useragent'] ?? '')?.[0]),
  };
}

function firstAddress(listed: string): string | undefined {
  return listed.split(/[^\da-f.:]+/i).find((part) => isIP(part) !== 0);
}

/** The service account that a user name of the API server stands for. */
export function serviceAccountOf(user: string | undefined): ServiceAccount | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):(.+)$/.exec(user ?? '') ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/** One way of using one account: whose, from where, with which program. Undefined where the event names no user. */
export function kubeHabitOf(event: SecurityEvent): string | undefined {
  const request = kubeRequestOf(event);
  if (request?.user === undefined) return undefined;
  return JSON.stringify([event.scope.cluster, request.user, request.address, request.agent]);
}

/** Older audit rules name the subresource only in their title ("Attach/Exec Pod"). */
function subresourceOf(rule: string | undefined): string | undefined {
  if (rule === undefined || !/\bpod\b/i.test(rule)) return undefined;
  return /\b(exec|attach)\b/i.test(rule) ? 'exec' : undefined;
}

/** Someone opening a process inside a pod: what runs there afterwards may be theirs. */
export function entersPod(request: KubeRequest): boolean {
  return request.subresource === 'exec' || request.subresource === 'attach';
}
