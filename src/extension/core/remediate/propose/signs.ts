import { contactsMetadata } from '../../facts/addresses.ts';
import { cloudCallOf } from '../../facts/cloudCall.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { processOf } from '../../facts/processOf.ts';
import type { SecurityEvent } from '../../model/threat.ts';

/** One way to know a pattern: everything that stands in it must hold. Names of rules are read for what they mean, not for one vendor's wording. */
export type Sign = {
  readonly in?: readonly Domain[];
  /** the name of a cloud API, without its service */
  readonly api?: RegExp;
  /** what was asked of a cluster's API server */
  readonly verb?: RegExp;
  readonly resource?: RegExp;
  readonly subresource?: RegExp;
  /** a technique id of the rule's tags */
  readonly technique?: RegExp;
  /** a tactic id of the rule's tags */
  readonly tactic?: RegExp;
  /** words of the rule's name, and of the policy's where the event names no rule */
  readonly words?: RegExp;
  readonly engine?: RegExp;
  readonly category?: RegExp;
  /** asks the metadata service of its instance */
  readonly metadata?: true;
  /** whatever else one event tells */
  readonly shows?: (event: SecurityEvent) => boolean;
};

/** Where an event was seen: by a cloud's log, by a cluster's audit, in a container, on a machine itself, or by whatever else keeps a log. */
export type Domain = 'cloud' | 'cluster' | 'container' | 'host' | 'elsewhere';

export function showsSign(event: SecurityEvent, sign: Sign): boolean {
  const request = kubeRequestOf(event);
  // A cloud that names its methods in full ends them with what was done: google.iam.admin.v1.CreateServiceAccountKey.
  const api = cloudCallOf(event)?.api.split(/[./:]/).at(-1);
  const parts = [
    sign.in?.includes(domainOf(event)) ?? true,
    matches(sign.api, api),
    matches(sign.verb, request?.verb),
    matches(sign.resource, request?.resource),
    matches(sign.subresource, request?.subresource),
    matchesAny(sign.technique, idsIn(event.tags, technique)),
    matchesAny(sign.tactic, idsIn(event.tags, tactic)),
    matches(sign.words, event.rule ?? event.policy),
    matches(sign.engine, event.engine),
    matches(sign.category, event.category),
    sign.metadata === undefined || contactsMetadata(event),
  ];
  return parts.every(Boolean) && (sign.shows?.(event) ?? true);
}

export function domainOf(event: SecurityEvent): Domain {
  if (kubeRequestOf(event) !== undefined) return 'cluster';
  if (cloudCallOf(event) !== undefined) return 'cloud';
  const { container, pod, workload, host } = event.scope;
  if (event.fields['container.id'] === 'host') return 'host';
  if (container !== undefined || pod !== undefined || workload !== undefined) return 'container';
  return host !== undefined || processOf(event) !== undefined ? 'host' : 'elsewhere';
}

const technique = /(?:^|[^A-Za-z0-9])(T\d{4}(?:\.\d{3})?)(?!\d)/i;
const tactic = /(?:^|[^A-Za-z0-9])(TA\d{4})(?!\d)/i;

function idsIn(tags: readonly string[], pattern: RegExp): readonly string[] {
  return tags.flatMap((tag) => pattern.exec(tag)?.[1]?.toUpperCase() ?? []);
}

function matches(pattern: RegExp | undefined, value: string | undefined): boolean {
  return pattern === undefined || (value !== undefined && pattern.test(value));
}

function matchesAny(pattern: RegExp | undefined, values: readonly string[]): boolean {
  return pattern === undefined || values.some((value) => pattern.test(value));
}
